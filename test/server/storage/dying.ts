import { startEmbeddedStore } from '../../../server/storage/embedded/start.ts';

/** A process whose store's thread is stopped from outside, as a crash in native code would stop it. */
const [dir = ''] = process.argv.slice(2);
process.on('worker', (worker) => worker.once('message', () => setImmediate(() => worker.terminate())));
await startEmbeddedStore({ dir });
setInterval(() => {}, 1000);
