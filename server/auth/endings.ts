import type { UnitOfWork } from '../events/unitOfWork.ts';
import type { Clock } from '../platform/clock.ts';
import type { AuthStore, Session } from './store.ts';

/** Ends a sign-in, on every screen that lives by it. */
export type EndSession = (session: Pick<Session, '_id' | 'workspaceId'>) => Promise<void>;

/** The end goes through the log, so that every node closes the session's sockets at the same place in it. */
export const createEndings =
  (deps: { store: AuthStore; unitOfWork: UnitOfWork; clock: Clock }): EndSession =>
  ({ _id, workspaceId }) =>
    deps.unitOfWork.run(workspaceId, null, async (tx) => {
      await deps.store.endSession(_id, deps.clock.now(), tx.write());
      tx.endSession(_id);
      tx.forget();
    });
