import type { Desk } from '../collab/desk.ts';
import { open } from '../collab/editorsOfTest.ts';

/** A reply of the author's with this text, saved and still open, at a ticket of its own unless one is named. */
export async function writtenDraft({ author: { client }, newTicket }: Desk, text: string, ticketId?: string) {
  const ticket = ticketId ?? (await newTicket());
  const draft = await client.call('draft.open', { ticketId: ticket, kind: 'reply' });
  const editor = open(client, draft.docId);
  await editor.synced();
  if (text) editor.type(text);
  await editor.untilSaved();
  return { ...draft, ticketId: ticket, editor };
}
