import { parentPort, workerData } from 'node:worker_threads';
import { EmbeddedStoreLocked } from './locked.ts';
import { type Address, serve } from './server.ts';

/** What the worker tells the thread that started it. */
export type Message =
  | { kind: 'ready'; port: number | undefined }
  | { kind: 'locked'; dir: string; pid: number }
  | { kind: 'closed' };

export interface WorkerInput {
  dir: string;
  address: Address;
}

const { dir, address } = workerData as WorkerInput;
const tell = (message: Message) => parentPort?.postMessage(message);

try {
  const running = await serve(dir, address, (line) => process.stderr.write(`${line}\n`));
  parentPort?.once('message', async () => {
    await running.close();
    tell({ kind: 'closed' });
    parentPort?.close();
  });
  tell({ kind: 'ready', port: running.port });
} catch (error) {
  if (!(error instanceof EmbeddedStoreLocked)) throw error;
  tell({ kind: 'locked', dir, pid: error.pid });
}
