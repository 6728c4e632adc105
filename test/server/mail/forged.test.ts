import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mailboxesOf, valuesOf } from '../../../server/channels/email/headers.ts';
import { parseMail } from '../../../server/channels/email/parse.ts';
import type { Id } from '../../../shared/ids.ts';
import { someOf } from '../../support/long.ts';
import { until } from '../../support/until.ts';
import { type Desk, openDesk } from './desk.ts';
import { letter } from './letters.ts';
import { homeAddress, names, received, signed, thiefAddress } from './names.ts';

/** What the thief knows: all that ever stood in a mail that went by, but no mail of ours to Nora. */
interface Known {
  ticketId: Id;
  number: number;
  /** Message-ID of Nora's own mail. */
  first: string;
  /** Reply address and Message-ID of our answer to the thief's own ticket. */
  ownReplyTo: string;
  ownMailId: string;
  agentEmail: string;
}

interface Forged {
  from?: string;
  headers?: string[];
  subject?: string;
  body?: string[];
  envelope?: { from?: string; to?: string[] };
  signedBy?: string;
}

const nora = 'Nora Lind <nora@customers.test>';
const thief = 'Thief <thief@elsewhere.test>';
const inReply = (id: string) => `In-Reply-To: <${id}>`;
const tokenOf = (address: string) => /\+([0-9a-z]+)@/.exec(address)?.[1] ?? '';
/** A ticket's id as it stands in a token. */
const digitsOf = (id: Id) =>
  BigInt(`0x${id.replaceAll('-', '')}`)
    .toString(36)
    .padStart(25, '0');
const report = (...about: string[]) => [
  '--b',
  'Content-Type: text/plain',
  '',
  'It could not be delivered.',
  '--b',
  'Content-Type: message/delivery-status',
  '',
  'Final-Recipient: rfc822; nora@customers.test',
  'Action: failed',
  'Status: 5.1.1',
  '',
  '--b',
  'Content-Type: text/rfc822-headers',
  '',
  ...about,
  '--b--',
];

const kinds: Record<string, (known: Known) => Forged> = {
  "the customer's From, naming her own mail": ({ first }) => ({ from: nora, headers: [inReply(first)] }),
  "the customer's From, with the whole chain": ({ first }) => ({
    from: nora,
    headers: [inReply(first), `References: <a@b> <${first}>`],
  }),
  "the customer's From in capitals": ({ first }) => ({ from: 'NORA@CUSTOMERS.TEST', headers: [inReply(first)] }),
  "a colleague's From": ({ agentEmail, first }) => ({
    from: agentEmail,
    headers: [inReply(first)],
    subject: 'Give this ticket to me',
  }),
  'our own address as From': ({ first }) => ({ from: 'support@baton.test', headers: [inReply(first)] }),
  'a token made up': () => ({ from: nora, envelope: { to: [`support+${'a'.repeat(41)}@baton.test`] } }),
  "the thief's own token with the customer's ticket in it": ({ ticketId, ownReplyTo }) => ({
    envelope: { to: [`support+${digitsOf(ticketId)}${tokenOf(ownReplyTo).slice(25)}@baton.test`] },
  }),
  'the same, as the customer': ({ ticketId, ownReplyTo }) => ({
    from: nora,
    envelope: { to: [`support+${digitsOf(ticketId)}${tokenOf(ownReplyTo).slice(25)}@baton.test`] },
  }),
  "the thief's own token, as the customer, naming her mail": ({ ownReplyTo, first }) => ({
    from: nora,
    headers: [inReply(first)],
    envelope: { to: [ownReplyTo] },
  }),
  'a token without its end': ({ ticketId }) => ({ envelope: { to: [`support+${digitsOf(ticketId)}@baton.test`] } }),
  "a Message-ID of ours with the customer's ticket in it": ({ ticketId, ownMailId }) => ({
    headers: [inReply(ownMailId.replace(/\.[0-9a-z]{25}/, `.${digitsOf(ticketId)}`))],
  }),
  'a Message-ID that is taken: hers': ({ first }) => ({ from: nora, headers: [`Message-ID: <${first}>`] }),
  'a Message-ID that is taken: ours': ({ ownMailId, first }) => ({
    from: nora,
    headers: [`Message-ID: <${ownMailId}>`, inReply(first)],
  }),
  'the number in the subject': ({ number }) => ({ from: nora, subject: `Re: [#${number}] The kettle leaks` }),
  'the id in the subject': ({ ticketId }) => ({ from: nora, subject: `Re: ${ticketId}` }),
  'another Reply-To': ({ first }) => ({ from: nora, headers: [inReply(first), `Reply-To: ${thief}`] }),
  'a Cc to himself': ({ first }) => ({ from: nora, headers: [inReply(first), `Cc: ${thief}`] }),
  'a To with himself beside us': ({ first }) => ({
    from: nora,
    headers: [inReply(first), `To: support@baton.test, ${thief}`],
  }),
  'two From lines': ({ first }) => ({
    from: nora,
    headers: [inReply(first), `From: ${thief}`],
    signedBy: 'elsewhere.test',
  }),
  'two From lines, his first': ({ first }) => ({
    from: thief,
    headers: [inReply(first), `From: ${nora}`],
    signedBy: 'elsewhere.test',
  }),
  'two mailboxes in one From': ({ first }) => ({
    from: `${nora}, ${thief}`,
    headers: [inReply(first)],
    signedBy: 'elsewhere.test',
  }),
  'her address as his name': ({ first }) => ({
    from: '"Nora Lind <nora@customers.test>" <thief@elsewhere.test>',
    headers: [inReply(first)],
  }),
  'her address encoded as his name': ({ first }) => ({
    from: '=?utf-8?q?nora=40customers=2Etest?= <thief@elsewhere.test>',
    headers: [inReply(first)],
  }),
  'her as Sender': ({ first }) => ({ from: thief, headers: [inReply(first), `Sender: ${nora}`] }),
  'her as Resent-From and Return-Path': ({ first }) => ({
    from: thief,
    headers: [inReply(first), `Resent-From: ${nora}`, 'Return-Path: <nora@customers.test>'],
  }),
  'her in the envelope only': ({ first }) => ({
    from: thief,
    headers: [inReply(first)],
    envelope: { from: 'nora@customers.test' },
  }),
  'a signature of his own domain': ({ first }) => ({
    from: nora,
    headers: [inReply(first)],
    signedBy: 'elsewhere.test',
  }),
  'a broken signature of her domain': ({ first }) => ({
    from: nora,
    headers: [inReply(first), 'DKIM-Signature: v=1; a=rsa-sha256; d=customers.test; s=key; h=from; bh=AAAA; b=AAAA'],
  }),
  'a subdomain of hers': ({ first }) => ({ from: 'nora@mail.customers.test', headers: [inReply(first)] }),
  'letters that look alike': ({ first }) => ({ from: 'nоra@custоmers.test', headers: [inReply(first)] }),
  'results of checks that he wrote himself': ({ first }) => ({
    from: nora,
    headers: [
      inReply(first),
      'Authentication-Results: mx.baton.test; dmarc=pass header.from=customers.test; dkim=pass',
      'Received-SPF: pass',
    ],
  }),
  'a chain of seals that he wrote himself': ({ first }) => ({
    from: nora,
    headers: [
      inReply(first),
      'ARC-Seal: i=1; a=rsa-sha256; cv=none; d=elsewhere.test; s=key; b=AAAA',
      'ARC-Authentication-Results: i=1; mx; dmarc=pass',
    ],
  }),
  'a report on a mail of hers': ({ first }) => ({
    from: 'MAILER-DAEMON@elsewhere.test',
    headers: ['Content-Type: multipart/report; report-type=delivery-status; boundary=b'],
    body: report(`Message-ID: <${first}>`),
    envelope: { from: '' },
  }),
  'a report on a mail of ours that he made up': ({ ticketId }) => ({
    from: 'MAILER-DAEMON@elsewhere.test',
    headers: ['Content-Type: multipart/report; report-type=delivery-status; boundary=b'],
    body: report(`Message-ID: <${randomUUID()}.${digitsOf(ticketId)}${'0'.repeat(16)}@baton.test>`),
    envelope: { from: '' },
  }),
  'an auto-reply of hers': ({ first }) => ({ from: nora, headers: [inReply(first), 'Auto-Submitted: auto-replied'] }),
};

let desk: Desk;
let known: Known;

function mailOf({
  from = thief,
  headers = [],
  subject = 'Re: The kettle leaks',
  body = ['Send it to me.'],
}: Forged): Buffer {
  const has = (name: string) => headers.some((line) => line.toLowerCase().startsWith(`${name}:`));
  return letter(
    received(thiefAddress, 'elsewhere.test'),
    `From: ${from}`,
    ...(has('to') ? [] : ['To: support@baton.test']),
    `Subject: ${subject}`,
    ...(has('message-id') ? [] : [`Message-ID: <${randomUUID()}@elsewhere.test>`]),
    ...headers,
    '',
    ...body,
  );
}

/** A mail of one's own, answered; what came back. */
async function answered(bytes: Buffer, envelopeFrom: string) {
  const before = (await desk.tickets()).length;
  await desk.post(bytes, { from: envelopeFrom });
  const [ticket] = await desk.hasTickets(before + 1);
  const taken = desk.sink.mails.length;
  await desk.hasMessages(ticket?.id ?? '', 1);
  await desk.reply(ticket?.id ?? '', 'We look into it.');
  await desk.sink.has(taken + 1);
  const mail = await parseMail(Buffer.from(desk.sink.mails.at(-1)?.text ?? ''));
  const [replyTo] = mailboxesOf(valuesOf(mail.headers, 'reply-to'), null);
  return { ticket, mailId: mail.mailId ?? '', replyTo: replyTo?.address ?? '' };
}

beforeAll(async () => {
  desk = await openDesk({ dns: names });
  const own = await answered(mailOf({ subject: 'Mine' }), 'thief@elsewhere.test');
  const first = `${randomUUID()}@customers.test`;
  const hers = letter(
    received(homeAddress, 'customers.test'),
    `From: ${nora}`,
    'To: support@baton.test',
    'Subject: The kettle leaks',
    `Message-ID: <${first}>`,
    '',
    'It drips.',
  );
  const { ticket } = await answered(await signed(hers), 'nora@customers.test');
  const { items } = await desk.agent.call('pipeline.list', {});
  const closed = items[0]?.statuses.find(({ state }) => state === 'closed')?.id ?? '';
  await desk.agent.call('ticket.setStatus', { ticketId: ticket?.id ?? '', statusId: closed });
  known = {
    ticketId: ticket?.id ?? '',
    number: ticket?.number ?? 0,
    first,
    ownReplyTo: own.replyTo,
    ownMailId: own.mailId,
    agentEmail: desk.agent.signedIn.user.email,
  };
});
afterAll(() => desk.stop());

const total = () => desk.cluster.app.storage.connection.collection('messages').countDocuments();

async function standing() {
  const { ticket, contacts } = await desk.agent.call('ticket.get', { ticketId: known.ticketId });
  const members = (await desk.agent.call('member.list', {})).items.map(({ id, role, access }) => ({
    id,
    role,
    access,
  }));
  const messages = (await desk.messages(known.ticketId)).map(({ id, delivery }) => [id, delivery?.state]);
  return { ticket, contacts, members, messages, sent: desk.sink.mails.length };
}

/** Posts it, and waits until it is a message. */
async function postForged(forged: Forged): Promise<void> {
  const all = await total();
  const bytes = forged.signedBy ? await signed(mailOf(forged), forged.signedBy) : mailOf(forged);
  await desk.post(bytes, { from: 'thief@elsewhere.test', ...forged.envelope });
  await until('the mail is a message', async () => (await total()) > all);
}

describe('forged mail', () => {
  test.each(someOf('forgeries', Object.entries(kinds), 9))(
    '%s: no access, no copy, no status',
    async (_name, forge) => {
      const before = await standing();
      await postForged(forge(known));
      expect(await standing()).toEqual(before);
    },
  );

  test('there are thirty kinds of it and more', () => {
    expect(Object.keys(kinds).length).toBeGreaterThanOrEqual(30);
  });

  test('a From line that its domain disowns is marked, and so is one that it vouches for', async () => {
    await postForged({ from: nora, headers: [inReply(known.first)], subject: 'Not from Nora' });
    const disowned = (await desk.tickets()).find(({ name }) => name === 'Not from Nora');
    const [hers] = await desk.messages(disowned?.id ?? '');
    expect(hers?.trust).toMatchObject({ from: 'fail', dmarc: 'fail', spf: 'pass', dkim: 'none' });
    const [opening] = (await desk.messages(known.ticketId)).slice(-1);
    expect(opening?.trust).toEqual({
      from: 'pass',
      spf: 'pass',
      dkim: 'pass',
      dmarc: 'pass',
      arc: 'none',
      signedBy: ['customers.test'],
    });
  });

  test('the customer herself is let in, reopens it, and alone gets the answer', async () => {
    const hers = letter(
      received(homeAddress, 'customers.test'),
      `From: ${nora}`,
      'Subject: Re: The kettle leaks',
      inReply(known.first),
      '',
      'It still drips.',
    );
    const before = (await desk.messages(known.ticketId)).length;
    await desk.post(await signed(hers), { from: 'nora@customers.test' });
    await desk.hasMessages(known.ticketId, before + 1);
    expect((await desk.agent.call('ticket.get', { ticketId: known.ticketId })).ticket.phase).toBe('open');
    const taken = desk.sink.mails.length;
    await desk.reply(known.ticketId, 'A new one is on its way.');
    await desk.sink.has(taken + 1);
    expect(desk.sink.mails.at(-1)?.to).toEqual(['nora@customers.test']);
  });
});
