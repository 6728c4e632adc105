import { audienceOf, canSee } from '../../shared/access.ts';
import { AppError } from '../../shared/errors.ts';
import type { Filter } from '../../shared/filter/language.ts';
import type { Id } from '../../shared/ids.ts';
import type { Audit } from '../audit/service.ts';
import type { Actor } from '../auth/actor.ts';
import type { CompanyService } from '../companies/service.ts';
import type { ContactService } from '../contacts/service.ts';
import type { Tx } from '../events/batch.ts';
import type { MemberService } from '../members/service.ts';
import type { PropertyService } from '../properties/service.ts';
import type { CommandHandlers, QueryHandlers } from '../rpc/handler.ts';
import { mustBeFilledIn } from './form.ts';
import type { Ticket } from './model.ts';
import type { Purge } from './purging.ts';
import type { TicketReads } from './reads.ts';
import type { TicketService } from './service.ts';

type Queries =
  | 'ticket.list'
  | 'ticket.count'
  | 'ticket.counts'
  | 'ticket.get'
  | 'ticket.byNumber'
  | 'ticket.history'
  | 'pipeline.list';
type Commands =
  | 'ticket.setContacts'
  | 'ticket.setCompany'
  | 'ticket.setLinked'
  | 'ticket.create'
  | 'ticket.update'
  | 'ticket.setStatus'
  | 'ticket.setProperties'
  | 'ticket.assign'
  | 'ticket.letIn'
  | 'ticket.letOut'
  | 'ticket.snooze'
  | 'ticket.unsnooze'
  | 'ticket.markSpam'
  | 'ticket.unmarkSpam'
  | 'ticket.move'
  | 'ticket.trash'
  | 'ticket.restore';

async function countOf(reads: TicketReads, actor: Actor, filter: Filter) {
  const { slow, ...counted } = await reads.count(actor, filter);
  return slow ? { ...counted, slow } : counted;
}

export const ticketQueries = (tickets: TicketService, reads: TicketReads): QueryHandlers<Queries> => ({
  'ticket.list': (actor, input) => reads.list(actor, input),
  'ticket.count': async (actor, { filter }) => countOf(reads, actor, filter),
  'ticket.counts': async (actor, { filters }) => {
    const counts = [];
    for (const filter of filters) counts.push(await countOf(reads, actor, filter));
    return { counts };
  },
  'ticket.get': (actor, { ticketId }) => reads.get(actor, ticketId),
  'ticket.byNumber': (actor, { number }) => reads.byNumber(actor, number),
  'ticket.history': (actor, { ticketId, cursor, limit }) =>
    reads.history(actor, ticketId, cursor ?? null, limit ?? 100),
  'pipeline.list': async (actor) => ({ items: await tickets.pipelines(actor.workspaceId), next: null }),
});

/** Each is a scope in every list and count the ticket is in; who needs more makes them a team. */
const guestsAtMost = 50;

const answer = (ticket: Ticket) => ({ ticketId: ticket._id, version: ticket.version });

/** Whoever makes a ticket that he could not see becomes its owner. */
function ownerFor(actor: Actor, wanted: Id | null | undefined, teamId: Id | null): Id | null {
  if (wanted !== undefined) return wanted;
  const seen = canSee(actor.rights, { audience: audienceOf({ ownerId: null, teamId }) });
  return seen ? null : actor.id;
}

export function ticketCommands(deps: {
  tickets: TicketService;
  contacts: ContactService;
  companies: CompanyService;
  members: MemberService;
  properties: PropertyService;
}): CommandHandlers<Commands> {
  const { tickets, contacts, companies, members, properties } = deps;

  async function mustBeAssignable(tx: Tx, to: { ownerId?: Id | null | undefined; teamId?: Id | null | undefined }) {
    if (to.ownerId) await members.mustBeAssignable(tx, to.ownerId);
    if (to.teamId) await members.mustBeTeam(tx, to.teamId);
  }

  return {
    'ticket.create': async (tx, actor, input) => {
      await mustBeAssignable(tx, input);
      const contactIds = [...new Set(input.contactIds ?? [])];
      for (const id of contactIds) await contacts.mustSee(actor, id, tx.session);
      if (input.companyId) await companies.mustSee(actor, input.companyId, tx.session);
      const teamId = input.teamId ?? null;
      const ownerId = ownerFor(actor, input.ownerId, teamId);
      const { linkedIds = [], ...fields } = { ...input, contactIds, ownerId, teamId };
      let ticket = await tickets.create(tx, { ...fields, source: 'manual', actorId: actor.id });
      await tickets.mustBegin(tx, actor, ticket);
      // Programs know no form; people have filled it in.
      if (!actor.scopes) mustBeFilledIn(await properties.all(tx), await properties.formIn(tx), ticket);
      for (const id of linkedIds) {
        const other = await tickets.mustEdit(actor, id, tx.session);
        ticket = await tickets.setLinked(tx, ticket, other, true, actor.id);
      }
      return { ticketId: ticket._id, number: ticket.number };
    },
    'ticket.update': async (tx, actor, { ticketId, ...fields }) => {
      const ticket = await tickets.mustEdit(actor, ticketId, tx.session);
      return answer(await tickets.update(tx, ticket, fields, actor.id));
    },
    'ticket.setStatus': async (tx, actor, { ticketId, statusId, properties: changes = {} }) => {
      const ticket = await tickets.mustEdit(actor, ticketId, tx.session);
      return answer(await tickets.setStatus(tx, actor, ticket, statusId, { changes }));
    },
    'ticket.setProperties': async (tx, actor, { ticketId, properties: changes }) => {
      const ticket = await tickets.mustEdit(actor, ticketId, tx.session);
      return answer(await tickets.setProperties(tx, ticket, changes, actor.id));
    },
    'ticket.setContacts': async (tx, actor, { ticketId, ...input }) => {
      const ticket = await tickets.mustEdit(actor, ticketId, tx.session);
      const contactIds = [...new Set(input.contactIds)];
      const added = contactIds.filter((id) => !ticket.contactIds.includes(id));
      for (const id of added) await contacts.mustSee(actor, id, tx.session);
      return answer(await tickets.setContacts(tx, ticket, contactIds, actor.id));
    },
    'ticket.setCompany': async (tx, actor, { ticketId, companyId }) => {
      const ticket = await tickets.mustEdit(actor, ticketId, tx.session);
      if (companyId) await companies.mustSee(actor, companyId, tx.session);
      return answer(await tickets.setCompany(tx, ticket, companyId, actor.id));
    },
    'ticket.setLinked': async (tx, actor, { ticketId, otherId, linked }) => {
      const ticket = await tickets.mustEdit(actor, ticketId, tx.session);
      const other = await tickets.mustEdit(actor, otherId, tx.session);
      if (ticket._id === other._id) throw new AppError('invalid', 'A ticket is not linked with itself.');
      return answer(await tickets.setLinked(tx, ticket, other, linked, actor.id));
    },
    'ticket.assign': async (tx, actor, { ticketId, ...to }) => {
      const ticket = await tickets.mustEdit(actor, ticketId, tx.session);
      await mustBeAssignable(tx, to);
      return answer(await tickets.update(tx, ticket, to, actor.id));
    },
    'ticket.letIn': async (tx, actor, { ticketId, memberId }) => {
      const ticket = await tickets.mustEdit(actor, ticketId, tx.session);
      await members.mustBeActive(tx, memberId);
      if (ticket.guestIds.includes(memberId)) return answer(ticket);
      if (ticket.guestIds.length >= guestsAtMost) {
        throw new AppError('invalid', `A ticket has at most ${guestsAtMost} guests.`, { field: 'memberId' });
      }
      return answer(await tickets.update(tx, ticket, { guestIds: [...ticket.guestIds, memberId] }, actor.id));
    },
    'ticket.letOut': async (tx, actor, { ticketId, memberId }) => {
      const ticket = await tickets.mustEdit(actor, ticketId, tx.session);
      const guestIds = ticket.guestIds.filter((id) => id !== memberId);
      return answer(await tickets.update(tx, ticket, { guestIds }, actor.id));
    },
    'ticket.snooze': async (tx, actor, { ticketId, until }) => {
      const ticket = await tickets.mustEdit(actor, ticketId, tx.session);
      return answer(await tickets.snooze(tx, ticket, until === null ? null : new Date(until), actor.id));
    },
    'ticket.unsnooze': async (tx, actor, { ticketId }) => {
      const ticket = await tickets.mustEdit(actor, ticketId, tx.session);
      return answer(await tickets.unsnooze(tx, ticket, actor.id));
    },
    'ticket.markSpam': async (tx, actor, { ticketId }) => {
      const ticket = await tickets.mustEdit(actor, ticketId, tx.session);
      return answer(await tickets.markSpam(tx, ticket, actor.id));
    },
    'ticket.unmarkSpam': async (tx, actor, { ticketId }) => {
      const ticket = await tickets.mustEdit(actor, ticketId, tx.session);
      return answer(await tickets.unmarkSpam(tx, ticket, actor.id));
    },
    'ticket.move': async (tx, actor, { ticketId, pipelineId, statusId, teamId, properties: changes = {} }) => {
      const ticket = await tickets.mustEdit(actor, ticketId, tx.session);
      if (teamId) await members.mustBeTeam(tx, teamId);
      const there = await tickets.moveAcross(tx, actor, ticket, { pipelineId, statusId }, changes);
      return answer(await tickets.update(tx, there, teamId === undefined ? {} : { teamId }, actor.id));
    },
    'ticket.trash': async (tx, actor, { ticketId }) => {
      const ticket = await tickets.mustDelete(actor, ticketId, tx.session);
      return answer(await tickets.trash(tx, ticket, actor.id));
    },
    'ticket.restore': async (tx, actor, { ticketId }) => {
      const ticket = await tickets.mustDelete(actor, ticketId, tx.session);
      return answer(await tickets.restore(tx, ticket, actor.id));
    },
  };
}

/** It needs what is made after the tickets: all that hangs on one. */
export const purgeCommands = (deps: {
  tickets: TicketService;
  purge: Purge;
  audit: Audit;
}): CommandHandlers<'ticket.purge'> => ({
  'ticket.purge': async (tx, actor, { ticketId }) => {
    const ticket = await deps.tickets.mustDelete(actor, ticketId, tx.session);
    if (!ticket.trashedAt && !ticket.spamAt) {
      throw new AppError('conflict', 'Only what is in the trash or in spam is deleted for good. Put it there first.');
    }
    await deps.purge(tx, ticket);
    const details = { number: String(ticket.number), name: ticket.name };
    await deps.audit.note(tx, actor, 'ticket.purged', { targetId: ticketId, details });
    return {};
  },
});
