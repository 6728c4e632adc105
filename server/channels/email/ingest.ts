import { z } from 'zod';
import { Id } from '../../../shared/ids.ts';
import type { Incoming } from '../../conversations/model.ts';
import type { ConversationService } from '../../conversations/service.ts';
import type { UnitOfWork } from '../../events/unitOfWork.ts';
import type { Blobs } from '../../files/blobs.ts';
import { Hopeless, type JobHandler } from '../../jobs/worker.ts';
import type { Logger } from '../../platform/logger.ts';
import type { ChannelService } from '../service.ts';
import { keepFiles } from './attachments.ts';
import { isAutomatic } from './automatic.ts';
import { headerLines } from './fingerprint.ts';
import { mailboxesOf, mailIdsOf, oneLine, rawHeaders, valuesOf } from './headers.ts';
import { type ParsedMail, parseMail } from './parse.ts';
import { bareWords, textOfMail } from './plainText.ts';
import { foldQuote } from './quote.ts';
import { type SafeHtml, sanitizeMail, sanitizerVersion } from './sanitize.ts';
import type { RawMail, RawMailStore } from './store.ts';

const Payload = z.object({ rawMailId: Id });

type Content = Pick<Incoming, 'text' | 'quoted' | 'htmlBlob' | 'sanitizer' | 'remoteImages' | 'attachments' | 'broken'>;

const noContent: Content = {
  text: '',
  quoted: '',
  htmlBlob: null,
  sanitizer: null,
  remoteImages: 0,
  attachments: [],
  broken: true,
};

/** Both halves of what is shown are cut at 100,000 characters; looking for quotations beyond that is for nothing. */
const foldedLength = 300_000;

/** Some programs send a text half that only says "see the HTML"; then the HTML's words are the message. */
function fullerText(mail: ParsedMail, safe: SafeHtml | null): string {
  const ofHtml = safe ? textOfMail(safe.html) : bareWords(mail.html ?? '');
  return mail.text.trim() === '' || ofHtml.length > mail.text.length * 3 + 200 ? ofHtml : mail.text;
}

/** The job that makes a message of a raw mail. However often it runs, there is one: its id is the raw mail's. */
export function ingestJob(deps: {
  rawMails: RawMailStore;
  blobs: Blobs;
  channels: ChannelService;
  conversations: ConversationService;
  unitOfWork: UnitOfWork;
  logger: Logger;
}): JobHandler {
  const { rawMails, blobs, channels, conversations, unitOfWork, logger } = deps;

  async function contentOf(mail: ParsedMail): Promise<Content> {
    const { files, pictures } = await keepFiles(mail.files, blobs);
    const safe = mail.html === null ? null : sanitizeMail(mail.html, pictures);
    const htmlBlob = safe && (await blobs.put(Buffer.from(safe.html)));
    return {
      ...foldQuote(fullerText(mail, safe).slice(0, foldedLength)),
      htmlBlob,
      sanitizer: safe && sanitizerVersion,
      remoteImages: safe?.remoteImages ?? 0,
      attachments: files.map(({ view, cid }) => ({ ...view, inline: cid !== null && (safe?.shown.has(cid) ?? false) })),
      broken: mail.broken || (mail.html !== null && safe === null),
    };
  }

  /** What the header alone tells, of a mail that cannot be read: it is shown as broken, and its bytes are kept. */
  function unreadable(bytes: Buffer): ParsedMail {
    const headers = rawHeaders(headerLines(bytes));
    const [from] = mailboxesOf(valuesOf(headers, 'from'), null);
    const [mailId] = mailIdsOf(valuesOf(headers, 'message-id'));
    const subject = oneLine(valuesOf(headers, 'subject')[0] ?? '', 500);
    const nothing = { to: [], cc: [], references: [], text: '', html: null, files: [] };
    return { ...nothing, headers, from: from ?? null, subject, mailId: mailId ?? null, broken: true };
  }

  /** A mail that breaks a library of ours becomes a message all the same; storage that does not answer is tried again. */
  async function read(raw: RawMail, bytes: Buffer, lastTry: boolean): Promise<{ mail: ParsedMail; content: Content }> {
    try {
      const mail = await parseMail(bytes);
      return { mail, content: await contentOf(mail) };
    } catch (error) {
      if (!lastTry) throw error;
      logger.error({ err: error, rawMailId: raw._id }, 'a mail could not be read; it is shown as broken');
      return { mail: unreadable(bytes), content: noContent };
    }
  }

  return async (job) => {
    const payload = Payload.safeParse(job.payload);
    const raw = payload.success ? await rawMails.find(payload.data.rawMailId) : null;
    if (!raw) throw new Hopeless('The mail of this job is not there');
    if (raw.ticketId) return;
    const bytes = await blobs.get(raw.blob);
    const { mail, content } = await read(raw, bytes, job.attempts >= 3);
    const ours = await channels.listOf(raw.workspaceId);
    const channel = ours.find(({ id }) => id === raw.channelId);
    if (!channel) throw new Hopeless('The address this mail came to is not ours any more');
    const envelope = raw.envelopeFrom.includes('@') ? { name: '', address: raw.envelopeFrom } : null;
    const from = mail.from ?? envelope;
    const automatic = isAutomatic({
      headers: mail.headers,
      envelopeFrom: raw.envelopeFrom,
      from: from?.address ?? '',
      ours: ours.map(({ address }) => address.toLowerCase()),
    });
    const { to, cc, subject, mailId, references } = mail;
    const { recipients, receivedAt: at, blob: sourceBlob } = raw;
    const incoming: Incoming = {
      id: raw._id,
      channel,
      at,
      recipients,
      from,
      to,
      cc,
      subject,
      mailId,
      references,
      sourceBlob,
      automatic,
      trust: null,
      bounce: null,
      ...content,
    };
    await unitOfWork.run(raw.workspaceId, null, async (tx) => {
      const message = await conversations.receive(tx, incoming);
      await rawMails.land(raw._id, message.ticketId, tx.write());
    });
  };
}
