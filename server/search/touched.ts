import type { Unstamped } from '../../shared/events.ts';
import type { Id } from '../../shared/ids.ts';

/** Things that a stretch of the log speaks of. */
export interface Touched {
  ticket: Set<Id>;
  message: Set<string>;
  comment: Set<string>;
  contact: Set<Id>;
  company: Set<Id>;
}

export function touchedBy(events: readonly (Unstamped | null)[]): Touched {
  const touched: Touched = {
    ticket: new Set(),
    message: new Set(),
    comment: new Set(),
    contact: new Set(),
    company: new Set(),
  };
  for (const event of events) {
    switch (event?.type) {
      case 'ticket.created':
      case 'ticket.changed':
        touched.ticket.add(event.ticket.id);
        break;
      case 'ticket.left':
        touched.ticket.add(event.ticketId);
        break;
      case 'tickets.changed':
        for (const { id } of event.tickets) touched.ticket.add(id);
        break;
      case 'tickets.left':
        for (const id of event.ticketIds) touched.ticket.add(id);
        break;
      case 'message.added':
      case 'message.changed':
        touched.message.add(event.message.id);
        break;
      case 'message.left':
        touched.message.add(event.messageId);
        break;
      case 'comment.added':
      case 'comment.changed':
        touched.comment.add(event.comment.id);
        break;
      case 'comment.left':
        touched.comment.add(event.commentId);
        break;
      case 'contact.changed':
        touched.contact.add(event.contact.id);
        break;
      case 'contact.left':
        touched.contact.add(event.contactId);
        break;
      case 'company.changed':
        touched.company.add(event.company.id);
        break;
      case 'company.left':
        touched.company.add(event.companyId);
        break;
      default:
    }
  }
  return touched;
}
