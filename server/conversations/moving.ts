import { AppError, notFound } from '../../shared/errors.ts';
import type { Id } from '../../shared/ids.ts';
import type { Actor } from '../auth/actor.ts';
import type { Tx } from '../events/batch.ts';
import type { Change, Ticket } from '../tickets/model.ts';
import type { TicketService } from '../tickets/service.ts';
import { type Message, sameAddress, snippetOf, ticketName, viewOf } from './model.ts';
import { mustEditMessage } from './policy.ts';
import type { MessageStore } from './store.ts';

/** More than a person moves; each is written in one transaction. */
const movedAtOnce = 200;

/** The message and, of what came after it, all that answers it. */
function familyOf(first: Message, later: Message[]): Message[] {
  const family = [first];
  const names = new Set(first.mailId ? [first.mailId] : []);
  for (const message of later) {
    const answers = message.references.some((name) => names.has(name));
    /** A mail program that names nothing: it is known by who wrote it. */
    const unnamed =
      message.direction === 'in' &&
      message.references.length === 0 &&
      message.threadedBy !== 'new' &&
      first.direction === 'in' &&
      sameAddress(message.from.address, first.from.address);
    if (!answers && !unnamed) continue;
    family.push(message);
    if (message.mailId) names.add(message.mailId);
  }
  return family;
}

/** Puts messages that landed in the wrong ticket into the right one. product: R12, T13. */
export function createMoving(deps: { messages: MessageStore; tickets: TicketService }) {
  const { messages, tickets } = deps;

  async function targetOf(tx: Tx, actor: Actor, from: Ticket, message: Message, ticketId: Id | null): Promise<Ticket> {
    if (ticketId === from._id) throw new AppError('invalid', 'The message is in this ticket.', { field: 'ticketId' });
    if (ticketId) return tickets.mustEdit(actor, ticketId, tx.session);
    return tickets.create(tx, {
      name: ticketName(message.subject),
      source: from.source,
      pipelineId: from.pipelineId,
      ownerId: from.ownerId,
      teamId: from.teamId,
      contactIds: message.contactId ? [message.contactId] : [],
      actorId: actor.id,
    });
  }

  /** The ticket as its messages say, with a line in its history. */
  async function retell(tx: Tx, ticket: Ticket, line: Change, actorId: Id): Promise<Ticket> {
    const last = await messages.last(tx.workspaceId, ticket._id, tx.session);
    const { at, direction } = last ?? {};
    const lastMessage =
      last && at && direction ? { at, direction, snippet: snippetOf(last.text || last.subject) } : null;
    const [lastIn] = await messages.latest(tx.workspaceId, ticket._id, 'in', 1, tx.session);
    return tickets.messagesMoved(tx, ticket, { lastMessage, lastInSeq: lastIn?.seq ?? 0 }, line, actorId);
  }

  /** Out of one ticket into another, with what each says of it. */
  async function relocate(tx: Tx, actor: Actor, from: Ticket, to: Ticket, family: Message[], marked: Message[]) {
    const moved: Message[] = family.map((one) => ({
      ...one,
      ticketId: to._id,
      mergedFrom: [],
      originId: one.originId ?? from._id,
      ...(marked.includes(one)
        ? { threadedBy: 'moved', threadedTo: { messageId: null, ticketNumber: from.number } as const }
        : {}),
      version: one.version + 1,
    }));
    for (const one of moved) {
      await messages.replace(one, tx.write());
      const leaves = { audience: from.audience, subject: { kind: 'ticket', id: from._id } as const, actorId: actor.id };
      tx.emit({ type: 'message.left', ticketId: from._id, messageId: one.id }, leaves);
      const comes = { audience: to.audience, subject: { kind: 'ticket', id: to._id } as const, actorId: actor.id };
      tx.emit({ type: 'message.added', message: viewOf(one) }, comes);
    }
    return moved;
  }

  async function withContacts(tx: Tx, actor: Actor, ticket: Ticket, moved: Message[]): Promise<Ticket> {
    let landed = ticket;
    for (const contactId of new Set(moved.flatMap((one) => one.contactId ?? []))) {
      landed = await tickets.addContact(tx, landed, contactId, actor.id);
    }
    return landed;
  }

  /** @throws notFound, invalid, tooLarge */
  async function move(tx: Tx, actor: Actor, input: { messageId: string; ticketId: Id | null }) {
    const found = await messages.find(tx.workspaceId, input.messageId, tx.session);
    const placed = {
      message: found,
      ticket: found && (await tickets.find(tx.workspaceId, found.ticketId, tx.session)),
    };
    mustEditMessage(actor, placed);
    const { message, ticket: from } = placed;
    const [, ...later] = await messages.since(tx.workspaceId, from._id, message.seq, movedAtOnce + 1, tx.session);
    if (later.length >= movedAtOnce) {
      throw new AppError('tooLarge', `More than ${movedAtOnce} messages follow this one. Move a later one.`);
    }
    const family = familyOf(message, later);
    const to = await targetOf(tx, actor, from, message, input.ticketId);
    const moved = await relocate(tx, actor, from, to, family, [message]);
    const line: Change = { property: 'messages', from: String(from.number), to: String(to.number) };
    await retell(tx, from, line, actor.id);
    await withContacts(tx, actor, await retell(tx, to, line, actor.id), moved);
    return { ticketId: to._id, number: to.number, messageIds: moved.map(({ id }) => id) };
  }

  /** Just those messages, into a ticket that stands as this one does. product: T13. @throws notFound, invalid */
  async function split(tx: Tx, actor: Actor, input: { ticketId: Id; messageIds: string[]; name: string }) {
    const from = await tickets.mustEdit(actor, input.ticketId, tx.session);
    const ids = [...new Set(input.messageIds)];
    const found = await messages.findMany(tx.workspaceId, ids, tx.session);
    const chosen = found.filter(({ ticketId }) => ticketId === from._id).sort((a, b) => a.seq - b.seq);
    if (chosen.length !== ids.length) throw notFound('message');
    const fresh = await tickets.create(tx, {
      name: input.name,
      source: from.source,
      pipelineId: from.pipelineId,
      ...(await tickets.statusForSplit(tx, from)),
      priority: from.priority,
      ownerId: from.ownerId,
      teamId: from.teamId,
      companyId: from.companyId,
      actorId: actor.id,
    });
    const moved = await relocate(tx, actor, from, fresh, chosen, chosen);
    const left: Change = { property: 'split', from: null, to: String(fresh.number) };
    const come: Change = { property: 'split', from: String(from.number), to: null };
    const rest = await retell(tx, from, left, actor.id);
    const landed = await withContacts(tx, actor, await retell(tx, fresh, come, actor.id), moved);
    const contactIds = landed.contactIds.length > 0 ? landed.contactIds : from.contactIds;
    const named = await tickets.setContacts(tx, landed, contactIds, actor.id);
    await tickets.setLinked(tx, named, rest, true, actor.id);
    return { ticketId: fresh._id, number: fresh.number };
  }

  return { move, split };
}
