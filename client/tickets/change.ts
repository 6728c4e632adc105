import type { Priority, TicketView } from '../../shared/entities.ts';
import { isEmpty } from '../../shared/properties.ts';
import type { PropertyValue } from '../../shared/propertyKinds.ts';
import type { Property } from '../connection/overlay.ts';
import type { Screen } from '../connection/screen.ts';
import { change } from '../outbox/change.ts';
import type { ChangeEntry } from '../outbox/entry.ts';

/** What a person does to a ticket, each at once on his own screen. Doing what is so already does nothing. */

const make = (screen: Screen, facet: Property, patch: ChangeEntry['patch'], call: ChangeEntry['call']): void =>
  void change(screen, { facet, patch }, call);

export function setOwner(screen: Screen, ticket: TicketView, ownerId: string | null): void {
  if (ownerId === ticket.ownerId) return;
  make(screen, 'owner', { ownerId }, { name: 'ticket.assign', input: { ticketId: ticket.id, ownerId } });
}

export function setTeam(screen: Screen, ticket: TicketView, teamId: string | null): void {
  if (teamId === ticket.teamId) return;
  make(screen, 'team', { teamId }, { name: 'ticket.assign', input: { ticketId: ticket.id, teamId } });
}

export function setPriority(screen: Screen, ticket: TicketView, priority: Priority): void {
  if (priority === ticket.priority) return;
  make(screen, 'priority', { priority }, { name: 'ticket.update', input: { ticketId: ticket.id, priority } });
}

export function setName(screen: Screen, ticket: TicketView, name: string): void {
  const trimmed = name.trim();
  if (!trimmed || trimmed === ticket.name) return;
  make(screen, 'name', { name: trimmed }, { name: 'ticket.update', input: { ticketId: ticket.id, name: trimmed } });
}

export function setTags(screen: Screen, ticket: TicketView, tags: string[]): void {
  make(screen, 'tags', { tags }, { name: 'ticket.update', input: { ticketId: ticket.id, tags } });
}

/** The first of them is the one an answer goes to when nobody has written yet. */
export function setContacts(screen: Screen, ticket: TicketView, contactIds: string[]): void {
  make(screen, 'contacts', { contactIds }, { name: 'ticket.setContacts', input: { ticketId: ticket.id, contactIds } });
}

/** Beside those it has by now: making a contact takes a while. */
export function addContact(screen: Screen, ticket: TicketView, contactId: string): void {
  const { contactIds } = screen.store.get().shown?.tickets[ticket.id] ?? ticket;
  if (!contactIds.includes(contactId)) setContacts(screen, ticket, [...contactIds, contactId]);
}

export function setCompany(screen: Screen, ticket: TicketView, companyId: string | null): void {
  if (companyId === ticket.companyId) return;
  make(screen, 'company', { companyId }, { name: 'ticket.setCompany', input: { ticketId: ticket.id, companyId } });
}

/** One of those that live in the ticket's `properties`; null takes its value away. */
export function setProperty(screen: Screen, ticket: TicketView, key: string, value: PropertyValue | null): void {
  const { [key]: _before, ...rest } = ticket.properties ?? {};
  const properties = value === null || isEmpty(value) ? rest : { ...rest, [key]: value };
  const input = { ticketId: ticket.id, properties: { [key]: value } };
  make(screen, 'properties', { properties }, { name: 'ticket.setProperties', input });
}
