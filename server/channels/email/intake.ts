import type { UnitOfWork } from '../../events/unitOfWork.ts';
import type { Blobs } from '../../files/blobs.ts';
import { type Clock, newId } from '../../platform/clock.ts';
import type { Channel } from '../model.ts';
import { createPrinter, type Print } from './fingerprint.ts';
import { quickBytes } from './reader.ts';
import type { Origin } from './senderChecks.ts';
import type { RawMailStore } from './store.ts';
import { type Trips, tripHeader } from './trips/service.ts';

/** A mail whose bytes are on disk, and which nothing names yet. */
export interface StoredMail {
  blob: string;
  size: number;
  print: Print;
}

/** A mail as a transport hands it over: its envelope, and for each recipient of ours the channel that takes it. */
export interface Arrival {
  mail: StoredMail;
  envelopeFrom: string;
  origin?: Origin | null;
  takers: { recipient: string; channel: Pick<Channel, '_id' | 'workspaceId'> }[];
}

/**
 * Keeps mails for good: bytes first, then a row and a job in one transaction. Only after that may a mail be acknowledged.
 * One mail to several addresses of a workspace is one mail; to several workspaces, one in each.
 */
export function createIntake(deps: {
  rawMails: RawMailStore;
  trips: Trips;
  blobs: Blobs;
  unitOfWork: UnitOfWork;
  clock: Clock;
}) {
  const { rawMails, trips, blobs, unitOfWork, clock } = deps;
  return {
    /** @throws what `source` throws; then nothing is kept */
    async store(source: AsyncIterable<Buffer>): Promise<StoredMail> {
      const printer = createPrinter();
      async function* passing(): AsyncIterable<Buffer> {
        for await (const chunk of source) {
          printer.take(chunk);
          yield chunk;
        }
      }
      const { name: blob, size } = await blobs.keep(passing());
      return { blob, size, print: printer.print() };
    },

    /** False when nobody here takes it. */
    async take({ mail, envelopeFrom, origin = null, takers }: Arrival): Promise<boolean> {
      const tripId = mail.print.header(tripHeader);
      const open = () => blobs.read(mail.blob);
      if (tripId && (await trips.isHome(tripId, { open, envelopeFrom, origin }))) return true;
      for (const workspaceId of new Set(takers.map(({ channel }) => channel.workspaceId))) {
        const ours = takers.filter(({ channel }) => channel.workspaceId === workspaceId);
        const [first] = ours;
        if (!first) continue;
        const { _id: channelId } = first.channel;
        const fingerprint = mail.print.of(channelId);
        await unitOfWork.run(workspaceId, null, async (tx) => {
          const known = await rawMails.byFingerprint(workspaceId, fingerprint, tx.session);
          if (known) {
            await rawMails.countCopy(known._id, tx.now, tx.write());
            return;
          }
          const rawMailId = newId(clock);
          const raw = {
            _id: rawMailId,
            workspaceId,
            channelId,
            fingerprint,
            blob: mail.blob,
            size: mail.size,
            envelopeFrom,
            origin,
            recipients: ours.map(({ recipient }) => recipient),
            receivedAt: tx.now,
            copies: 0,
            lastCopyAt: null,
            ticketId: null,
          };
          await rawMails.insert(raw, tx.write());
          tx.later({ kind: mail.size > quickBytes ? 'mail.ingestSlowly' : 'mail.ingest', payload: { rawMailId } });
        });
      }
      return takers.length > 0;
    },
  };
}

export type Intake = ReturnType<typeof createIntake>;
