import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** Whoever is being answered when the node stops has this long; he asks again elsewhere. */
const graceMs = 2000;

/**
 * Stopping waits for no connection that says nothing, nor for a screen that does not read: after a moment all are cut.
 * Answers a function that runs `close` so.
 */
export function closingInTime(http: Server): (close: () => Promise<void>) => Promise<void> {
  const open = new Set<Socket>();
  http.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  return async (close) => {
    const cut = setTimeout(() => {
      for (const socket of open) socket.destroy();
    }, graceMs);
    await close();
    clearTimeout(cut);
  };
}
