import { EventEmitter } from 'node:events';
import { createClient } from 'redis';
import type { Id } from '../../shared/ids.ts';
import type { Logger } from '../platform/logger.ts';

/** "Workspace w is at seq n", between nodes. Only a hint: it may lose anything, for every node also looks by itself. */
export interface Doorbell {
  ring(workspaceId: Id, seq: number): void;
  onRing(listener: (workspaceId: Id, seq: number) => void): void;
  /** A short word for all nodes that listen to the topic, this one included. Only a hint, too. */
  tell(topic: string, text: string): void;
  onTell(topic: string, listener: (text: string) => void): void;
  close(): Promise<void>;
}

/** For nodes in one process. */
export function createLocalDoorbell(bus = new EventEmitter().setMaxListeners(0)): Doorbell {
  const mine: (() => void)[] = [];
  function listen<T extends unknown[]>(event: string, listener: (...words: T) => void): void {
    const hear = (...words: unknown[]) => listener(...(words as T));
    bus.on(event, hear);
    mine.push(() => bus.off(event, hear));
  }
  return {
    ring: (workspaceId, seq) => void bus.emit('ring', workspaceId, seq),
    onRing: (listener) => listen('ring', listener),
    tell: (topic, text) => void bus.emit(`tell ${topic}`, text),
    onTell: (topic, listener) => listen(`tell ${topic}`, listener),
    async close() {
      for (const forget of mine.splice(0)) forget();
    },
  };
}

const channel = 'baton:doorbell';
const wordsOn = 'baton:words';

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
  const words = new Map<string, (text: string) => void>();
  await receiver.subscribe(wordsOn, (message) => {
    const space = message.indexOf(' ');
    words.get(message.slice(0, space))?.(message.slice(space + 1));
  });
  return {
    tell: (topic, text) => void sender.publish(wordsOn, `${topic} ${text}`).catch(() => {}),
    onTell: (topic, listener) => void words.set(topic, listener),
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
