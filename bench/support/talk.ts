import { hashPassword } from '../../server/auth/passwords.ts';
import type { Incoming } from '../../server/conversations/model.ts';
import { newId, systemClock } from '../../server/platform/clock.ts';
import type { Id } from '../../shared/ids.ts';
import { type Desk, within } from './desk.ts';
import { built } from './places.ts';

/** Somebody who signs in at the page, and tickets with a conversation, the longest first. */
export interface Talk {
  email: string;
  password: string;
  ticketIds: Id[];
}

const password = 'a password for measuring';
const inOneTransaction = 25;
const paragraph =
  'The parcel has not come and I would like to know where it is, for it was promised for last week to my address in the old town, third floor. 包裹到現在還沒有送達，請問目前在哪裡？';

/** Half of a talk comes from the customer, half of that as HTML, as customers' mail does. */
const htmlOf = (n: number) =>
  `<div style="font-family:Arial;color:#222"><p>Hello,</p><p>${paragraph}</p><table><tr><td>Order</td><td><b>KL-${20_000 + n}</b></td></tr></table><p>Kind regards<br>Customer</p></div>`;

/** Writes a conversation of so many messages into each of `lengths` new tickets, the way mail comes and replies go. */
export function addTalk(desk: Desk, lengths: readonly number[]): Promise<Talk> {
  return within(desk.dir, async (app) => {
    const { sanitizeMail, sanitizerVersion } =
      await built<typeof import('../../server/channels/email/sanitize.ts')>('channels/email/sanitize');
    const email = 'screens@bench.test';
    const passwordHash = await hashPassword(password);
    const start = await app.unitOfWork.run(desk.workspaceId, null, async (tx) => {
      const access = { level: 'everything', unassigned: true } as const;
      const rights = { view: access, edit: access, delete: access };
      const member = await app.members.add(tx, { email, name: 'Screens', role: 'admin', passwordHash, access: rights });
      const channel = await app.channels.create(tx, { name: 'Support', address: 'support@bench.test', teamId: null });
      return { memberId: member.userId, channel };
    });
    const { channel, memberId } = start;

    async function mail(n: number, at: Date, subject: string, first: string): Promise<Incoming> {
      const safe = n % 4 === 0 ? sanitizeMail(htmlOf(n), []) : null;
      return {
        id: newId({ now: () => at }),
        channel: { id: channel._id, name: channel.name, address: channel.address, teamId: null },
        at,
        recipients: [channel.address],
        from: { name: 'Customer', address: `${first}@customers.test` },
        to: [{ name: channel.name, address: channel.address }],
        cc: [],
        subject: n === 0 ? subject : `Re: ${subject}`,
        text: `${paragraph}\n\nThis is message ${n}.`,
        quoted: '',
        htmlBlob: safe && (await app.blobs.put(Buffer.from(safe.html))),
        sanitizer: safe && sanitizerVersion,
        remoteImages: 0,
        attachments: [],
        sourceBlob: null,
        mailId: n === 0 ? `${first}@customers.test` : `${newId(systemClock)}@customers.test`,
        references: n === 0 ? [] : [`${first}@customers.test`],
        broken: false,
        automatic: false,
        trust: null,
        bounce: null,
      };
    }

    async function fill(length: number, index: number): Promise<Id> {
      const subject = `A talk of ${length} messages, number ${index}`;
      const first = `talk-${index}`;
      const began = Date.now() - length * 60_000;
      let ticketId: Id = '';
      for (let from = 0; from < length; from += inOneTransaction) {
        const mails = await Promise.all(
          Array.from({ length: Math.min(inOneTransaction, length - from) }, (_, step) =>
            mail(from + step, new Date(began + (from + step) * 60_000), subject, first),
          ),
        );
        await app.unitOfWork.run(desk.workspaceId, null, async (tx) => {
          for (const [step, one] of mails.entries()) {
            const ticket = ticketId ? await app.tickets.find(desk.workspaceId, ticketId, tx.session) : null;
            if (!ticket || (from + step) % 2 === 0) {
              ({ ticketId } = await app.conversations.receive(tx, one));
            } else {
              const html = `<p>Hello, thank you for asking.</p><p>${paragraph}</p>`;
              await app.conversations.record(tx, ticket, { messageId: one.id, memberId, html, at: one.at });
            }
          }
        });
      }
      return ticketId;
    }

    const ticketIds: Id[] = [];
    for (const [index, length] of lengths.entries()) ticketIds.push(await fill(length, index));
    return { email, password, ticketIds };
  });
}
