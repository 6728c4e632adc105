import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket, connect as toTcp } from 'node:net';

/** The line between a browser and the product, which can be lost in the ways lines are lost. */
export interface Cable {
  url: string;
  /** Pulled out: every connection breaks, and none is made. */
  cut(): void;
  /** A tunnel: connections stand, nothing comes through, and nobody is told. */
  stall(): void;
  /** The network goes and tells nobody: as in a tunnel, but what stood in it stays dead. */
  lose(): void;
  /** As new. What stood in a tunnel goes on. */
  mend(): void;
  stop(): Promise<void>;
}

/** Lays one to the product at `url`, which may die and come back meanwhile. */
export async function layCable(url: string): Promise<Cable> {
  const { hostname, port } = new URL(url);
  const ends = new Set<Socket>();
  const dead = new WeakSet<Socket>();
  let state: 'whole' | 'cut' | 'stalled' | 'lost' = 'whole';
  const passes = (end: Socket) => (state === 'whole' || state === 'cut') && !dead.has(end);

  function keep(one: Socket, other: Socket): void {
    ends.add(one);
    one.on('error', () => {});
    one.on('close', () => {
      ends.delete(one);
      other.destroy();
    });
    one.on('data', (bytes) => {
      if (!other.write(bytes)) one.pause();
    });
    other.on('drain', () => passes(one) && one.resume());
    if (state === 'lost') dead.add(one);
    if (!passes(one)) one.pause();
  }

  const server = createServer((near) => {
    if (state === 'cut') return near.destroy();
    const far = toTcp(Number(port), hostname);
    keep(near, far);
    keep(far, near);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut() {
      state = 'cut';
      for (const end of ends) end.destroy();
    },
    stall() {
      state = 'stalled';
      for (const end of ends) end.pause();
    },
    lose() {
      state = 'lost';
      for (const end of ends) {
        dead.add(end);
        end.pause();
      }
    },
    mend() {
      state = 'whole';
      for (const end of ends) if (passes(end)) end.resume();
    },
    async stop() {
      const closed = once(server, 'close');
      server.close();
      for (const end of ends) end.destroy();
      await closed;
    },
  };
}
