import type { Socket as TcpSocket } from 'node:net';
import type { Server } from 'socket.io';

interface Connection {
  transport?: { socket?: { _socket?: TcpSocket } };
}

const tcpOf = (connection: Connection): TcpSocket | undefined => connection.transport?.socket?._socket;

/**
 * What is sent to a screen at once leaves in one system call. A commit carries up to 32 events, and each was a call of
 * its own. docs/benchmarks.md: fan-out.
 */
export function corkBursts(io: Server): void {
  io.engine.on('flush', (connection: Connection, packets: unknown[]) => {
    if (packets.length > 1) tcpOf(connection)?.cork();
  });
  // Said in the same turn, when the burst has been handed over.
  io.engine.on('drain', (connection: Connection) => {
    const tcp = tcpOf(connection);
    if (tcp?.writableCorked) tcp.uncork();
  });
}
