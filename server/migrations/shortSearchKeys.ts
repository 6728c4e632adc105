import type { Connection } from 'mongoose';
import type { Migration } from '../storage/dataVersion.ts';

/** The search index names its entries more shortly: it is read in anew from what it was made of. */
export const shortSearchKeys: Migration = {
  to: 3,
  async run(connection: Connection) {
    const there = (await connection.listCollections()).map(({ name }) => name);
    for (const name of ['searchEntries', 'searchProgress'])
      if (there.includes(name)) await connection.dropCollection(name);
  },
};
