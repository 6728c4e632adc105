import type { Output } from '../../shared/contract.ts';
import { notFound } from '../../shared/errors.ts';
import type { Id } from '../../shared/ids.ts';
import type { Audit } from '../audit/service.ts';
import type { Actor } from '../auth/actor.ts';
import type { Caller, Entry, Sessions } from '../auth/sessions.ts';
import type { AuthStore, User } from '../auth/store.ts';
import type { UnitOfWork } from '../events/unitOfWork.ts';

/** A person's own sessions and workspaces. */
export function createOwnSessions(deps: { auth: AuthStore; sessions: Sessions; unitOfWork: UnitOfWork; audit: Audit }) {
  const { auth, sessions, unitOfWork, audit } = deps;

  return {
    /** @throws notFound for the session of another */
    async end(actor: Actor, sessionId: Id): Promise<void> {
      const session = await auth.session(sessionId);
      if (session?.userId !== actor.id) throw notFound('session');
      await unitOfWork.run(session.workspaceId, null, async (tx) => {
        await auth.endSessions([sessionId], tx.now, tx.write());
        tx.endSession(sessionId);
        tx.forget();
        await audit.note(tx, actor, 'session.ended', { targetId: sessionId });
      });
    },

    endOthers: (actor: Actor): Promise<number> =>
      unitOfWork.run(actor.workspaceId, null, async (tx) => {
        const ended = await sessions.endAll(tx, actor.id, actor.sessionId);
        if (ended > 0) await audit.note(tx, actor, 'session.ended', { details: { sessions: String(ended) } });
        return ended;
      }),

    async list(actor: Actor): Promise<Output<'session.list'>['items']> {
      return (await sessions.listOf(actor.id)).map(({ _id, workspaceId, createdAt, lastSeenAt, agent }) => ({
        id: _id,
        workspaceId,
        createdAt: createdAt.toISOString(),
        lastSeenAt: lastSeenAt.toISOString(),
        agent,
        current: _id === actor.sessionId,
      }));
    },

    /** Himself, if the workspace is one of his. @throws notFound */
    async mustBelong(actor: Actor, workspaceId: Id): Promise<User> {
      const [user, member] = await Promise.all([auth.userById(actor.id), auth.member(workspaceId, actor.id)]);
      if (!user || !member || member.suspended) throw notFound('workspace');
      return user;
    },

    /** A session of its own in another workspace. */
    async switchTo(user: User, workspaceId: Id, actor: Actor, caller: Caller): Promise<Entry> {
      const entry = await sessions.begin(user, workspaceId, caller);
      await sessions.leaveBehind(actor.sessionId);
      return entry;
    },

    async workspaces(actor: Actor): Promise<Output<'workspace.listMine'>['items']> {
      const members = (await auth.membershipsOf(actor.id)).filter((member) => !member.suspended);
      const found = await Promise.all(members.map((member) => auth.workspaceById(member.workspaceId)));
      return found.flatMap((one) =>
        one ? [{ id: one._id, name: one.name, slug: one.slug, current: one._id === actor.workspaceId }] : [],
      );
    },
  };
}
