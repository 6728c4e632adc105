import type { UnitOfWork } from '../../events/unitOfWork.ts';
import type { Blobs } from '../../files/blobs.ts';
import { type Clock, newId } from '../../platform/clock.ts';
import type { Channel } from '../model.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { RawMailStore } from './store.ts';

/** A mail as a transport hands it over: its envelope, and for each recipient of ours the channel that takes it. */
export interface Arrival {
  bytes: Buffer;
  envelopeFrom: string;
  takers: { recipient: string; channel: Channel }[];
}

/**
 * Keeps a mail for good: bytes first, then its row and job in one transaction. Only after this may it be acknowledged.
 * One mail to several addresses of a workspace is one mail; to several workspaces, one in each.
 */
export function createIntake(deps: { rawMails: RawMailStore; blobs: Blobs; unitOfWork: UnitOfWork; clock: Clock }) {
  const { rawMails, blobs, unitOfWork, clock } = deps;

  return async function take(arrival: Arrival): Promise<void> {
    const blob = await blobs.put(arrival.bytes);
    for (const workspaceId of new Set(arrival.takers.map(({ channel }) => channel.workspaceId))) {
      const ours = arrival.takers.filter(({ channel }) => channel.workspaceId === workspaceId);
      const [first] = ours;
      if (!first) continue;
      const { _id: channelId } = first.channel;
      const fingerprint = fingerprintOf(channelId, arrival.bytes);
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
          blob,
          size: arrival.bytes.length,
          envelopeFrom: arrival.envelopeFrom,
          recipients: ours.map(({ recipient }) => recipient),
          receivedAt: tx.now,
          copies: 0,
          lastCopyAt: null,
          ticketId: null,
        };
        await rawMails.insert(raw, tx.write());
        tx.later({ kind: 'mail.ingest', payload: { rawMailId } });
      });
    }
  };
}

export type Intake = ReturnType<typeof createIntake>;
