import { mongo } from 'mongoose';
import { until } from './until.ts';

/** A client whose store ends before it does. */
export interface Bereaved {
  client: mongo.MongoClient;
  /** Once the store has gone. */
  close(): Promise<void>;
}

/**
 * A driver that writes to a socket in the moment in which it ends waits for ever, whatever its time limits say. So what was
 * asked at the end is not waited for; and only who knows that the store has gone says no goodbye, which is a write, too.
 */
export async function connectBereaved(uri: string): Promise<Bereaved> {
  // It soon gives up looking for a store; at the beginning that may be too soon for a busy machine.
  const client = new mongo.MongoClient(uri, { heartbeatFrequencyMS: 500, serverSelectionTimeoutMS: 1000 });
  const connects = () =>
    client.connect().then(
      () => true,
      () => false,
    );
  await until('the client has found its store', connects);
  let knows = false;
  client.on('serverDescriptionChanged', ({ newDescription }) => {
    knows ||= newDescription.type === 'Unknown';
  });
  return {
    client,
    async close() {
      await until('the client knows that its store has gone', () => knows);
      await client.close();
    },
  };
}
