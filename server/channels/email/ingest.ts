import { z } from 'zod';
import { Id } from '../../../shared/ids.ts';
import type { Incoming } from '../../conversations/model.ts';
import type { ConversationService } from '../../conversations/service.ts';
import type { UnitOfWork } from '../../events/unitOfWork.ts';
import type { Blobs } from '../../files/blobs.ts';
import type { Job } from '../../jobs/store.ts';
import { Hopeless, type JobHandler } from '../../jobs/worker.ts';
import type { Logger } from '../../platform/logger.ts';
import type { ChannelService } from '../service.ts';
import { marksOf } from './marks.ts';
import { createHead } from './parse.ts';
import { type ReadMail, unreadMail } from './read.ts';
import { type Lane, type MailReader, Unreadable } from './reader.ts';
import type { Checked } from './senderChecks.ts';
import type { RawMail, RawMailStore } from './store.ts';

const Payload = z.object({ rawMailId: Id });

/** A mail that was begun so often without an outcome is taken for one that kills the process that reads it. */
const tries = 9;

interface Parts {
  rawMails: RawMailStore;
  blobs: Blobs;
  reader: MailReader;
  channels: ChannelService;
  conversations: ConversationService;
  unitOfWork: UnitOfWork;
  logger: Logger;
}

async function headOf(blob: string, blobs: Blobs): Promise<Buffer> {
  const head = createHead();
  for await (const _chunk of head.passing(blobs.read(blob))) if (head.isFull()) break;
  return head.bytes();
}

/** The steps that make a message of a raw mail, each after the other: read, mark, thread, keep. */
export function createIngest(parts: Parts) {
  const { rawMails, blobs, reader, channels, conversations, unitOfWork, logger } = parts;

  async function rawOf(job: Job): Promise<RawMail> {
    const payload = Payload.safeParse(job.payload);
    const raw = payload.success ? await rawMails.find(payload.data.rawMailId) : null;
    if (!raw) throw new Hopeless('The mail of this job is not there');
    return raw;
  }

  /** A mail that breaks its reader becomes a message all the same; storage that does not answer is tried again. */
  async function read(raw: RawMail, lane: Lane, attempts: number): Promise<ReadMail> {
    try {
      if (attempts > tries) throw new Unreadable('It was tried too often');
      return await reader.read(raw.blob, lane);
    } catch (error) {
      if (!(error instanceof Unreadable) || lane === 'quick') throw error;
      logger.warn({ err: error, rawMailId: raw._id }, 'a mail could not be read; it is shown as broken');
      return unreadMail(await headOf(raw.blob, blobs));
    }
  }

  /** What the mail is, with all that is known of how it came. */
  async function incomingOf(raw: RawMail, { headers, content, ...mail }: ReadMail, lane: Lane): Promise<Incoming> {
    const ours = await channels.listOf(raw.workspaceId);
    const channel = ours.find(({ id }) => id === raw.channelId);
    if (!channel) throw new Hopeless('The address this mail came to is not ours any more');
    const envelope = raw.envelopeFrom.includes('@') ? { name: '', address: raw.envelopeFrom } : null;
    const from = mail.from ?? envelope;
    const addresses = ours.map(({ address }) => address);
    const open = () => blobs.read(raw.blob);
    const check = (checked: Checked) => reader.check(raw.blob, checked, lane);
    const { subject } = mail;
    const marks = await marksOf({ raw, headers, from, subject, text: content.text, open, check, ours: addresses });
    const { recipients, receivedAt: at, blob: sourceBlob } = raw;
    const how = { id: raw._id, channel, at, recipients, from, sourceBlob, ...marks };
    return { ...mail, ...content, ...how };
  }

  async function ingest(job: Job, lane: Lane): Promise<void> {
    const raw = await rawOf(job);
    if (raw.ticketId) return;
    const mail = await read(raw, lane, job.attempts);
    const incoming = await incomingOf(raw, mail, lane);
    await unitOfWork.run(raw.workspaceId, null, async (tx) => {
      const message = await conversations.receive(tx, incoming);
      await rawMails.land(raw._id, message.ticketId, tx.write());
    });
  }

  /** However often it runs, there is one message: its id is the raw mail's. */
  const quickly: JobHandler = async (job) => {
    try {
      await ingest(job, 'quick');
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      logger.warn({ err: error, jobId: job._id }, 'a mail goes to the slow lane');
      await unitOfWork.run(job.workspaceId, null, async (tx) =>
        tx.later({ kind: 'mail.ingestSlowly', payload: job.payload }),
      );
    }
  };

  return {
    quickly,
    slowly: ((job) => ingest(job, 'slow')) satisfies JobHandler,

    /** Somebody asked for it: what the reader could not read may be readable now. */
    again: (async (job) => {
      const raw = await rawOf(job);
      const { content } = await read(raw, 'slow', job.attempts);
      await unitOfWork.run(raw.workspaceId, null, (tx) => conversations.rereading.settle(tx, raw._id, content));
    }) satisfies JobHandler,
  };
}
