import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parseMail } from '../../../server/channels/email/parse.ts';
import { type Desk, openDesk } from './desk.ts';
import { letter, plainLetter } from './letters.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.stop());

/** An answer of ours that another server has taken, in a ticket that was closed since. */
async function sentAnswer() {
  const before = (await desk.tickets()).length;
  await desk.post(plainLetter({ id: `${randomUUID()}@customers.test` }));
  const [ticket] = await desk.hasTickets(before + 1);
  const ticketId = ticket?.id ?? '';
  await desk.hasMessages(ticketId, 1);
  const taken = desk.sink.mails.length;
  const messageId = await desk.reply(ticketId, 'We look into it.');
  await desk.sink.has(taken + 1);
  await desk.delivered(ticketId, messageId, 'sent');
  const { items } = await desk.agent.call('pipeline.list', {});
  const closed = items[0]?.statuses.find(({ state }) => state === 'closed')?.id ?? '';
  await desk.agent.call('ticket.setStatus', { ticketId, statusId: closed });
  const { mailId } = await parseMail(Buffer.from(desk.sink.mails.at(-1)?.text ?? ''));
  return { ticketId, messageId, mailId: mailId ?? '', tickets: before + 1 };
}

const daemon = 'From: Mail Delivery System <MAILER-DAEMON@mx.customers.test>';
const original = (mailId: string) => [
  'From: support@baton.test',
  'To: nora@customers.test',
  'Subject: Re: The kettle leaks',
  `Message-ID: <${mailId}>`,
];
const status = (action: string, ...more: string[]) => [
  'Content-Type: message/delivery-status',
  '',
  'Reporting-MTA: dns; mx.customers.test',
  '',
  'Final-Recipient: rfc822; nora@customers.test',
  `Action: ${action}`,
  ...more,
];
const report = (mailId: string, subject: string, words: string, delivery: string[], about = 'text/rfc822-headers') =>
  letter(
    daemon,
    `Subject: ${subject}`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    words,
    '',
    '--b',
    ...delivery,
    '',
    '--b',
    `Content-Type: ${about}`,
    '',
    ...original(mailId),
    '',
    'We look into it.',
    '--b--',
  );
const plain = (headers: string[], lines: string[]) => letter(...headers, 'Content-Type: text/plain', '', ...lines);

const failed: [string, RegExp, (mailId: string) => Buffer][] = [
  [
    'Postfix',
    /nora@customers\.test: 550 5\.1\.1 <nora@customers\.test>: Recipient address rejected/,
    (id) =>
      report(
        id,
        'Undelivered Mail Returned to Sender',
        'I am sorry.',
        status(
          'failed',
          'Status: 5.1.1',
          'Diagnostic-Code: smtp; 550 5.1.1 <nora@customers.test>: Recipient address',
          '    rejected: User unknown',
        ),
      ),
  ],
  [
    'Exchange',
    /550 5\.4\.1 Recipient address rejected/,
    (id) =>
      report(
        id,
        'Undeliverable: Re: The kettle leaks',
        'Delivery has failed to these recipients.',
        status('failed', 'Status: 5.4.1', 'Diagnostic-Code: smtp;550 5.4.1 Recipient address rejected: Access denied.'),
        'message/rfc822',
      ),
  ],
  [
    'a report without a diagnosis',
    /nora@customers\.test: 5\.2\.2/,
    (id) => report(id, 'Delivery Status Notification (Failure)', 'Mailbox full.', status('failed', 'Status: 5.2.2')),
  ],
  [
    'Exim',
    /nora@customers\.test: .*550 no such user/i,
    (id) =>
      plain(
        [
          daemon,
          'Subject: Mail delivery failed: returning message to sender',
          'X-Failed-Recipients: nora@customers.test',
          'Auto-Submitted: auto-replied',
        ],
        [
          'This message was created automatically by mail delivery software.',
          '',
          '  nora@customers.test',
          '    550 no such user',
          '',
          '------ This is a copy of the message ------',
          ...original(id),
        ],
      ),
  ],
  [
    'qmail',
    /nora@customers\.test: .*550/i,
    (id) =>
      plain(
        ['From: MAILER-DAEMON@mx.customers.test', 'Subject: failure notice'],
        [
          'Hi. This is the qmail-send program at mx.customers.test.',
          '',
          '<nora@customers.test>:',
          '192.0.2.7 does not like recipient. Remote host said: 550 sorry, no mailbox',
          '',
          '--- Below this line is a copy of the message.',
          ...original(id),
        ],
      ),
  ],
  [
    'a provider in Chinese',
    /550 User not found/,
    (id) =>
      plain(
        ['From: postmaster@customers.test', 'Subject: =?utf-8?B?57O757uf6YCA5L+h?='],
        ['remote server said: 550 User not found', '', ...original(id)],
      ),
  ],
];

test.each(failed)('%s says that it failed: the message shows it, with the reason', async (_name, reason, bounce) => {
  const { ticketId, messageId, mailId, tickets } = await sentAnswer();
  await desk.post(bounce(mailId), { from: '' });
  const message = await desk.delivered(ticketId, messageId, 'failed');
  expect(message.delivery?.error).toMatch(reason);
  const [notice] = await desk.hasMessages(ticketId, 3);
  expect(notice).toMatchObject({ automatic: true, landing: { by: 'bounce', messageId } });
  expect((await desk.agent.call('ticket.get', { ticketId })).ticket.phase).toBe('closed');
  expect(await desk.tickets()).toHaveLength(tickets);
});

const notYet: [string, (mailId: string) => Buffer][] = [
  [
    'a delay',
    (id) =>
      report(
        id,
        'Delayed Mail (still being retried)',
        'Do not resend.',
        status('delayed', 'Status: 4.4.1', 'Diagnostic-Code: smtp; 451 try later'),
      ),
  ],
  [
    'a delay in plain words',
    (id) =>
      plain(
        [daemon, 'Subject: Warning: message delayed 24 hours'],
        ['Delivery will be retried. You do not need to resend.', ...original(id)],
      ),
  ],
  ['a receipt', (id) => report(id, 'Successful delivery', 'Here it is.', status('delivered', 'Status: 2.0.0'))],
];

test.each(notYet)('%s is no failure', async (_name, notice) => {
  const { ticketId, messageId, mailId } = await sentAnswer();
  await desk.post(notice(mailId), { from: '' });
  const [latest] = await desk.hasMessages(ticketId, 3);
  expect(latest).toMatchObject({ automatic: true, landing: { by: 'bounce', messageId } });
  expect((await desk.delivered(ticketId, messageId, 'sent')).delivery?.error).toBeNull();
});

test('what bounced can be sent again, and counts as sent when it is taken', async () => {
  const { ticketId, messageId, mailId } = await sentAnswer();
  const [, , make] = failed[0] ?? [];
  if (!make) throw new Error('There is one');
  await desk.post(make(mailId), { from: '' });
  await desk.delivered(ticketId, messageId, 'failed');
  await desk.agent.call('message.retry', { messageId });
  await desk.delivered(ticketId, messageId, 'sent');
});
