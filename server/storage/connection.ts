import mongoose, { type ClientSession, type Connection } from 'mongoose';

import { StartError } from '../platform/config.ts';
import { attempt } from './attempt.ts';

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
  /** Makes every collection and index that the models name. */
  prepare(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Raised when a release stores something an older one cannot read. Changes that an older release understands (a new
 * field, a new index) leave it alone, so that two releases can run side by side.
 */
export const dataVersion = 1;

/** @throws StartError for data of a newer release: this one would misread it */
async function mustBeOurs(connection: Connection): Promise<void> {
  const meta = connection.collection<{ _id: string; version: number }>('meta');
  await meta.updateOne({ _id: 'data' }, { $setOnInsert: { version: dataVersion } }, { upsert: true });
  const found = await meta.findOne({ _id: 'data' });
  if (found && found.version > dataVersion) {
    throw new StartError(
      `This data is of a newer Baton (data version ${found.version}, this release reads ${dataVersion}). Start the newer release.`,
    );
  }
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
    async prepare() {
      await mustBeOurs(connection);
      for (const model of Object.values(connection.models)) {
        await model.createCollection();
        await model.createIndexes();
      }
    },
    close: () => connection.close(),
  };
}
