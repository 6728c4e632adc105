// build/server/main.js with a doorbell that notes when each commit was done; the doorbell is rung right after it.
import { join } from 'node:path';
import { createApp } from '../../build/server/app.js';
import { createLocalDoorbell } from '../../build/server/events/doorbell.js';
import { systemClock } from '../../build/server/platform/clock.js';
import { readConfig } from '../../build/server/platform/config.js';
import { createLogger } from '../../build/server/platform/logger.js';
import { startEmbeddedStore } from '../../build/server/storage/embedded/start.js';

const offset = Number(process.hrtime.bigint()) / 1e6 - performance.now();
/** [last seq of the commit, ms]. */
const stamps = [];
const doorbell = createLocalDoorbell();
const config = readConfig(process.env);
const store = await startEmbeddedStore({ dir: join(config.dataDir, 'store') });
const app = await createApp({
  config,
  mongoUri: store.uri('baton'),
  secret: config.secret,
  doorbell: {
    ...doorbell,
    ring(workspaceId, seq) {
      stamps.push([seq, offset + performance.now()]);
      doorbell.ring(workspaceId, seq);
    },
  },
  clock: systemClock,
  logger: createLogger(config.logLevel),
  clientFolder: join(import.meta.dirname, '../../build/client'),
});
await app.prepare();
globalThis.benchAnswers.stamps = () => stamps.splice(0);
const { url } = await app.start();
process.stdout.write(`${url}\n`);
process.on('SIGTERM', async () => {
  await app.stop();
  await store.close();
  process.exit(0);
});
