import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface StoreProcess {
  /** What it printed first: where it serves, or why it does not. */
  said: string;
  process: ChildProcess;
  kill(): Promise<void>;
}

/** Starts an embedded store in a process of its own. */
export async function storeProcess(dir: string): Promise<StoreProcess> {
  const file = fileURLToPath(new URL('./serve.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', file, dir], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const [said] = (await Promise.race([once(lines, 'line'), exited.then(() => ['ended without a word'])])) as [string];
  return {
    said,
    process: child,
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
