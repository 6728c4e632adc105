import type { Connection } from 'mongoose';
import { StartError } from '../platform/config.ts';

/** Brings what an older release stored to what this one reads. Runs before anything is served, alone, and may be run again. */
export interface Migration {
  /** The data version that it leads to. */
  to: number;
  run(connection: Connection): Promise<void>;
}

/**
 * Raised when a release stores something an older one cannot read. Changes that an older release understands (a new
 * field, a new index) leave it alone, so that two releases can run side by side.
 */
export const dataVersion = 3;

/**
 * Takes the data to this release's version, step by step; each step counts when it is done.
 * @throws StartError for data of a newer release: this one would misread it
 */
export async function bringUpToDate(
  connection: Connection,
  migrations: Migration[],
  changed: (version: number) => void,
): Promise<void> {
  const meta = connection.collection<{ _id: string; version: number }>('meta');
  await meta.updateOne({ _id: 'data' }, { $setOnInsert: { version: dataVersion } }, { upsert: true });
  const found = (await meta.findOne({ _id: 'data' }))?.version ?? dataVersion;
  if (found > dataVersion) {
    throw new StartError(
      `This data is of a newer Baton (data version ${found}, this release reads ${dataVersion}). Start the newer release.`,
    );
  }
  for (const { to, run } of migrations) {
    if (to <= found) continue;
    await run(connection);
    await meta.updateOne({ _id: 'data' }, { $set: { version: to } });
    changed(to);
  }
}
