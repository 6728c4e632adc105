import type { Connection } from 'mongoose';
import { defineModel, op } from '../../storage/model.ts';

/** How many tries something has had in a window that ends at `until`. */
export interface TryCount {
  /** A keyed hash of what is counted: neither address nor account can be read from it. */
  _id: string;
  n: number;
  until: Date;
}

/** In the store, so that all nodes count together and a restart forgets nothing. */
export function createTryStore(connection: Connection) {
  const tries = defineModel<TryCount>(
    connection,
    'tries',
    { n: { type: Number, required: true }, until: { type: Date, required: true } },
    [[{ until: 1 }]],
  );
  const addOne = (id: string): Promise<TryCount | null> =>
    tries.findOneAndUpdate({ _id: id }, { $inc: { n: 1 } }, { returnDocument: 'after' }).lean<TryCount>();
  return {
    find: (id: string) => tries.findById(id).lean<TryCount>(),
    /** One more; a window that is over begins anew and ends at `until`. */
    async add(id: string, now: Date, until: Date): Promise<TryCount> {
      await tries.updateOne({ _id: id, until: op({ $lte: now }) }, { $set: { n: 0, until } });
      const more = await addOne(id);
      if (more) return more;
      // Of many who begin a window at once each adds himself to what one of them has made.
      await tries.updateOne({ _id: id }, { $setOnInsert: { n: 0, until } }, { upsert: true });
      const first = await addOne(id);
      if (!first) throw new Error('A window that has just begun was forgotten');
      return first;
    },
    takeBack: (id: string) => tries.updateOne({ _id: id, n: op({ $gt: 0 }) }, { $inc: { n: -1 } }),
    forget: (before: Date) => tries.deleteMany({ until: op({ $lt: before }) }),
  };
}

export type TryStore = ReturnType<typeof createTryStore>;
