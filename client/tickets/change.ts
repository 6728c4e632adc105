import type { Priority, StatusView, TicketView } from '../../shared/entities.ts';
import { change } from '../connection/change.ts';
import type { Screen } from '../connection/screen.ts';

/** What a person does to a ticket, each at once on his own screen. Doing what is so already does nothing. */

export function setStatus(screen: Screen, ticket: TicketView, status: StatusView): void {
  if (status.id === ticket.statusId) return;
  const patch = { statusId: status.id, phase: status.state };
  void change(screen, 'status', patch, 'ticket.setStatus', { ticketId: ticket.id, statusId: status.id });
}

export function setOwner(screen: Screen, ticket: TicketView, ownerId: string | null): void {
  if (ownerId === ticket.ownerId) return;
  void change(screen, 'owner', { ownerId }, 'ticket.assign', { ticketId: ticket.id, ownerId });
}

export function setTeam(screen: Screen, ticket: TicketView, teamId: string | null): void {
  if (teamId === ticket.teamId) return;
  void change(screen, 'team', { teamId }, 'ticket.assign', { ticketId: ticket.id, teamId });
}

export function setPriority(screen: Screen, ticket: TicketView, priority: Priority): void {
  if (priority === ticket.priority) return;
  void change(screen, 'priority', { priority }, 'ticket.update', { ticketId: ticket.id, priority });
}

export function setName(screen: Screen, ticket: TicketView, name: string): void {
  const trimmed = name.trim();
  if (!trimmed || trimmed === ticket.name) return;
  void change(screen, 'name', { name: trimmed }, 'ticket.update', { ticketId: ticket.id, name: trimmed });
}

export function setTags(screen: Screen, ticket: TicketView, tags: string[]): void {
  void change(screen, 'tags', { tags }, 'ticket.update', { ticketId: ticket.id, tags });
}

/** The first of them is the one an answer goes to when nobody has written yet. */
export function setContacts(screen: Screen, ticket: TicketView, contactIds: string[]): void {
  void change(screen, 'contacts', { contactIds }, 'ticket.setContacts', { ticketId: ticket.id, contactIds });
}

export function setCompany(screen: Screen, ticket: TicketView, companyId: string | null): void {
  if (companyId === ticket.companyId) return;
  void change(screen, 'company', { companyId }, 'ticket.setCompany', { ticketId: ticket.id, companyId });
}
