import type { Input, NamesOf, Output } from '../../shared/contract.ts';
import { notFound } from '../../shared/errors.ts';
import type { Actor } from '../auth/actor.ts';
import type { EndSession } from '../auth/endings.ts';
import type { AuthStore } from '../auth/store.ts';

/** The caller's own sign-in; his input and nobody else's. */
export type AccountHandlers = {
  [K in NamesOf<'account'>]: (actor: Actor, input: Input<K>) => Promise<Output<K>>;
};

export function accountHandlers(deps: { store: AuthStore; endSession: EndSession }): AccountHandlers {
  return {
    'session.end': async (actor, { sessionId = actor.sessionId }) => {
      const session = await deps.store.session(sessionId);
      if (session?.userId !== actor.id) throw notFound('session');
      await deps.endSession(session);
      return {};
    },
    'session.list': async (actor) => {
      const sessions = await deps.store.sessionsOf(actor.id);
      const items = sessions.map((session) => ({
        id: session._id,
        createdAt: session.createdAt.toISOString(),
        lastSeenAt: session.lastSeenAt.toISOString(),
        agent: session.agent,
        current: session._id === actor.sessionId,
      }));
      return { items, next: null };
    },
  };
}
