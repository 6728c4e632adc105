// Makes a store with every collection and index, and nothing in them, in the folder that is named.
import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { pino } from 'pino';

const [, , folder] = process.argv;
const built = (path) => import(pathToFileURL(join(import.meta.dirname, '../../../build/server', path)).href);

const [{ createApp }, { createLocalDoorbell }, { systemClock }, { readConfig }, { startEmbeddedStore }] =
  await Promise.all(
    ['app.js', 'events/doorbell.js', 'platform/clock.js', 'platform/config.js', 'storage/embedded/start.js'].map(built),
  );
const store = await startEmbeddedStore({ dir: folder });
const app = await createApp({
  config: readConfig({ NODE_ENV: 'test', BATON_DATA_DIR: folder }),
  mongoUri: store.uri('prepared'),
  secret: 'a secret that nothing is kept with',
  doorbell: createLocalDoorbell(new EventEmitter()),
  clock: systemClock,
  logger: pino({ level: 'silent' }),
  clientFolder: folder,
});
await app.prepare();
await app.storage.close();
await store.close();
process.exit(0);
