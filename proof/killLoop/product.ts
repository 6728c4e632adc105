import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { freePort } from '../../test/support/freePort.ts';

/** The real product in a process of its own, which can be killed and started again on the same data. */
export interface Product {
  url: string;
  smtpPort: number;
  pid(): number;
  start(): Promise<void>;
  /** As a power cut would: no word, no time. */
  kill(): Promise<void>;
  stop(): Promise<void>;
  /** What it has logged as an error, through all its lives. */
  faults(): string[];
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const startMs = 60_000;

/** @param more environment variables beyond the usual ones */
export async function createProduct(
  dataDir: string,
  smtpUrl: string,
  more: Record<string, string> = {},
): Promise<Product> {
  const built = spawnSync(process.execPath, ['server/start.mjs', '--build-only'], { stdio: ['ignore', 2, 2] });
  if (built.status !== 0) throw new Error('The product could not be built');
  const [port, smtpPort] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  const env = {
    ...process.env,
    BATON_MAILS_PER_HOUR: '1000000',
    HOST: '127.0.0.1',
    PORT: String(port),
    SMTP_PORT: String(smtpPort),
    SMTP_URL: smtpUrl,
    BATON_DATA_DIR: dataDir,
    BATON_SIGN_IN_TRIES: '100000',
    SMTP_MAILS_PER_MINUTE: '1000000',
    LOG_LEVEL: 'error',
    MONGODB_URL: '',
    REDIS_URL: '',
    ...more,
  };
  let child: ChildProcess | undefined;
  let words = '';
  const faults: string[] = [];

  const gone = (one: ChildProcess) =>
    one.exitCode !== null || one.signalCode !== null
      ? Promise.resolve()
      : new Promise<void>((resolve) => one.once('exit', () => resolve()));

  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    if (!child) return;
    const over = gone(child);
    child.kill(signal);
    await over;
    child = undefined;
    faults.push(...words.split('\n').filter((line) => /"level":[56]0/.test(line)));
  }

  return {
    url,
    smtpPort,
    pid: () => child?.pid ?? 0,
    async start() {
      words = '';
      const started = spawn(process.execPath, ['build/server/main.js'], { env, stdio: ['ignore', 'ignore', 'pipe'] });
      child = started;
      started.stderr.on('data', (chunk) => {
        words += String(chunk);
      });
      const deadline = Date.now() + startMs;
      for (;;) {
        const ready = await fetch(`${url}/readyz`).then(
          ({ ok }) => ok,
          () => false,
        );
        if (ready) return;
        if (started.exitCode !== null) throw new Error(`It did not start:\n${words}`);
        if (Date.now() > deadline) throw new Error(`It was not ready in time:\n${words}`);
        await pause(20);
      }
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    faults: () => faults,
  };
}
