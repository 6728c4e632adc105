import type { SearchHit, SearchType } from '../../shared/contract/search.ts';
import { marked } from '../../shared/search/marks.ts';
import { holdsAll, type Part } from '../../shared/search/words.ts';
import type { State } from '../../shared/state.ts';

export interface Group {
  type: SearchType;
  items: SearchHit[];
  more: boolean;
  partial: boolean;
}

const shown = 5;

/** What this device knows already, until the server has answered. */
export function foundHere(state: State, parts: readonly Part[], types: readonly SearchType[]): Group[] {
  if (parts.length === 0) return [];
  const group = <T>(type: SearchType, things: T[], hitOf: (thing: T) => SearchHit): Group => ({
    type,
    items: things.slice(0, shown).map(hitOf),
    more: false,
    partial: false,
  });
  const common = { memberId: null, from: null, excerpt: null };
  const tickets = Object.values(state.tickets)
    .filter(({ phase }) => phase !== 'trash' && phase !== 'spam')
    .filter(({ name, number, tags }) => holdsAll(parts, { names: [name, String(number), ...tags], texts: [] }))
    .sort((a, b) => (a.activityAt < b.activityAt ? 1 : -1));
  const contacts = Object.values(state.contacts).filter(({ name, emails }) =>
    holdsAll(parts, { names: [name, ...emails], texts: [] }),
  );
  const companies = Object.values(state.companies).filter(({ name, domain }) =>
    holdsAll(parts, { names: [name, domain ?? ''], texts: [] }),
  );
  const all = [
    group('ticket', tickets, (ticket) => ({
      ...common,
      type: 'ticket',
      id: ticket.id,
      ticket,
      excerpt: ticket.tags.map((tag) => marked(tag, parts, true)).find(({ marks }) => marks.length > 0) ?? null,
      title: marked(ticket.name, parts, true),
      at: ticket.activityAt,
    })),
    group('contact', contacts, ({ id, name, createdAt }) => ({
      ...common,
      type: 'contact',
      id,
      ticket: null,
      title: marked(name, parts, true),
      at: createdAt,
    })),
    group('company', companies, ({ id, name, createdAt }) => ({
      ...common,
      type: 'company',
      id,
      ticket: null,
      title: marked(name, parts, true),
      at: createdAt,
    })),
  ];
  return all.filter(({ type, items }) => types.includes(type) && items.length > 0);
}
