import './words/load.ts';
import i18next from 'i18next';
import type { TicketView } from '../../shared/entities.ts';
import { reasonOf } from '../connection/refused.ts';
import type { Screen } from '../connection/screen.ts';
import { say, warn } from '../ui/toast.tsx';
import { mergedHere } from './own.ts';

/** In the language of this moment. */
const words = () => i18next.getFixedT(null, 'merging');
const refuse = (error: unknown) => warn(i18next.t(`refusal.${reasonOf(error)}`));

/** Takes a ticket out again of what it was merged into. */
export async function takeApart(screen: Screen, ticketId: string): Promise<void> {
  mergedHere.delete(ticketId);
  try {
    const { value } = await screen.ask('ticket.unmerge', { ticketId });
    say(words()('into.undone', { number: value.number }));
  } catch (error) {
    refuse(error);
  }
}

/** Answers whether it was done; says so, with the way back. */
export async function mergeInto(screen: Screen, from: TicketView, into: TicketView): Promise<boolean> {
  mergedHere.add(from.id);
  try {
    const { value } = await screen.ask('ticket.merge', { ticketId: from.id, intoId: into.id });
    say(words()('into.done', { from: from.number, number: value.number }), {
      word: words()('into.undo'),
      does: () => void takeApart(screen, from.id),
    });
    return true;
  } catch (error) {
    mergedHere.delete(from.id);
    refuse(error);
    return false;
  }
}

/** The new ticket, when it was done. */
export async function splitOff(
  screen: Screen,
  input: { ticketId: string; messageIds: string[]; name: string },
  open: (ticketId: string) => void,
): Promise<boolean> {
  try {
    const { value } = await screen.ask('ticket.split', input);
    say(words()('off.done', { number: value.number }), { word: words()('off.open'), does: () => open(value.ticketId) });
    return true;
  } catch (error) {
    refuse(error);
    return false;
  }
}
