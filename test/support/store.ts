import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedStore } from '../../server/storage/embedded/start.ts';

/** A database of one's own: in the store that `MONGODB_URL` names, else in an embedded one that lives as long as needed. */
export interface TestStore {
  uri: string;
  /** Every collection and index is there. */
  prepared: boolean;
  close(): Promise<void>;
}

function uriIn(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}

/** The store that is made once for a run of the tests, and its one database. */
const ready = { dir: join(tmpdir(), 'prepared'), database: 'prepared' };

export async function openStore(kind: 'any' | 'embedded'): Promise<TestStore> {
  const database = `t${randomUUID().replaceAll('-', '').slice(0, 20)}`;
  const server = process.env.MONGODB_URL;
  if (server && kind === 'any') return { uri: uriIn(server, database), prepared: false, close: async () => {} };
  const dir = await mkdtemp(join(tmpdir(), 'baton-store-'));
  const prepared = existsSync(ready.dir);
  if (prepared) await cp(ready.dir, dir, { recursive: true });
  const embedded = await startEmbeddedStore({ dir });
  return {
    uri: embedded.uri(prepared ? ready.database : database),
    prepared,
    async close() {
      await embedded.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
