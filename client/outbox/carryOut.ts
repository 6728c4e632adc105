import type { TicketView } from '../../shared/entities.ts';
import type { Id } from '../../shared/ids.ts';
import type { Screen } from '../connection/screen.ts';
import { readTicket } from '../tickets/reading.ts';
import type { Kept } from './disk.ts';
import { type ChangeEntry, type Entry, isOld, isOvertaken, type Parked } from './entry.ts';

/** The ticket as the server has it now. */
async function ticketNow(screen: Screen, ticketId: Id): Promise<TicketView> {
  const known = screen.store.get().known?.tickets[ticketId];
  if (known) return known;
  const answer = await readTicket(screen, ticketId);
  return answer ? answer.value.ticket : ticketNow(screen, ticketId);
}

/** What speaks against doing now what was done a while ago; null when nothing does. */
export async function obstacleTo(screen: Screen, entry: Entry, others: readonly Kept[]): Promise<Parked | null> {
  if (isOld(entry, Date.now())) return 'old';
  if (entry.kind !== 'change' || entry.call.name === 'ticket.follow') return null;
  const isSame = (other: Entry): other is ChangeEntry =>
    other.kind === 'change' && other.ticketId === entry.ticketId && other.facet === entry.facet;
  const before = others.find(({ entry: other }) => other.id !== entry.id && other.parked && isSame(other));
  if (before && before.entry.at <= entry.at) return before.entry.parked;
  if (Object.keys(entry.before).length === 0) return null;
  return isOvertaken(entry, await ticketNow(screen, entry.ticketId)) ? 'overtaken' : null;
}

/** Another device has sent the same draft: what is written here is not in that message. */
class SentElsewhere extends Error {}
export const isSentElsewhere = (error: unknown): boolean => error instanceof SentElsewhere;

/**
 * Asks the server for it, under its id. Answers the version that holds it, where there is one.
 * @param named keeps the name of the draft, once the server has given one: asked again, it must be the same
 */
export async function carryOut(
  screen: Screen,
  entry: Entry,
  named: (entry: Entry) => Promise<unknown>,
): Promise<{ version: number | null }> {
  if (entry.kind === 'change') {
    const { name, input } = entry.call;
    const { value } = await screen.ask(name, input, entry.id);
    return { version: value.version };
  }
  const { ticketId, kind, update, vector } = entry;
  let { place } = entry;
  if (!place) {
    const { value } = await screen.ask('draft.open', { ticketId, kind });
    place = { docId: value.docId, gen: value.gen };
    await named({ ...entry, place });
  }
  const text = { ...place, update, vector };
  if (entry.kind === 'comment') {
    const { value } = await screen.ask('comment.post', { ...text, commentId: entry.comment.id });
    if (value.commentId !== entry.comment.id) throw new SentElsewhere();
    return { version: null };
  }
  const { seen, anyway, statusId, properties, sendAt, message } = entry;
  const { value } = await screen.ask('draft.send', {
    ...text,
    messageId: message.id,
    ...(statusId && { statusId }),
    ...(properties && { properties }),
    ...(sendAt && { sendAt }),
    ...(anyway ? { anyway } : { seen }),
  });
  if (value.messageId !== message.id) throw new SentElsewhere();
  return { version: null };
}
