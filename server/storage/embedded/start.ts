import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { EmbeddedStoreLocked } from './locked.ts';
import { announce, withdraw } from './notice.ts';
import type { Address } from './server.ts';
import type { Message, WorkerInput } from './worker.ts';

export interface EmbeddedStore {
  /** A complete connection string for the driver. */
  uri(database: string): string;
  close(): Promise<void>;
}

/** Starts the embedded store on `dir` in a worker thread and answers when it serves. Throws `EmbeddedStoreLocked` (with pid) if another process holds the directory. */
export async function startEmbeddedStore(options: { dir: string; tcp?: boolean }): Promise<EmbeddedStore> {
  const socketDir = options.tcp ? undefined : mkdtempSync(join(tmpdir(), 'baton-'));
  const address: Address = socketDir ? { path: join(socketDir, 'store.sock') } : { host: '127.0.0.1', port: 0 };
  const worker = startWorker({ dir: options.dir, address });
  const tidy = () => socketDir && rmSync(socketDir, { recursive: true, force: true });
  const port = await ready(worker).catch((error) => {
    tidy();
    throw error;
  });
  const onDeath = (error: unknown) => die(error);
  worker.on('error', onDeath);
  worker.on('exit', onDeath);
  const place = 'path' in address ? encodeURIComponent(address.path) : `127.0.0.1:${port}`;
  const uri = (database: string) => `mongodb://${place}/${database}?directConnection=true`;
  announce(options.dir, uri('admin'));
  return {
    uri,
    close: async () => {
      withdraw(options.dir);
      worker.off('exit', onDeath);
      const closed = once(worker, 'exit');
      worker.postMessage('close');
      await closed;
      worker.off('error', onDeath);
      tidy();
    },
  };
}

/** Sources need tsx in the worker as well, and `--import tsx` does nothing in a worker of Node 20; a build runs as it is. */
function startWorker(workerData: WorkerInput): Worker {
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL('./worker.js', import.meta.url), { workerData });
  const forRequire = createRequire(fileURLToPath(import.meta.url)).resolve('tsx/esm/api');
  const tsx = pathToFileURL(forRequire.replace(/\.cjs$/, '.mjs')).href;
  const worker = new URL('./worker.ts', import.meta.url).href;
  const boot = `import { register } from '${tsx}'; register(); await import('${worker}');`;
  return new Worker(new URL(`data:text/javascript,${encodeURIComponent(boot)}`), { workerData, execArgv: [] });
}

/** The port the worker serves on, if it is a port; or why it does not serve. */
function ready(worker: Worker): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The embedded store ended at once (code ${code})`)));
    worker.once('message', (message: Message) => {
      worker.removeAllListeners('error').removeAllListeners('exit');
      if (message.kind === 'ready') resolve(message.port);
      else if (message.kind === 'locked') reject(new EmbeddedStoreLocked(message.dir, message.pid));
    });
  });
}

/** Without its store the process can do nothing right; ending is what a supervisor can see. */
function die(reason: unknown): never {
  process.stderr.write(
    `The embedded store has died: ${reason instanceof Error ? (reason.stack ?? reason.message) : `exit code ${String(reason)}`}\n`,
  );
  process.exit(1);
}
