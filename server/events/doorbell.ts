import { EventEmitter } from 'node:events';
import { createClient } from 'redis';
import type { Id } from '../../shared/ids.ts';
import type { Logger } from '../platform/logger.ts';

/** "Workspace w is at seq n", between nodes. Only a hint: it may lose anything, for every node also looks by itself. */
export interface Doorbell {
  ring(workspaceId: Id, seq: number): void;
  onRing(listener: (workspaceId: Id, seq: number) => void): void;
  close(): Promise<void>;
}

/** For nodes in one process. */
export function createLocalDoorbell(bus = new EventEmitter().setMaxListeners(0)): Doorbell {
  let mine: ((workspaceId: Id, seq: number) => void)[] = [];
  return {
    ring: (workspaceId, seq) => void bus.emit('ring', workspaceId, seq),
    onRing(listener) {
      mine.push(listener);
      bus.on('ring', listener);
    },
    async close() {
      for (const listener of mine) bus.off('ring', listener);
      mine = [];
    },
  };
}

const channel = 'baton:doorbell';

/** For nodes that share a Redis. While Redis is away the nodes' own looking carries on. */
export async function createRedisDoorbell(url: string, logger: Logger): Promise<Doorbell> {
  const sender = createClient({ url, disableOfflineQueue: true });
  const receiver = sender.duplicate({ disableOfflineQueue: false });
  for (const client of [sender, receiver]) client.on('error', (error) => logger.warn({ err: error }, 'Redis is away'));
  await Promise.all([sender.connect(), receiver.connect()]);
  const listeners: ((workspaceId: Id, seq: number) => void)[] = [];
  await receiver.subscribe(channel, (message) => {
    const [workspaceId, seq] = message.split(' ');
    if (workspaceId) for (const listener of listeners) listener(workspaceId, Number(seq));
  });
  return {
    ring(workspaceId, seq) {
      for (const listener of listeners) listener(workspaceId, seq);
      sender.publish(channel, `${workspaceId} ${seq}`).catch(() => {});
    },
    onRing: (listener) => void listeners.push(listener),
    async close() {
      sender.destroy();
      receiver.destroy();
    },
  };
}
