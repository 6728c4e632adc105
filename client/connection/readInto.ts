import type { CallName, Input } from '../../shared/contract.ts';
import type { State } from '../../shared/state.ts';
import type { Answer } from './post.ts';
import type { Screen } from './screen.ts';

/**
 * Asks, and takes what was read into what is known. Null: what was known when it was asked has been forgotten since, as
 * after a change of rights, and the answer is void: it may hold what is closed to the reader by now.
 */
export async function readInto<N extends CallName>(
  screen: Pick<Screen, 'store' | 'ask' | 'learn'>,
  name: N,
  input: Input<N>,
  into: (known: State, answer: Answer<N>) => State,
): Promise<Answer<N> | null> {
  const { generation } = screen.store.get();
  const answer = await screen.ask(name, input);
  if (screen.store.get().generation !== generation) return null;
  screen.learn((known) => into(known, answer));
  return answer;
}
