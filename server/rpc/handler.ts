import type { Input, NamesOf, Output } from '../../shared/contract.ts';
import type { Actor } from '../auth/actor.ts';
import type { Tx } from '../events/batch.ts';
import type { Visit } from './visit.ts';

/** Asked by somebody who is not signed in. */
export type OpenHandlers<N extends NamesOf<'open'> = NamesOf<'open'>> = {
  [K in N]: (visit: Visit, input: Input<K>) => Promise<Output<K>>;
};

/** The caller's own sign-in; his input and nobody else's. */
export type AccountHandlers<N extends NamesOf<'account'> = NamesOf<'account'>> = {
  [K in N]: (actor: Actor, input: Input<K>, visit: Visit) => Promise<Output<K>>;
};

/** Reads; `actor` has his rights as they are now. */
export type QueryHandlers<N extends NamesOf<'query'> = NamesOf<'query'>> = {
  [K in N]: (actor: Actor, input: Input<K>) => Promise<Output<K>>;
};

/** Writes, inside the transaction; `actor` was read in it. */
export type CommandHandler<K extends NamesOf<'command'>> = (
  tx: Tx,
  actor: Actor,
  input: Input<K>,
) => Promise<Output<K>>;

/**
 * Does what is slow ahead of the transaction, in which others would wait for it, and answers what is left for it. The
 * rights are asked twice: here, before anything is done, and again in the transaction.
 */
export interface SlowHandler<K extends NamesOf<'command'>> {
  ahead: (actor: Actor, input: Input<K>) => Promise<(tx: Tx, actor: Actor) => Promise<Output<K>>>;
}

export type CommandHandlers<N extends NamesOf<'command'> = NamesOf<'command'>> = {
  [K in N]: CommandHandler<K> | SlowHandler<K>;
};
