import express, { type Response as Reply, type Request, Router } from 'express';
import { z } from 'zod';
import type { Blobs } from '../../../files/blobs.ts';
import { framePolicy } from '../../../files/frame.ts';
import { valuesOf } from '../headers.ts';
import { type ParsedMail, parseMail } from '../parse.ts';
import type { Transport } from '../transport.ts';
import { writeAsCustomer } from './customer.ts';
import { hrefOf, listPage, mailPage, type Note, root, style } from './page.ts';
import type { SentMail, SentMailStore } from './store.ts';
import { wordsFor } from './words.ts';

const bodyLimit = '256kb';
const line = z
  .string()
  .trim()
  .min(1)
  .max(300)
  .regex(/^[^\r\n]*$/);
const Answer = z.object({ from: z.email(), text: z.string().min(1) });
const Letter = Answer.extend({ name: line, to: z.email(), subject: line });

const policy =
  "default-src 'none'; style-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** Carries a note over the redirect that keeps a reload from sending twice. */
const noteQuery = (note: Note): string =>
  note ? `?${new URLSearchParams(note.taken ? { sent: '1' } : { refused: note.words })}` : '';

function noteOf(request: Request): Note {
  const { sent, refused } = request.query;
  if (typeof refused === 'string') return { taken: false, words: refused.slice(0, 300) };
  return sent ? { taken: true } : null;
}

/** There is no sign-in here, so nobody else may look. */
const onThisMachine = (request: Request): boolean => /^(::1$|(::ffff:)?127\.)/.test(request.socket.remoteAddress ?? '');

/**
 * `/dev/mailbox`: the mails Baton would have sent, and a customer's pen. For trying Baton on one machine; never in
 * production, and not where a real mail server is set.
 */
export function createDevMailbox(deps: {
  sentMails: SentMailStore;
  blobs: Blobs;
  /** To our own receiver. */
  toBaton: () => Transport;
  addresses: () => Promise<string[]>;
}): Router {
  const { sentMails, blobs, toBaton, addresses } = deps;
  const router = Router();
  const form = express.urlencoded({ extended: false, limit: bodyLimit });

  async function opened(id: string): Promise<{ sent: SentMail; bytes: Buffer; mail: ParsedMail } | null> {
    const sent = await sentMails.find(id);
    if (!sent) return null;
    const bytes = await blobs.get(sent.blob);
    return { sent, bytes, mail: await parseMail(bytes) };
  }

  const html = (reply: Reply, text: string) =>
    void reply.set('Content-Security-Policy', policy).type('html').send(text);
  const gone = (reply: Reply) => void reply.status(404).type('text/plain').send('There is no such mail.');

  router.use((request, reply, next) => {
    if (!onThisMachine(request)) {
      return void reply.status(404).type('text/plain').send('The mailbox opens on the machine itself only.');
    }
    const fromElsewhere =
      request.method === 'POST' && !/^(same-origin|none)?$/.test(request.get('sec-fetch-site') ?? '');
    if (fromElsewhere) return void reply.status(403).type('text/plain').send('Only this page writes here.');
    reply.set('Cache-Control', 'no-store');
    next();
  });
  router.get('/style.css', (_request, reply) => void reply.type('css').send(style));

  router.get('/', async (request, reply) => {
    const mails = await sentMails.latest();
    const subjects = await Promise.all(mails.map(async ({ blob }) => (await parseMail(await blobs.get(blob))).subject));
    const listed = mails.map((mail, index) => ({ ...mail, subject: subjects[index] ?? '' }));
    html(reply, listPage(wordsFor(request.get('accept-language')), listed, await addresses(), noteOf(request)));
  });

  router.post('/write', form, async (request, reply) => {
    const letter = Letter.safeParse(request.body);
    if (!letter.success) return void reply.redirect(303, root);
    const { name, from, ...rest } = letter.data;
    const note = await writeAsCustomer(toBaton(), { ...rest, from: { name, address: from } });
    reply.redirect(303, root + noteQuery(note));
  });

  router.get('/:id', async (request, reply) => {
    const found = await opened(request.params.id);
    if (!found) return gone(reply);
    const text = found.bytes.toString('utf8');
    const headers = text.slice(0, text.indexOf('\r\n\r\n'));
    html(
      reply,
      mailPage(
        wordsFor(request.get('accept-language')),
        found.sent._id,
        found.mail,
        headers,
        found.sent.to,
        noteOf(request),
      ),
    );
  });

  router.get('/:id/html', async (request, reply) => {
    const found = await opened(request.params.id);
    if (!found) return gone(reply);
    reply
      .set('Content-Security-Policy', framePolicy())
      .type('html')
      .send(found.mail.html ?? '');
  });

  router.post('/:id/answer', form, async (request, reply) => {
    const found = await opened(request.params.id ?? '');
    const answer = Answer.safeParse(request.body);
    if (!found || !answer.success) return gone(reply);
    const { mail } = found;
    const [replyTo] = valuesOf(mail.headers, 'reply-to').flatMap((value) => /[^\s<>"]+@[^\s<>"]+/.exec(value) ?? []);
    const name = mail.to.find(({ address }) => address === answer.data.from)?.name ?? '';
    const note = await writeAsCustomer(toBaton(), {
      from: { name, address: answer.data.from },
      to: replyTo ?? found.sent.from,
      subject: /^re:/i.test(mail.subject) ? mail.subject : `Re: ${mail.subject}`,
      text: answer.data.text,
      answers: mail,
    });
    reply.redirect(303, hrefOf(found.sent._id) + noteQuery(note));
  });
  return Router().use(root, router);
}
