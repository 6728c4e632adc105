import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { type App, createApp } from '../../../server/app.ts';
import { createLocalDoorbell } from '../../../server/events/doorbell.ts';
import { type Clock, systemClock } from '../../../server/platform/clock.ts';
import { readConfig } from '../../../server/platform/config.ts';
import { secretIn } from '../../../server/platform/secret.ts';
import { startEmbeddedStore } from '../../../server/storage/embedded/start.ts';

/** A whole Baton on one data directory, as `npm start` wires it. */
export interface Home {
  app: App;
  url: string;
  smtpPort: number;
  stop(): Promise<void>;
}

export async function openHome(dataDir: string, clock: Clock = systemClock): Promise<Home> {
  const config = readConfig({
    NODE_ENV: 'test',
    HOST: '127.0.0.1',
    PORT: '0',
    SMTP_PORT: '0',
    BATON_DEMO: 'false',
    BATON_DATA_DIR: dataDir,
  });
  const embedded = await startEmbeddedStore({ dir: join(dataDir, 'store') });
  const app = await createApp({
    config,
    mongoUri: embedded.uri('baton'),
    secret: await secretIn(dataDir),
    doorbell: createLocalDoorbell(),
    clock,
    logger: pino({ level: 'silent' }),
    clientFolder: join(import.meta.dirname, '..', '..', 'support', 'page'),
  });
  await app.prepare();
  const { url, smtpPort } = await app.start();
  return {
    app,
    url,
    smtpPort,
    async stop() {
      await app.stop();
      await embedded.close();
    },
  };
}

/** Folders that are gone when the test is over. */
export function createFolders() {
  const made: string[] = [];
  return {
    /** An empty one. */
    async make(): Promise<string> {
      const folder = await mkdtemp(join(tmpdir(), 'baton-backup-'));
      made.push(folder);
      return folder;
    },
    async forget(): Promise<void> {
      for (const folder of made) await rm(folder, { recursive: true, force: true });
    },
  };
}
