import type { Connection } from 'mongoose';
import { defineModel } from '../../../storage/model.ts';

/** A mail that would have gone out. The Message-ID is its id: a mail that is sent again is the same mail. */
export interface SentMail {
  _id: string;
  blob: string;
  from: string;
  to: string[];
  at: Date;
}

const listed = 100;

export function createSentMailStore(connection: Connection) {
  const sentMails = defineModel<SentMail>(
    connection,
    'devMailbox',
    { blob: { type: String, required: true }, from: String, to: [String], at: Date },
    [[{ at: -1 }]],
  );
  return {
    put: ({ _id, ...mail }: SentMail) => sentMails.updateOne({ _id }, { $set: mail }, { upsert: true }),
    find: (id: string) => sentMails.findById(id).lean<SentMail>(),
    latest: () => sentMails.find().sort({ at: -1 }).limit(listed).lean<SentMail[]>(),
  };
}

export type SentMailStore = ReturnType<typeof createSentMailStore>;
