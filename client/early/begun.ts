import { merge, stateOf } from '../../shared/state.ts';
import type { Page } from '../connection/reach.ts';
import type { Remembered } from '../connection/screenState.ts';
import { deskAskedEarly } from './early.ts';

/** What was asked for early, as something to begin with: the line brings what has happened since. Never fails. */
export async function begunEarly(owner: string): Promise<Remembered | null> {
  const desk = await deskAskedEarly(owner);
  if (!desk) return null;
  const begun = { known: stateOf(desk.snapshot), pages: {}, threads: {}, heardAt: desk.at };
  if (!desk.list) return begun;
  const { key, answer } = desk.list;
  const { items, contacts, marks, next } = answer.value;
  const boundary = next === null ? null : (items.at(-1) ?? null);
  const page: Page = { state: 'here', next, boundary, generation: 0 };
  const readAt = Math.max(answer.seq, desk.snapshot.seq);
  return { ...begun, known: merge(begun.known, readAt, { tickets: items, contacts, marks }), pages: { [key]: page } };
}
