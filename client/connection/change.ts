import { v7 as uuid } from 'uuid';
import type { Input } from '../../shared/contract.ts';
import type { Patch, Property } from './overlay.ts';
import { reasonOf } from './refused.ts';
import type { Screen } from './screen.ts';

type ChangeCommand =
  | 'ticket.update'
  | 'ticket.setStatus'
  | 'ticket.assign'
  | 'ticket.setContacts'
  | 'ticket.setCompany';

/** Shows the change at once, asks the server, and puts it back with a reason when refused. */
export async function change<N extends ChangeCommand>(
  screen: Screen,
  property: Property,
  patch: Patch,
  name: N,
  input: Input<N>,
): Promise<void> {
  const id = uuid();
  const { ticketId } = input;
  const isThis = (other: { ticketId: string; property: Property }) =>
    other.ticketId === ticketId && other.property === property;
  screen.update((state) => ({
    ...state,
    putBack: state.putBack.filter((other) => !isThis(other)),
    changes: [...state.changes, { id, ticketId, property, patch, settled: null }],
  }));
  try {
    const { line } = screen.store.get();
    if (line.at === 'offline') throw new Offline();
    const { value } = await screen.ask(name, input, id);
    const settled = (value as { version: number }).version;
    screen.update((state) => ({
      ...state,
      changes: state.changes.map((made) => (made.id === id ? { ...made, settled } : made)),
    }));
  } catch (error) {
    const reason = error instanceof Offline ? 'unreachable' : reasonOf(error);
    screen.update((state) => ({
      ...state,
      changes: state.changes.filter((made) => made.id !== id),
      putBack: [...state.putBack.filter((other) => !isThis(other)), { ticketId, property, reason }],
    }));
  }
}

/** Changing a property is not queued while offline: a colleague would not see it, and might do the same. */
class Offline extends Error {}
