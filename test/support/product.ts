import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from './freePort.ts';

/** The product as a user runs it: a process of its own, by the command of the README, in a directory of its own. */
export interface Product {
  url: string;
  smtpPort: number;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  /** Starts it again on the same directory and ports; answers when it serves. */
  start(): Promise<void>;
  /** Ends it and removes its directory. */
  remove(): Promise<void>;
}

const root = join(import.meta.dirname, '..', '..');
/** The demo shop as it is seeded, when it has been for this run of the tests. */
const seeded = join(tmpdir(), 'demo');

/** Waits for the address, its last line; fails with what it said when it ends before. */
async function serving(child: ChildProcess): Promise<void> {
  const said: string[] = [];
  child.stderr?.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  if (!child.stdout) throw new Error('Without a pipe nothing can be heard');
  for await (const line of createInterface({ input: child.stdout })) if (line.startsWith('http')) return;
  throw new Error(`It ended before it served:\n${said.join('')}`);
}

export async function startProduct(env: Record<string, string> = {}): Promise<Product> {
  const dataDir = await mkdtemp(join(tmpdir(), 'baton-product-'));
  if (env.BATON_DEMO !== 'false' && existsSync(seeded)) await cp(seeded, dataDir, { recursive: true });
  const [port, smtpPort] = [await freePort(), await freePort()];
  let child: ChildProcess | undefined;

  async function start(): Promise<void> {
    const { MONGODB_URL: _store, REDIS_URL: _redis, NODE_ENV: _mode, ...inherited } = process.env;
    child = spawn(process.execPath, [join(root, 'server', 'start.mjs')], {
      env: {
        ...inherited,
        PORT: String(port),
        SMTP_PORT: String(smtpPort),
        BATON_DATA_DIR: dataDir,
        LOG_LEVEL: 'warn',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    await serving(child);
  }

  async function kill(): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  await start();
  return {
    url: `http://127.0.0.1:${port}`,
    smtpPort,
    kill,
    start,
    async remove() {
      await kill();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
