import type { Connection } from 'mongoose';
import type { Tx } from '../../events/batch.ts';
import { defineModel } from '../../storage/model.ts';

/** How often something has happened since its window began. One row for each thing that is counted. */
interface Rate {
  _id: string;
  n: number;
  until: Date;
}

export function createRateStore(connection: Connection) {
  const rates = defineModel<Rate>(connection, 'rates', { n: Number, until: Date });
  return {
    /** Counts one more, and answers how many that makes and when counting begins anew. */
    async count(tx: Tx, key: string, windowMs: number): Promise<{ n: number; until: Date }> {
      const _id = `${tx.workspaceId}:${key}`;
      const known = await rates.findById(_id).session(tx.session).lean<Rate>();
      const running = known !== null && known.until > tx.now;
      const n = running ? known.n + 1 : 1;
      const until = running ? known.until : new Date(tx.now.getTime() + windowMs);
      await rates.updateOne({ _id }, { $set: { n, until } }, { session: tx.write(), upsert: true });
      return { n, until };
    },
  };
}

export type RateStore = ReturnType<typeof createRateStore>;
