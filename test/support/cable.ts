import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket, connect as toTcp } from 'node:net';

/** The line between a browser and the product, which can be lost in the ways lines are lost. */
export interface Cable {
  url: string;
  /** Pulled out: every connection breaks, and none is made. */
  cut(): void;
  /** A tunnel: connections stand, nothing comes through, and nobody is told. */
  stall(): void;
  /**
   * The network goes and tells nobody, and what stood in it stays dead: what was asked meanwhile is never answered, and a
   * connection that lay idle is unknown to the other side when it is used again.
   */
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
  const unanswered = new WeakSet<Socket>();
  let state: 'whole' | 'cut' | 'stalled' | 'lost' = 'whole';

  function hearNothing(end: Socket): void {
    if (state === 'lost') unanswered.add(end);
    else if (!unanswered.has(end)) end.resetAndDestroy();
  }

  function keep(one: Socket, other: Socket): void {
    ends.add(one);
    one.on('error', () => {});
    one.on('close', () => {
      ends.delete(one);
      // The word of it is lost as well.
      if (!dead.has(other)) other.destroy();
    });
    one.on('data', (bytes) => {
      if (dead.has(one)) return hearNothing(one);
      if (!other.write(bytes)) one.pause();
    });
    other.on('drain', () => state !== 'stalled' && one.resume());
    if (state === 'lost') dead.add(one);
    if (state === 'stalled') one.pause();
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
      for (const end of ends) dead.add(end);
    },
    mend() {
      state = 'whole';
      for (const end of ends) end.resume();
    },
    async stop() {
      const closed = once(server, 'close');
      server.close();
      for (const end of ends) end.destroy();
      await closed;
    },
  };
}
