import { canDelete, canEdit, type Scope, ticketScopesOf } from '../../shared/access.ts';
import type { TicketFilter, TicketSort } from '../../shared/contract/tickets.ts';
import type { Input, Output } from '../../shared/contract.ts';
import { AppError } from '../../shared/errors.ts';
import { Phase } from '../../shared/facets.ts';
import type { Id } from '../../shared/ids.ts';
import { viewRules, viewsOf } from '../../shared/views.ts';
import type { Actor } from '../auth/actor.ts';
import { viewOf as companyView } from '../companies/model.ts';
import type { CompanyService } from '../companies/service.ts';
import { type Contact, viewOf as contactView } from '../contacts/model.ts';
import type { ContactService } from '../contacts/service.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { type Ticket, viewOf } from './model.ts';
import { mustSee, ownTeams } from './policy.ts';
import type { TicketQuery, TicketStore } from './store.ts';

/**
 * The scopes to look under. A ticket's owner and team are in its audience, so whoever may see all of theirs need not
 * look through everybody's.
 */
function scopesFor(held: Scope[], ownerId: Id | null | undefined, teamIds: Id[] | undefined): Scope[] {
  const wanted = ownerId ? [`user:${ownerId}`] : teamIds?.map((id) => `team:${id}`);
  return wanted?.every((scope) => held.includes('all') || held.includes(scope)) ? wanted : held;
}

function queryOf(
  actor: Actor,
  filter: TicketFilter,
  sort: TicketSort,
  cursor: string | null,
  limit: number,
): TicketQuery {
  const { view, phase, ...exact } = filter;
  if (view && !viewsOf(actor.rights).includes(view)) {
    throw new AppError('notFound', 'There is no such view, or it is not open to you.');
  }
  const rule = view ? viewRules[view] : undefined;
  const phases = (rule?.phases ?? Phase.options).filter((one) => !phase || one === phase);
  const ruled = rule?.owner === 'none' ? null : rule?.owner === 'me' ? actor.id : undefined;
  const ownerId = ruled === undefined ? exact.ownerId : ruled;
  const contradicts = ruled !== undefined && exact.ownerId !== undefined && exact.ownerId !== ruled;
  const teamIds = rule?.team === 'mine' ? ownTeams(actor) : undefined;
  return {
    ...exact,
    ...(ownerId === undefined ? {} : { ownerId }),
    workspaceId: actor.workspaceId,
    scopes: scopesFor(ticketScopesOf(actor.rights), ownerId, teamIds ?? (exact.teamId ? [exact.teamId] : undefined)),
    phases: contradicts ? [] : phases,
    ...(teamIds ? { teamIds } : {}),
    sort,
    after: readCursor(cursor),
    limit,
  };
}

const companyIdsOf = (ticket: Ticket, contacts: Contact[]): Id[] => [
  ...new Set([ticket.companyId, ...contacts.map(({ companyId }) => companyId)].filter((id) => id !== null)),
];

/** Lists and single tickets for a member, by his rights of this moment. */
export function createTicketReads(deps: { store: TicketStore; contacts: ContactService; companies: CompanyService }) {
  const { store, contacts, companies } = deps;
  return {
    async list(actor: Actor, input: Input<'ticket.list'>): Promise<Output<'ticket.list'>> {
      const limit = input.limit ?? 50;
      const query = queryOf(actor, input.filter ?? {}, input.sort ?? 'activity', input.cursor ?? null, limit + 1);
      const page = query.phases.length > 0 && query.scopes.length > 0 ? await store.list(query) : [];
      const items = page.slice(0, limit);
      const last = items.at(-1);
      const named = await contacts.find(actor.workspaceId, [...new Set(items.flatMap((ticket) => ticket.contactIds))]);
      return {
        items: items.map(viewOf),
        next: page.length > limit && last ? writeCursor({ activityAt: last.activityAt, id: last._id }) : null,
        contacts: named.map(contactView),
      };
    },

    async get(actor: Actor, ticketId: Id) {
      const ticket = await store.find(actor.workspaceId, ticketId);
      mustSee(actor, ticket);
      const named = await contacts.find(actor.workspaceId, ticket.contactIds);
      return {
        ticket: viewOf(ticket),
        contacts: named.map(contactView),
        companies: (await companies.find(actor.workspaceId, companyIdsOf(ticket, named))).map(companyView),
        can: { edit: canEdit(actor.rights, ticket), delete: canDelete(actor.rights, ticket) },
      };
    },

    async history(actor: Actor, ticketId: Id, cursor: string | null, limit: number) {
      mustSee(actor, await store.find(actor.workspaceId, ticketId));
      const page = await store.historyOf(ticketId, cursor, limit + 1);
      const items = page.slice(0, limit);
      return { items, next: page.length > limit ? (items.at(-1)?.id ?? null) : null };
    },
  };
}

export type TicketReads = ReturnType<typeof createTicketReads>;
