import { AppError } from '../../shared/errors.ts';
import type { Audit } from '../audit/service.ts';
import type { Actor } from '../auth/actor.ts';
import { mustAdminister } from '../auth/policy.ts';
import type { ChannelService } from '../channels/service.ts';
import type { ConversationService } from '../conversations/service.ts';
import type { Tx } from '../events/batch.ts';
import type { CommandHandlers, QueryHandlers } from '../rpc/handler.ts';
import type { TicketService } from '../tickets/service.ts';
import { domainOf } from './model.ts';
import type { SenderService } from './service.ts';

const pageSize = 100;

export const senderQueries = (senders: SenderService): QueryHandlers<'sender.list'> => ({
  'sender.list': async (actor, { cursor, limit }) => {
    mustAdminister(actor);
    return senders.list(actor.workspaceId, cursor ?? null, limit ?? pageSize);
  },
});

export const senderCommands = (deps: {
  senders: SenderService;
  channels: ChannelService;
  conversations: ConversationService;
  tickets: TicketService;
  audit: Audit;
}): CommandHandlers<'sender.set' | 'sender.block'> => {
  const { senders, channels, conversations, tickets, audit } = deps;
  async function decide(tx: Tx, actor: Actor, value: string, list: 'blocked' | 'allowed' | null): Promise<void> {
    const ours = await channels.listOf(tx.workspaceId, tx.session);
    const addresses = ours.map(({ address }) => address);
    await senders.set(tx, actor, value, list, addresses);
    await audit.note(tx, actor, 'sender.decided', { details: { value, list: list ?? 'none' } });
  }
  return {
    'sender.set': async (tx, actor, { value, list }) => {
      mustAdminister(actor);
      await decide(tx, actor, value, list);
      return { value, list };
    },
    'sender.block': async (tx, actor, { messageId, what }) => {
      const { message, ticket } = await conversations.mustEdit(tx, actor, messageId);
      const { address } = message.from;
      if (message.direction !== 'in' || !address.includes('@')) {
        throw new AppError('conflict', 'Only who has written to us can be blocked.');
      }
      const value = what === 'sender' ? address.toLowerCase() : domainOf(address);
      await decide(tx, actor, value, 'blocked');
      await tickets.markSpam(tx, ticket, actor.id);
      return { value, ticketId: ticket._id };
    },
  };
};
