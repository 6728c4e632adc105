import type { ImapFlow } from 'imapflow';
import type { Clock } from '../../platform/clock.ts';
import type { Intake } from '../email/intake.ts';
import type { Channel } from '../model.ts';
import { openFolder } from './connect.ts';
import type { Mailbox } from './model.ts';
import type { MailboxStore } from './store.ts';

/** Servers that cannot say that mail has come are asked this often; the others too, in case their word got lost. */
const askMs = 60_000;

/** This session is not the one that fetches any more. */
export class Superseded extends Error {}

interface Session {
  client: ImapFlow;
  mailbox: Mailbox;
  channel: Channel;
  intake: Intake;
  store: MailboxStore;
  clock: Clock;
  maxBytes: number;
  signal: AbortSignal;
}

function must(still: boolean): void {
  if (!still) throw new Superseded();
}

/** Addresses of ours that the mail names: the envelope is not kept, and an answer's token is in the one it was sent to. */
const namedIn = (headers: Buffer | undefined, named: string[], channel: Channel): string[] => {
  const [local = '', domain = ''] = channel.addressLower.split('@');
  const delivered = [
    ...(headers?.toString('latin1') ?? '').matchAll(/^(?:delivered-to|x-original-to):\s*<?([^\s<>]+)/gim),
  ];
  const ours = [...delivered.map((match) => match[1] ?? ''), ...named].filter((address) => {
    const [name = '', host = ''] = address.toLowerCase().split('@');
    return host === domain && (name === local || name.startsWith(`${local}+`));
  });
  return ours.length > 0 ? [...new Set(ours)] : [channel.address];
};

/** Takes one mail for good, and only then counts it as taken. */
async function takeOne(
  { client, mailbox, channel, intake, store, clock, maxBytes }: Session,
  uid: number,
): Promise<void> {
  const query = { uid: true, size: true, envelope: true, headers: ['delivered-to', 'x-original-to'] };
  const found = await client.fetchOne(String(uid), query, { uid: true });
  if (!found) return must(await store.note(mailbox, { lastUid: uid }));
  if ((found.size ?? 0) > maxBytes) {
    const left = { uid, bytes: found.size ?? 0, at: clock.now() };
    must(await store.leave(mailbox, left));
    mailbox.left.push(left);
    return;
  }
  const { content } = await client.download(String(uid), undefined, { uid: true });
  const mail = await intake.store(content as AsyncIterable<Buffer>);
  const { from = [], to = [], cc = [] } = found.envelope ?? {};
  const named = [...to, ...cc].flatMap(({ address }) => (address ? [address] : []));
  await intake.take({
    mail,
    envelopeFrom: from[0]?.address ?? '',
    takers: namedIn(found.headers, named, channel).map((recipient) => ({ recipient, channel })),
  });
  must(await store.took(mailbox, uid));
}

/** Where to go on in the folder. Another numbering than last time means that the old numbers say nothing. */
async function placeIn(session: Session): Promise<void> {
  const { client, mailbox, store } = session;
  const { uidValidity, uidNext } = await openFolder(client, mailbox.folder);
  const numbering = String(uidValidity);
  if (mailbox.uidValidity === numbering) return;
  const first = mailbox.uidValidity === null;
  const lastUid = first && mailbox.begin === 'new' ? Number(uidNext) - 1 : 0;
  must(await store.note(mailbox, { uidValidity: numbering, lastUid }));
  mailbox.uidValidity = numbering;
  mailbox.lastUid = lastUid;
}

async function takeNew(session: Session): Promise<void> {
  const { client, mailbox, store, clock, signal } = session;
  const since = mailbox.begin === 'new' ? { since: mailbox.since } : {};
  const found = (await client.search({ uid: `${mailbox.lastUid + 1}:*`, ...since }, { uid: true })) || [];
  // A range of numbers that ends with * always has the last mail, however low its number.
  for (const uid of found.filter((one) => one > mailbox.lastUid).sort((a, b) => a - b)) {
    if (signal.aborted) return;
    await takeOne(session, uid);
    mailbox.lastUid = uid;
  }
  must(await store.note(mailbox, { state: 'connected', why: null, words: null, lookedAt: clock.now() }));
}

/** Until something may have come, the line is lost, or it is time to ask. */
function something({ client, signal }: Session): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      for (const event of ['exists', 'close']) client.off(event, done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, askMs);
    for (const event of ['exists', 'close']) client.on(event, done);
    signal.addEventListener('abort', done);
    if (signal.aborted || !client.usable) done();
    else void client.idle().catch(done);
  });
}

/** Fetches what is there and what comes, until the line breaks or `signal` says so. Ends by throwing, or when told to. */
export async function follow(session: Session): Promise<void> {
  const { client, signal } = session;
  let more = false;
  client.on('exists', () => {
    more = true;
  });
  while (!signal.aborted) {
    // Opened each time: a folder that was made anew while it was open has other numbers.
    await placeIn(session);
    more = false;
    await takeNew(session);
    if (!more) await something(session);
    if (!client.usable && !signal.aborted) throw new Error('The mail server closed the connection');
  }
}
