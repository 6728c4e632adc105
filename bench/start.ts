import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { get } from 'node:http';
import { freePort } from '../test/support/freePort.ts';
import { defineBench } from './support/bench.ts';
import { median, monotonicMs, pause, rounded } from './support/numbers.ts';
import { freshDir, root } from './support/places.ts';

const serves = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    get({ host: '127.0.0.1', port, path: '/healthz', agent: false }, (reply) => {
      reply.resume();
      resolve(reply.statusCode === 200);
    }).on('error', () => resolve(false));
  });

/** From `npm start` to the first 200 of /healthz, in seconds; then stops it. */
async function startOnce(dir: string): Promise<number> {
  const port = await freePort();
  const started = monotonicMs();
  const child = spawn('npm', ['start', '--silent'], {
    cwd: root,
    env: { ...process.env, PORT: String(port), SMTP_PORT: '0', BATON_DATA_DIR: dir, LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'ignore', 'inherit'],
    detached: true,
  });
  const ended = once(child, 'exit');
  while (!(await serves(port))) {
    if (child.exitCode !== null) throw new Error('npm start ended before it served');
    await pause(5);
  }
  const seconds = (monotonicMs() - started) / 1000;
  // npm and what it started are one process group.
  if (child.pid) process.kill(-child.pid, 'SIGTERM');
  await ended;
  await pause(500);
  return seconds;
}

/** The second `npm start`: built, and with data. */
export const start = defineBench({
  name: 'start',
  sizes: { times: { smoke: 2, full: 10 } },
  async run(size) {
    const dir = freshDir('start');
    const first = await startOnce(dir);
    const later: number[] = [];
    for (let time = 0; time < size.times; time += 1) later.push(await startOnce(dir));
    return {
      figures: [
        {
          label: 'second `npm start` to /healthz',
          value: median(later),
          unit: 's',
          wanted: { atMost: 2 },
          note: `median of ${later.length}, slowest ${rounded(Math.max(...later))} s; the first, which fills the demo desk, ${rounded(first)} s`,
        },
      ],
      details: { first, later },
    };
  },
});
