import type { Id } from '../../shared/ids.ts';
import { ticketLanguages } from '../../shared/properties.ts';
import type { Tx } from '../events/batch.ts';
import type { Filling } from './filling.ts';
import { type Change, changed, type Ticket } from './model.ts';
import { statusFields } from './moves.ts';
import type { Pipelines } from './pipelines.ts';
import type { Apply, Save } from './saving.ts';
import { missingIn } from './statusRules.ts';
import type { TicketStore } from './store.ts';

const dayMs = 86_400_000;
/** product: T11. */
const defaultReopenDays = 7;
/** A conversation that was taken up again this often has a latest ticket all the same; nobody walks further. */
const continuationsFollowed = 50;

export interface Note {
  at: Date;
  direction: 'in' | 'out';
  snippet: string;
  actorId: Id | null;
  /** A person chose the status in the same step: automation stays away. product: T10. */
  keepStatus?: boolean;
  /** A machine wrote it: it moves no status. product: T11. */
  automatic?: boolean;
  /** What it is written in, where that can be told. */
  language?: string | null;
  /** The message's place in the log. */
  seq: number;
}

/** What a message does beside its status: who writes wakes a ticket, and takes it out of where nobody would look. */
const awakened = ({ direction, automatic }: Note): Partial<Ticket> => {
  if (automatic) return {};
  return direction === 'in' ? { snooze: null, trashedAt: null } : { spamAt: null, trashedAt: null };
};

/** When it was answered, and what language it is in, as far as a message tells. product: T12. */
const toldBy = (ticket: Ticket, { direction, automatic, actorId, at, language }: Note): Partial<Ticket> => {
  if (automatic) return {};
  if (direction === 'out') return actorId ? { firstReplyAt: ticket.firstReplyAt ?? at, lastReplyAt: at } : {};
  const told = language && ticketLanguages.includes(language) && !ticket.properties?.language;
  return told ? { properties: { ...ticket.properties, language } } : {};
};

/** What a message does to its ticket. product: T10, T11. */
export function createNoting(deps: {
  store: Pick<TicketStore, 'continuing'>;
  pipelines: Pipelines;
  filling: Filling;
  save: Save;
  apply: Apply;
}) {
  const { store, pipelines, filling, save, apply } = deps;

  return {
    async noteMessage(tx: Tx, ticket: Ticket, note: Note): Promise<Ticket> {
      const { at, direction, snippet, actorId } = note;
      const lastMessage = { at, direction, snippet };
      const pipeline = await pipelines.of(tx, ticket.pipelineId);
      const { firstMessage = null, replySent, customerReplied } = pipeline.automation;
      const first = ticket.lastMessage === null && direction === 'in';
      const reopens = ticket.state === 'closed' && direction === 'in';
      const open = reopens ? pipeline.statuses.find(({ state }) => state === 'open')?.id : undefined;
      const wanted = direction === 'out' ? replySent : first ? firstMessage : customerReplied;
      const target = pipeline.statuses.find(({ id }) => id === (wanted ?? (first ? undefined : open)));
      // Nobody is there to be asked: what lacks a required property stays, unless that would leave a customer unheard.
      const lacks = target && !reopens && missingIn(await filling.all(tx), ticket, target).length > 0;
      const moves = target && !lacks && !note.keepStatus && !note.automatic;
      const status = moves ? statusFields(ticket, target, at) : {};
      const lastInSeq = direction === 'in' ? note.seq : ticket.lastInSeq;
      const fields = { lastMessage, activityAt: at, lastInSeq, ...awakened(note), ...status, ...toldBy(ticket, note) };
      return apply(tx, ticket, fields, actorId, at);
    },

    /** A message has been taken back: what nobody has touched since is as it was before it. product: R10. */
    async forgetMessage(
      tx: Tx,
      ticket: Ticket,
      before: Pick<Ticket, 'statusId' | 'lastMessage' | 'activityAt' | 'firstReplyAt' | 'lastReplyAt'> & {
        statusAfter: Id;
        at: Date;
        actorId: Id;
      },
    ): Promise<Ticket> {
      const isLast = ticket.lastMessage?.at.getTime() === before.at.getTime();
      const same = (at: Date | null | undefined) => at?.getTime() === before.at.getTime();
      const last = {
        ...(isLast ? { lastMessage: before.lastMessage, activityAt: before.activityAt } : {}),
        ...(same(ticket.firstReplyAt) ? { firstReplyAt: before.firstReplyAt ?? null } : {}),
        ...(same(ticket.lastReplyAt) ? { lastReplyAt: before.lastReplyAt ?? null } : {}),
      };
      const untouched = ticket.statusId === before.statusAfter && before.statusAfter !== before.statusId;
      const pipeline = await pipelines.of(tx, ticket.pipelineId);
      const status = untouched && pipeline.statuses.find(({ id }) => id === before.statusId);
      return apply(tx, ticket, { ...last, ...(status ? statusFields(ticket, status, tx.now) : {}) }, before.actorId);
    },

    /** Messages have come or gone: the ticket is as those it has now say. */
    messagesMoved: (
      tx: Tx,
      ticket: Ticket,
      told: Pick<Ticket, 'lastMessage' | 'lastInSeq'>,
      line: Change,
      actorId: Id,
    ) =>
      save(
        tx,
        ticket,
        changed(ticket, { ...told, activityAt: told.lastMessage?.at ?? ticket.createdAt }),
        actorId,
        tx.now,
        [line],
      ),

    /**
     * Where an answer to this ticket belongs now: there; or, when that was closed too long ago, in what has gone on from
     * it since; null when that is closed too long, too, and a new ticket must begin. product: T11.
     */
    async takesAnswer(tx: Tx, ticket: Ticket, at: Date): Promise<Ticket | null> {
      let now: Ticket | null = ticket;
      for (let step = 0; now && step < continuationsFollowed; step += 1) {
        const { reopenDays = defaultReopenDays } = await pipelines.of(tx, now.pipelineId);
        const closedMs = now.closedAt ? at.getTime() - now.closedAt.getTime() : 0;
        if (now.state !== 'closed' || closedMs <= reopenDays * dayMs) return now;
        now = await store.continuing(tx.workspaceId, now._id, tx.session);
      }
      return null;
    },
  };
}
