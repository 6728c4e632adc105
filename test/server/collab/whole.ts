import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Baton in a process of its own, with the demo shop, as `npm start` runs it. */
export interface Whole {
  url: string;
  kill(): Promise<void>;
}

const main = join(import.meta.dirname, '..', '..', '..', 'build', 'server', 'main.js');

export async function startWhole(dir: string, port: number): Promise<Whole> {
  const child = spawn(process.execPath, [main], {
    env: {
      ...process.env,
      NODE_ENV: 'test',
      BATON_DATA_DIR: dir,
      HOST: '127.0.0.1',
      PORT: String(port),
      SMTP_PORT: '0',
      LOG_LEVEL: 'fatal',
      MONGODB_URL: '',
      REDIS_URL: '',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  let url = '';
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith('http')) continue;
    url = line;
    break;
  }
  if (!url) throw new Error('Baton did not start');
  return {
    url,
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
