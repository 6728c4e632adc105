import { z } from 'zod';
import { ClientId } from '../../../shared/ids.ts';
import type { ConversationService, Departure, Outcome } from '../../conversations/service.ts';
import type { UnitOfWork } from '../../events/unitOfWork.ts';
import type { Blobs } from '../../files/blobs.ts';
import type { Job } from '../../jobs/store.ts';
import { Hopeless, type JobHandler } from '../../jobs/worker.ts';
import { composeMail } from './compose.ts';
import type { Handover, Transport } from './transport.ts';

const Payload = z.object({ messageId: ClientId });

/** With the worker's backoff the last of them is half an hour after the first; then a person is asked. */
const tries = 10;

const tooLarge = 'This mail is larger than its address may send.';

function outcomeOf(handover: Handover, lastTry: boolean): Outcome {
  switch (handover.kind) {
    case 'sent':
      return handover;
    case 'refused':
      return { kind: 'failed', error: handover.words, ...(handover.tooLarge ? { tooLarge: handover.tooLarge } : {}) };
    case 'unknown':
      return { kind: 'uncertain', error: handover.words };
    case 'later':
      return { kind: lastTry ? 'failed' : 'later', error: handover.words };
  }
}

/** The job that hands a message over to the mail server, and writes down how that went. */
export function deliverJob(deps: {
  conversations: ConversationService;
  blobs: Blobs;
  transport: Transport;
  unitOfWork: UnitOfWork;
  /** How many bytes a mail from this address may have. */
  limitOf(address: string): Promise<number>;
}): JobHandler {
  const { unitOfWork, transport, blobs } = deps;
  const { delivery } = deps.conversations;

  async function handOver(job: Job, departure: Departure): Promise<Handover> {
    try {
      const limit = await deps.limitOf(departure.message.from.address);
      const mail = await composeMail(departure, blobs, limit);
      const bytes = mail.bytes.length;
      if (bytes > limit) return { kind: 'refused', words: tooLarge, tooLarge: { bytes, limit } };
      return await transport.send(mail, () =>
        unitOfWork.run(job.workspaceId, null, (tx) => delivery.transmitting(tx, departure)),
      );
    } catch (error) {
      return { kind: 'later', words: error instanceof Error ? error.message : String(error) };
    }
  }

  return async (job) => {
    const payload = Payload.safeParse(job.payload);
    if (!payload.success) throw new Hopeless('This job names no message');
    const departure = await unitOfWork.run(job.workspaceId, null, (tx) => delivery.begin(tx, payload.data.messageId));
    if (!departure) return;
    const outcome = outcomeOf(await handOver(job, departure), job.attempts >= tries);
    await unitOfWork.run(job.workspaceId, null, (tx) => delivery.settle(tx, departure, outcome));
    if (outcome.kind === 'later') throw new Error('The mail server did not take the mail; the message says why');
  };
}
