import type { HistoryEntry, MessageView, TicketView } from '../../shared/entities.ts';
import type { ViewId } from '../../shared/views.ts';
import type { Client } from '../../test/support/client.ts';

export async function everyTicket(client: Client, view?: ViewId): Promise<TicketView[]> {
  const found: TicketView[] = [];
  for (let cursor: string | null = null, more = true; more; ) {
    const filter = view ? { view } : {};
    const page: { items: TicketView[]; next: string | null } = await client.call('ticket.list', {
      filter,
      cursor,
      limit: 200,
    });
    found.push(...page.items);
    cursor = page.next;
    more = cursor !== null;
  }
  return found;
}

async function everyPage<T>(
  read: (cursor: string | null) => Promise<{ items: T[]; next: string | null }>,
): Promise<T[]> {
  const found: T[] = [];
  for (let cursor: string | null = null, more = true; more; ) {
    const page = await read(cursor);
    found.push(...page.items);
    cursor = page.next;
    more = cursor !== null;
  }
  return found;
}

/** Every message of these tickets, read as any program would. */
export async function everyMessage(client: Client, tickets: readonly { id: string }[]): Promise<MessageView[]> {
  const found: MessageView[] = [];
  for (const { id: ticketId } of tickets) {
    found.push(...(await everyPage((cursor) => client.call('message.list', { ticketId, cursor, limit: 200 }))));
  }
  return found;
}

export async function everyEntry(client: Client, tickets: readonly { id: string }[]): Promise<HistoryEntry[]> {
  const found: HistoryEntry[] = [];
  for (const { id: ticketId } of tickets) {
    found.push(...(await everyPage((cursor) => client.call('ticket.history', { ticketId, cursor, limit: 200 }))));
  }
  return found;
}
