import mongoose, { type ClientSession, type Connection } from 'mongoose';

import { attempt } from './attempt.ts';
import { bringUpToDate, type Migration } from './dataVersion.ts';

export type { ClientSession };

mongoose.set('sanitizeFilter', true);
mongoose.set('strictQuery', 'throw');

/** One node's way to the store, embedded or MongoDB: the address is the only difference. */
export interface Storage {
  connection: Connection;
  /** Runs `work` in one transaction; it is run again, from the start, when it met another. */
  transaction<T>(work: (session: ClientSession) => Promise<T>): Promise<T>;
  /** Reads that belong together, as of one moment. */
  snapshot<T>(work: (session: ClientSession) => Promise<T>): Promise<T>;
  /** Brings older data up to date, and makes every collection and index that the models name. */
  prepare(migrations: Migration[], changed?: (version: number) => void): Promise<void>;
  close(): Promise<void>;
}

export async function connectStorage(uri: string): Promise<Storage> {
  const connection = await mongoose
    .createConnection(uri, {
      autoIndex: false,
      autoCreate: false,
      retryWrites: true,
      writeConcern: { w: 'majority' },
      readConcern: { level: 'majority' },
      serverSelectionTimeoutMS: 10_000,
    })
    .asPromise();

  async function transaction<T>(work: (session: ClientSession) => Promise<T>): Promise<T> {
    const session = await connection.startSession();
    try {
      return await session.withTransaction(() => attempt(session, () => work(session)), {
        readConcern: { level: 'snapshot' },
        writeConcern: { w: 'majority' },
      });
    } finally {
      await session.endSession();
    }
  }

  return {
    connection,
    transaction,
    snapshot: transaction,
    async prepare(migrations, changed = () => {}) {
      await bringUpToDate(connection, migrations, changed);
      for (const model of Object.values(connection.models)) {
        await model.createCollection();
        await model.createIndexes();
      }
    },
    close: () => connection.close(),
  };
}
