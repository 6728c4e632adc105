import type { Tx } from '../events/batch.ts';
import type { Ticket } from '../tickets/model.ts';
import type { Incoming, Message } from './model.ts';
import type { RateStore } from './rates/store.ts';
import type { MessageStore } from './store.ts';
import type { Writing } from './writing.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Who writes more often knows that we got it, or is a machine that hides it. */
const perAddressAndDay = 3;
/** In a flood nobody is answered by a machine; the mails are taken in all the same. */
const perHour = 200;
/** Addresses at which nobody reads. */
const nobodyReads = /^(no-?reply|do-?not-?reply|donotreply|bounces?|notifications?|alerts?|newsletter)([+.-][^@]*)?@/i;

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const htmlOf = (text: string) =>
  text
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${escaped(paragraph).replaceAll('\n', '<br>')}</p>`)
    .join('');

/**
 * Tells whoever began a ticket that his mail has come, in the words of the address he wrote to. It is no reply: the ticket
 * stands as before. At most once a ticket, never to
 * a machine, never to a sender who may be forged: the one whose name was used would get it. design: e-mail, automatic answers.
 */
export function createAcknowledging(deps: { rates: RateStore; messages: MessageStore; write: Writing }) {
  const { rates, messages, write } = deps;
  return async function acknowledge(tx: Tx, ticket: Ticket, message: Message, mail: Incoming): Promise<void> {
    const { acknowledgement } = mail.channel;
    if (!acknowledgement || !mail.from || mail.automatic || mail.trust?.from === 'fail') return;
    const { address } = mail.from;
    if (nobodyReads.test(address)) return;
    const [all, his] = [
      await rates.count(tx, 'acknowledged', hourMs),
      await rates.count(tx, `acknowledged:${address.toLowerCase()}`, dayMs),
    ];
    if (all.n > perHour || his.n > perAddressAndDay) return;
    const text = acknowledgement.replaceAll('{number}', String(ticket.number));
    /** The same for the same mail, however often it is asked. */
    const messageId = `auto-${message.id}`.slice(0, 64);
    if (await messages.find(tx.workspaceId, messageId, tx.session)) return;
    await write(tx, ticket, {
      target: message,
      sender: mail.channel,
      to: [mail.from],
      cc: [],
      bcc: [],
      html: htmlOf(text),
      messageId,
      memberId: null,
      attachments: [],
      inputHash: null,
      at: tx.now,
      automatic: true,
      delivery: { state: 'queued', attempts: 0, error: null },
    });
    tx.later({ kind: 'message.deliver', payload: { messageId } });
  };
}

export type Acknowledging = ReturnType<typeof createAcknowledging>;
