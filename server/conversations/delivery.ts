import type { Delivery } from '../../shared/entities.ts';
import { AppError } from '../../shared/errors.ts';
import type { Id } from '../../shared/ids.ts';
import type { Actor } from '../auth/actor.ts';
import type { Tx } from '../events/batch.ts';
import type { TicketService } from '../tickets/service.ts';
import { type Bounce, type Message, viewOf } from './model.ts';
import { mustEditMessage } from './policy.ts';
import { type QuoteHtml, quoteHtml } from './quoting.ts';
import type { RateStore } from './rates/store.ts';
import { plainTextOf } from './richText.ts';
import type { MessageStore } from './store.ts';

/** A message on its way out. `attempt` tells this try from every other, so that only one ever transmits. */
export interface Departure {
  message: Message;
  attempt: number;
  text: string;
  /** The quoted part as HTML; null when nothing is quoted. */
  quote: QuoteHtml | null;
}

/** How a try ended. `later` is tried again by itself; the others wait for a person or are done. */
export type Outcome =
  | { kind: 'sent'; note: string | null }
  | { kind: 'failed'; error: string; tooLarge?: Delivery['tooLarge'] }
  | { kind: 'uncertain' | 'later'; error: string };

const stateAfter: Record<Outcome['kind'], Delivery['state']> = {
  sent: 'sent',
  failed: 'failed',
  uncertain: 'uncertain',
  later: 'queued',
};

const nobodyHeard = 'Baton was stopped while it handed this mail over. It may have arrived.';
const tooMany = 'It waits: more mails than are allowed were sent within the hour.';
const errorLength = 500;
const hourMs = 3_600_000;
/** No address gets more than this part of an hour's mails: then two machines are talking. */
const addressShare = 20;

/**
 * The states of an outgoing message. Before the first byte of its body leaves, that is written down; a try that finds
 * it written and no outcome does not send again, for nobody knows what the other server did. design: e-mail, send.
 */
export function createDelivery(deps: {
  messages: MessageStore;
  tickets: TicketService;
  rates: RateStore;
  mailsPerHour: number;
}) {
  const { messages, tickets, rates, mailsPerHour } = deps;

  async function save(tx: Tx, message: Message, fields: Partial<Message>, actorId: Id | null): Promise<Message> {
    const next = { ...message, ...fields, version: message.version + 1 };
    await messages.replace(next, tx.write());
    const ticket = await tickets.find(tx.workspaceId, message.ticketId, tx.session);
    if (ticket) {
      const subject = { kind: 'ticket', id: ticket._id } as const;
      tx.emit({ type: 'message.changed', message: viewOf(next) }, { audience: ticket.audience, subject, actorId });
    }
    return next;
  }

  /** @throws notFound for what the actor may not edit, conflict for what was never sent */
  async function mustFind(tx: Tx, actor: Actor, messageId: string): Promise<{ message: Message; delivery: Delivery }> {
    const found = await messages.find(tx.workspaceId, messageId, tx.session);
    const placed = {
      message: found,
      ticket: found && (await tickets.find(tx.workspaceId, found.ticketId, tx.session)),
    };
    mustEditMessage(actor, placed);
    const { message } = placed;
    if (!message.delivery) throw new AppError('conflict', 'This message was received, not sent.');
    return { message, delivery: message.delivery };
  }

  /** When a mail may leave that would be one too many now; null when it may. Tries of one mail count once. */
  async function heldUntil(tx: Tx, message: Message): Promise<Date | null> {
    if (message.delivery && message.delivery.attempts > 0) return null;
    const all = await rates.count(tx, 'sent', hourMs);
    if (all.n > mailsPerHour) return all.until;
    const [first] = message.to;
    if (!first) return null;
    const his = await rates.count(tx, `sent:${first.address.toLowerCase()}`, hourMs);
    return his.n > mailsPerHour / addressShare ? his.until : null;
  }

  return {
    /** Begins a try; null when there is nothing to send, or nobody knows whether it was sent. */
    async begin(tx: Tx, messageId: string): Promise<Departure | null> {
      const message = await messages.find(tx.workspaceId, messageId, tx.session);
      const delivery = message?.delivery;
      if (!message || !delivery || (delivery.state !== 'queued' && delivery.state !== 'sending')) return null;
      if (message.transmittedAt) {
        const uncertain = { ...delivery, state: 'uncertain', error: nobodyHeard } as const;
        await save(tx, message, { delivery: uncertain, mayHaveArrived: true }, null);
        return null;
      }
      const until = await heldUntil(tx, message);
      if (until) {
        await save(tx, message, { delivery: { ...delivery, state: 'queued', error: tooMany } }, null);
        tx.later({ kind: 'message.deliver', payload: { messageId }, runAt: until });
        return null;
      }
      const attempt = delivery.attempts + 1;
      const sending = await save(tx, message, { delivery: { state: 'sending', attempts: attempt, error: null } }, null);
      const text = [plainTextOf(sending.html ?? ''), sending.quoted].filter(Boolean).join('\n\n');
      return { message: sending, attempt, text, quote: quoteHtml(sending.quoted) };
    },

    /** The body is about to leave. @throws when another try has taken over */
    async transmitting(tx: Tx, { message: { id }, attempt }: Departure): Promise<void> {
      const message = await messages.find(tx.workspaceId, id, tx.session);
      const mine =
        message?.delivery?.state === 'sending' && message.delivery.attempts === attempt && !message.transmittedAt;
      if (!message || !mine) throw new AppError('conflict', 'Another try has taken this message over.');
      await messages.replace({ ...message, transmittedAt: tx.now }, tx.write());
    },

    async settle(tx: Tx, { message: { id }, attempt }: Departure, outcome: Outcome): Promise<void> {
      const message = await messages.find(tx.workspaceId, id, tx.session);
      if (message?.delivery?.attempts !== attempt || message.delivery.state === 'sent') return;
      const error = outcome.kind === 'sent' ? outcome.note : outcome.error;
      const mayHaveArrived = Boolean(message.mayHaveArrived) || outcome.kind === 'uncertain' || outcome.kind === 'sent';
      const delivery: Delivery = {
        state: stateAfter[outcome.kind],
        attempts: attempt,
        error: error?.slice(0, errorLength) ?? null,
        ...(outcome.kind === 'failed' && outcome.tooLarge ? { tooLarge: outcome.tooLarge } : {}),
        ...(outcome.kind === 'failed' && !mayHaveArrived ? { returns: true } : {}),
      };
      const transmittedAt = outcome.kind === 'later' || outcome.kind === 'failed' ? null : message.transmittedAt;
      await save(tx, message, { delivery, transmittedAt, mayHaveArrived }, null);
    },

    /** Another mail server says that it did not arrive after all. What failed once says so once. */
    async bounced(tx: Tx, messageId: string, { recipients, reason }: Bounce): Promise<void> {
      const message = await messages.find(tx.workspaceId, messageId, tx.session);
      const { delivery } = message ?? {};
      if (!message || !delivery || (delivery.state !== 'sent' && delivery.state !== 'uncertain')) return;
      const whom = recipients.slice(0, 5).join(', ');
      const error = [whom, reason].filter(Boolean).join(': ').slice(0, errorLength) || null;
      await save(tx, message, { delivery: { ...delivery, state: 'failed', error }, transmittedAt: null }, null);
    },

    /** A person has found out that an uncertain message arrived. */
    async settleAsSent(tx: Tx, actor: Actor, messageId: string): Promise<Message> {
      const { message, delivery } = await mustFind(tx, actor, messageId);
      if (delivery.state !== 'uncertain') {
        throw new AppError('conflict', 'Only of a message whose delivery is uncertain can this be said.');
      }
      return save(tx, message, { delivery: { ...delivery, state: 'sent', error: null } }, actor.id);
    },

    /** A person sends a failed or uncertain message again; it is the same mail. */
    async retry(tx: Tx, actor: Actor, messageId: string): Promise<Message> {
      const { message, delivery } = await mustFind(tx, actor, messageId);
      if (delivery.state !== 'failed' && delivery.state !== 'uncertain') {
        throw new AppError(
          'conflict',
          'Only a message that failed, or whose delivery is uncertain, can be sent again.',
        );
      }
      const queued: Delivery = { state: 'queued', attempts: delivery.attempts, error: null };
      const again = await save(tx, message, { delivery: queued, transmittedAt: null }, actor.id);
      tx.later({ kind: 'message.deliver', payload: { messageId } });
      return again;
    },
  };
}
