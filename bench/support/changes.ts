import type { Input, NamesOf } from '../../shared/contract.ts';
import type { Desk } from './desk.ts';

type Name = 'ticket.setStatus' | 'ticket.update' | 'ticket.assign';

export type Change = { [N in Name & NamesOf<'command'>]: { name: N; input: Input<N> } }[Name];

/**
 * Changes that really change something, over all tickets in turn: a third sets the status (to open, or waiting), a third
 * the priority, a third the owner. Status and owner move counters, an owner the contact's reach.
 */
export function changesOf(desk: Desk): () => Change {
  let made = 0;
  return () => {
    const { ticketIds, pipeline, people } = desk;
    const place = made % ticketIds.length;
    const turn = Math.floor(made / ticketIds.length);
    const kind = (place + turn) % 3;
    made += 1;
    const ticketId = ticketIds[place] ?? '';
    // Every third time around a ticket meets the same kind of change: by then the value must be another.
    const step = Math.floor(turn / 3);
    if (kind === 0) {
      const status = pipeline.statuses[step % 2 === 0 ? 0 : 2];
      return { name: 'ticket.setStatus', input: { ticketId, statusId: status?.id ?? '' } };
    }
    if (kind === 1) return { name: 'ticket.update', input: { ticketId, priority: step % 2 === 0 ? 'low' : 'high' } };
    const owner = people[19 + ((place + step) % 2)];
    return { name: 'ticket.assign', input: { ticketId, ownerId: owner?.id ?? '' } };
  };
}
