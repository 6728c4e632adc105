import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const probe = new URL('../children/probe.mjs', import.meta.url).href;

export interface Usage {
  /** All threads of the process, in ms. */
  cpuMs: number;
  rss: number;
  heapUsed: number;
  external: number;
}

/** A measured process that serves. */
export interface Child {
  url: string;
  port: number;
  pid: number;
  /** From the spawn to the address on stdout. */
  startMs: number;
  usage(options?: { collect?: boolean }): Promise<Usage>;
  ask<T>(what: string, input?: unknown): Promise<T>;
  stop(): Promise<void>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
}

const peer = fileURLToPath(new URL('../children/plainSocketIo.mjs', import.meta.url));
const hocuspocus = fileURLToPath(new URL('../children/hocuspocus.mjs', import.meta.url));
const yWebsocket = fileURLToPath(new URL('../children/yWebsocket.mjs', import.meta.url));
const stamped = fileURLToPath(new URL('../children/stampedBaton.mjs', import.meta.url));
const baton = fileURLToPath(new URL('../../build/server/main.js', import.meta.url));
const files = { peer, hocuspocus, yWebsocket, stamped, baton };

/** With `BENCH_PROFILE=<dir>` each process leaves a CPU profile there when it ends. */
const profiling = process.env.BENCH_PROFILE ? ['--cpu-prof', '--cpu-prof-dir', process.env.BENCH_PROFILE] : [];

/** Starts `what` under plain node, as users do, and answers when it has printed its address. */
export async function startChild(what: keyof typeof files, env: Record<string, string> = {}): Promise<Child> {
  const started = performance.now();
  const child = spawn(process.execPath, ['--expose-gc', ...profiling, '--import', probe, files[what]], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: { ...process.env, ...env },
  });
  const url = await addressOf(child);
  const startMs = performance.now() - started;
  const waiting = new Map<number, (value: unknown) => void>();
  let asked = 0;
  child.on('message', ({ id, value }: { id: number; value: unknown }) => {
    waiting.get(id)?.(value);
    waiting.delete(id);
  });

  function ask<T>(ask: string, input: unknown = {}): Promise<T> {
    asked += 1;
    const id = asked;
    return new Promise((resolve) => {
      waiting.set(id, (value) => resolve(value as T));
      child.send({ id, ask, input });
    });
  }

  return {
    url,
    port: Number(new URL(url).port),
    pid: child.pid ?? 0,
    startMs,
    ask,
    async usage(options = {}) {
      const { cpu, memory } = await ask<{ cpu: NodeJS.CpuUsage; memory: NodeJS.MemoryUsage }>('usage', options);
      return {
        cpuMs: (cpu.user + cpu.system) / 1000,
        rss: memory.rss,
        heapUsed: memory.heapUsed,
        external: memory.external,
      };
    },
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };

  async function end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }
}

async function addressOf(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('The process has no stdout');
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('http://')) {
      child.stdout.resume();
      return line;
    }
  }
  throw new Error('The process ended before it served');
}
