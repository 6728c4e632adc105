import { teamsOf } from '../../shared/access.ts';
import { fits } from '../../shared/filter/fits.ts';
import type { Filter } from '../../shared/filter/language.ts';
import { type Asker, finderOf } from '../../shared/filter/properties.ts';
import { follows, isUnread, meIn, type State } from '../../shared/state.ts';
import type { Meaning } from '../tickets/list.ts';

/** The reader, as far as a filter can depend on him. */
export function askerIn(state: Pick<State, 'meId' | 'members' | 'marks' | 'drafts' | 'properties'>): Asker {
  const drafted = new Set(Object.values(state.drafts).map(({ ticketId }) => ticketId));
  return {
    id: state.meId,
    teamIds: teamsOf(meIn(state)),
    now: Date.now(),
    follows: (ticketId) => follows(state, ticketId),
    isUnread: (ticket) => isUnread(state, ticket),
    hasDraft: (ticketId) => drafted.has(ticketId),
    find: finderOf(state.properties),
  };
}

/** What a filter leaves, with what is known now. */
export const meaningOf =
  (where: Filter): Meaning =>
  (state) => {
    const asker = askerIn(state);
    return (ticket) => fits(where, ticket, asker);
  };
