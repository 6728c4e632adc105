import type { Connection } from 'mongoose';
import type { CheckResult } from '../../../../shared/entities.ts';
import { defineModel, op } from '../../../storage/model.ts';

/** A mail that somebody sends to his own address to see it come back. Its id is in the mail, and nowhere else. */
export interface Trip {
  _id: string;
  addressLower: string;
  sentAt: Date;
  /** Null while it is under way. */
  arrivedAt: Date | null;
  spf: CheckResult | null;
  dkim: CheckResult | null;
  /** How often it was looked for. */
  looks: number;
}

export function createTripStore(connection: Connection) {
  const trips = defineModel<Trip>(
    connection,
    'mailTrips',
    {
      addressLower: { type: String, required: true },
      sentAt: { type: Date, required: true },
      arrivedAt: { type: Date, default: null },
      spf: { type: String, default: null },
      dkim: { type: String, default: null },
      looks: { type: Number, default: 0 },
    },
    [[{ addressLower: 1, sentAt: 1 }], [{ sentAt: 1 }]],
  );
  return {
    insert: (trip: Trip) => trips.insertMany([trip], { lean: true }),
    find: (id: string) => trips.findById(id).lean<Trip>(),
    /** One that began after `since`, to this address. */
    under: (addressLower: string, since: Date) =>
      trips.findOne({ addressLower, sentAt: op({ $gt: since }) }).lean<Trip>(),
    arrive: (id: string, fields: Pick<Trip, 'arrivedAt' | 'spf' | 'dkim'>) =>
      trips.updateOne({ _id: id, arrivedAt: null }, { $set: fields }),
    countLook: (id: string) =>
      trips.findOneAndUpdate({ _id: id }, { $inc: { looks: 1 } }, { returnDocument: 'after' }).lean<Trip>(),
    forget: (before: Date) => trips.deleteMany({ sentAt: op({ $lt: before }) }),
  };
}

export type TripStore = ReturnType<typeof createTripStore>;
