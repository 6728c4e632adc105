import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A line to a server that can be cut, as networks are. */
export interface Cuttable {
  url: string;
  /** `silent`: nothing comes through any more, and nobody is told. `broken`: connections end, new ones are refused. */
  cut(how: 'silent' | 'broken'): void;
  /** The network is back; what was open before stays dead. */
  mend(): void;
  close(): Promise<void>;
}

/** Stands before the server at this address of this machine. */
export async function startCuttable(target: string): Promise<Cuttable> {
  let state: 'whole' | 'silent' | 'broken' = 'whole';
  const open = new Set<Socket>();
  const keep = (socket: Socket) => {
    open.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => open.delete(socket));
  };
  const server = createServer((near) => {
    keep(near);
    if (state === 'broken') return near.resetAndDestroy();
    if (state === 'silent') return;
    const far = connect(Number(new URL(target).port), '127.0.0.1');
    keep(far);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on('data', (data) => state === 'whole' && to.write(data));
      from.once('close', () => state !== 'silent' && to.destroy());
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endAll = () => {
    for (const socket of open) socket.resetAndDestroy();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut(how) {
      state = how;
      if (how === 'broken') endAll();
    },
    mend() {
      // A network that was away has forgotten what it carried.
      if (state === 'silent') for (const socket of open) socket.pause();
      state = 'whole';
    },
    async close() {
      endAll();
      server.close();
      await once(server, 'close');
    },
  };
}
