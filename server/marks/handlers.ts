import type { CommandHandlers } from '../rpc/handler.ts';
import type { TicketService } from '../tickets/service.ts';
import type { Mark } from './model.ts';
import type { MarkService } from './service.ts';

type Commands = 'ticket.follow' | 'ticket.unfollow' | 'ticket.markRead' | 'ticket.markUnread';

const answer = ({ ticketId, version }: Mark) => ({ ticketId, version });

/** Whoever sees a ticket may keep his own marks of it. */
export const markCommands = (marks: MarkService, tickets: TicketService): CommandHandlers<Commands> => ({
  'ticket.follow': async (tx, actor, { ticketId }) =>
    answer(await marks.follow(tx, actor.id, await tickets.mustSee(actor, ticketId, tx.session))),
  'ticket.unfollow': async (tx, actor, { ticketId }) =>
    answer(await marks.unfollow(tx, actor.id, await tickets.mustSee(actor, ticketId, tx.session))),
  'ticket.markRead': async (tx, actor, { ticketId, seq }) =>
    answer(await marks.read(tx, actor.id, await tickets.mustSee(actor, ticketId, tx.session), seq)),
  'ticket.markUnread': async (tx, actor, { ticketId }) =>
    answer(await marks.unread(tx, actor.id, await tickets.mustSee(actor, ticketId, tx.session))),
});
