import { v7 as uuid } from 'uuid';
import type { Facet, MarkPatch, Patch } from '../connection/overlay.ts';
import type { Screen } from '../connection/screen.ts';
import type { ChangeEntry } from './entry.ts';
import { type Outcome, outboxOf } from './outbox.ts';

interface Wish {
  facet: Facet;
  patch: Patch;
  mark?: MarkPatch;
}

/** What stands where the change goes, but for what something that waits already puts there. */
function before(screen: Screen, ticketId: string, { patch }: Wish): Patch {
  const ticket = screen.store.get().known?.tickets[ticketId];
  if (!ticket) return {};
  const waits = outboxOf(screen)
    .entries.get()
    .flatMap((entry) => (entry.kind === 'change' && entry.ticketId === ticketId ? Object.keys(entry.patch) : []));
  const keys = (Object.keys(patch) as (keyof Patch)[]).filter((key) => !waits.includes(key));
  return Object.fromEntries(keys.map((key) => [key, ticket[key]]));
}

/**
 * Shows the change at once, and has it carried out: now, or when the server can be reached. One that is refused is put
 * back, with the reason beside it; one that was made offline waits for its author's word.
 */
export async function change(screen: Screen, wish: Wish, call: ChangeEntry['call']): Promise<Outcome> {
  const { ticketId } = call.input;
  const isThis = (other: { ticketId: string; property: Facet }) =>
    other.ticketId === ticketId && other.property === wish.facet;
  screen.update((state) => ({ ...state, putBack: state.putBack.filter((other) => !isThis(other)) }));
  return new Promise((resolve, reject) => {
    const made: ChangeEntry = {
      kind: 'change',
      id: uuid(),
      ticketId,
      at: new Date().toISOString(),
      waited: false,
      refusals: 0,
      parked: null,
      call,
      ...wish,
      before: before(screen, ticketId, wish),
    };
    outboxOf(screen).add(made, resolve).catch(reject);
  });
}
