import type { AuditAction, AuditEntry, AuditFilter } from '../../shared/contract/audit.ts';
import { AppError } from '../../shared/errors.ts';
import { Id } from '../../shared/ids.ts';
import type { Actor } from '../auth/actor.ts';
import type { Deed, KeepDeed } from '../auth/deeds.ts';
import type { Tx } from '../events/batch.ts';
import { type Clock, newId } from '../platform/clock.ts';
import { idAt, viewOf } from './model.ts';
import type { AuditStore } from './store.ts';

/** What was done, to what; who and from where is the actor's. */
type Done = Omit<Deed, 'action' | 'actorId' | 'address'>;

const earlier = (a: Id | undefined, b: Id | undefined) => (a && b ? (a < b ? a : b) : (a ?? b));

export function createAudit(deps: { store: AuditStore; clock: Clock }) {
  const { store, clock } = deps;

  const keep: KeepDeed = async (workspaceIds, deed, session) => {
    const { action, actorId, targetId = null, details = {}, address = null } = deed;
    const line = { at: clock.now(), action, actorId, targetId, details, address };
    const lines = workspaceIds.map((workspaceId) => ({ _id: newId(clock), workspaceId, ...line }));
    await store.insert(lines, session);
  };

  return {
    keep,
    /** Written in the transaction of what was done. */
    note: (tx: Tx, actor: Actor, action: AuditAction, done: Done = {}): Promise<void> => {
      const from = actor.address === undefined ? {} : { address: actor.address };
      return keep([tx.workspaceId], { ...done, ...from, action, actorId: actor.id }, tx.write());
    },
    /** The lines of one workspace that are older than this. */
    forget: (workspaceId: Id, before: Date) => store.forget(workspaceId, idAt(before)),
    /** Newest first. @throws invalid for a cursor that is none */
    async list(workspaceId: Id, filter: AuditFilter, cursor: string | null, limit: number) {
      if (cursor !== null && !Id.safeParse(cursor).success) {
        throw new AppError('invalid', 'This is no cursor of this list.', { field: 'cursor' });
      }
      const { actorId, action, from, to } = filter;
      const found = await store.list({
        workspaceId,
        actorId,
        action,
        from: from && idAt(new Date(from)),
        before: earlier(to && idAt(new Date(to)), cursor ?? undefined),
        limit: limit + 1,
      });
      const items: AuditEntry[] = found.slice(0, limit).map(viewOf);
      return { items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null };
    },
  };
}

export type Audit = ReturnType<typeof createAudit>;
