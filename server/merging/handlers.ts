import type { CommandHandlers } from '../rpc/handler.ts';
import type { Merging } from './service.ts';

export const mergeCommands = (merging: Merging): CommandHandlers<'ticket.merge' | 'ticket.unmerge'> => ({
  'ticket.merge': async (tx, actor, input) => {
    const { _id: ticketId, number, version } = await merging.merge(tx, actor, input);
    return { ticketId, number, version };
  },
  'ticket.unmerge': async (tx, actor, { ticketId }) => {
    const { source, into } = await merging.unmerge(tx, actor, ticketId);
    return { ticketId: source._id, number: source.number, fromId: into._id };
  },
});
