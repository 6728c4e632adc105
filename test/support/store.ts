import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedStore } from '../../server/storage/embedded/start.ts';

/** A database of one's own: in the store that `MONGODB_URL` names, else in an embedded one that lives as long as needed. */
export interface TestStore {
  uri: string;
  close(): Promise<void>;
}

function uriIn(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}

export async function openStore(kind: 'any' | 'embedded'): Promise<TestStore> {
  const database = `t${randomUUID().replaceAll('-', '').slice(0, 20)}`;
  const server = process.env.MONGODB_URL;
  if (server && kind === 'any') return { uri: uriIn(server, database), close: async () => {} };
  const dir = await mkdtemp(join(tmpdir(), 'baton-store-'));
  const embedded = await startEmbeddedStore({ dir });
  return {
    uri: embedded.uri(database),
    async close() {
      await embedded.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
