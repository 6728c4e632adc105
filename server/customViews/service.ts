import type { CustomView } from '../../shared/contract/views.ts';
import type { Input } from '../../shared/contract.ts';
import { mayChange, mayOpen } from '../../shared/customViews.ts';
import type { MemberView } from '../../shared/entities.ts';
import { AppError, mustBeBase, notFound } from '../../shared/errors.ts';
import { conditionsIn, type Filter } from '../../shared/filter/language.ts';
import type { Id } from '../../shared/ids.ts';
import type { Actor } from '../auth/actor.ts';
import type { Tx } from '../events/batch.ts';
import { type Clock, newId } from '../platform/clock.ts';
import type { ClientSession } from '../storage/connection.ts';
import { type StoredView, viewOf } from './model.ts';
import type { ViewStore } from './store.ts';

/** Of one member, and of a workspace: each is in the pane of whoever has it. */
const most = { own: 100, all: 1000 };

interface Members {
  membersOf(workspaceId: Id, session: ClientSession): Promise<MemberView[]>;
  mustBeTeam(tx: Tx, id: Id): Promise<unknown>;
}

interface Filters {
  /** @returns what of it has been deleted. @throws invalid */
  mustBeFilter(workspaceId: Id, filter: Filter): Promise<string[]>;
}

/** Lists that members put together and share. product: V2, A1 */
export function createViewService(deps: { store: ViewStore; members: Members; filters: Filters; clock: Clock }) {
  const { store, members, filters, clock } = deps;

  /** A view that asks for what has been deleted since may keep that, and still be renamed and shared. */
  async function mustBeAskable(workspaceId: Id, before: StoredView | null, filter: Filter): Promise<void> {
    const gone = await filters.mustBeFilter(workspaceId, filter);
    const had = new Set(before ? conditionsIn(before.filter).map(({ property }) => property) : []);
    if (gone.every((id) => had.has(id))) return;
    throw new AppError('invalid', 'The filter asks for a property that has been deleted. Take it out.', {
      field: 'filter',
    });
  }

  /** Whoever has the view now hears of it; whoever had it and has it no more loses it. */
  async function tell(tx: Tx, before: StoredView | null, after: StoredView | null, actorId: Id): Promise<void> {
    const everybody = await members.membersOf(tx.workspaceId, tx.session);
    const readersOf = (view: StoredView | null) =>
      everybody.filter((member) => view && mayOpen(view, member)).map(({ id }) => id);
    const now = readersOf(after);
    const lost = readersOf(before).filter((id) => !now.includes(id));
    const selves = (ids: Id[]) => ids.map((id) => `self:${id}`);
    if (after && now.length > 0) {
      tx.emit({ type: 'view.changed', view: viewOf(after) }, { audience: selves(now), actorId });
    }
    const id = (after ?? before)?._id;
    if (id && lost.length > 0) tx.emit({ type: 'view.left', viewId: id }, { audience: selves(lost), actorId });
  }

  async function changeable(tx: Tx, actor: Actor, id: Id): Promise<StoredView> {
    const view = await store.find(tx.workspaceId, id, tx.session);
    if (!view || !mayChange(view, actor.rights)) throw notFound('view');
    return view;
  }

  async function mustHaveRoom(tx: Tx, actor: Actor): Promise<void> {
    const all = await store.all(tx.workspaceId, tx.session);
    if (all.length >= most.all || all.filter(({ ownerId }) => ownerId === actor.id).length >= most.own) {
      throw new AppError(
        'conflict',
        `A member has at most ${most.own} views, a workspace ${most.all}. Delete one first.`,
      );
    }
  }

  /** As asked; what is left out stays, or is as it usually is. */
  function asAsked(actor: Actor, tx: Tx, before: StoredView | null, input: Input<'view.save'>): StoredView {
    const { viewId: _id, sharing = before?.sharing ?? 'private', teamId = before?.teamId ?? null, ...asked } = input;
    if (sharing === 'team' && !teamId) {
      throw new AppError('invalid', 'Say which team the view is for.', { field: 'teamId' });
    }
    const { name = before?.name, filter = before?.filter } = asked;
    if (name === undefined) throw new AppError('invalid', 'Give the view a name.', { field: 'name' });
    if (filter === undefined) throw new AppError('invalid', 'Say what is in the view.', { field: 'filter' });
    return {
      _id: before?._id ?? newId(clock),
      workspaceId: tx.workspaceId,
      ownerId: before?.ownerId ?? actor.id,
      name,
      filter,
      sort: asked.sort ?? before?.sort ?? 'activity',
      layout: asked.layout ?? before?.layout ?? 'split',
      columns: asked.columns ?? before?.columns ?? [],
      sharing,
      teamId: sharing === 'team' ? teamId : null,
      version: (before?.version ?? 0) + 1,
    };
  }

  return {
    async listFor(actor: Actor, session?: ClientSession): Promise<CustomView[]> {
      const all = await store.all(actor.workspaceId, session);
      return all.filter((view) => mayOpen(view, actor.rights)).map(viewOf);
    },

    async save(tx: Tx, actor: Actor, input: Input<'view.save'>): Promise<StoredView> {
      if (actor.rights.role === 'collaborator') throw notFound('view');
      const before = input.viewId ? await changeable(tx, actor, input.viewId) : null;
      if (!before) await mustHaveRoom(tx, actor);
      mustBeBase(before?.version ?? 0, input.baseVersion);
      if (input.filter) await mustBeAskable(tx.workspaceId, before, input.filter);
      const after = asAsked(actor, tx, before, input);
      if (after.teamId && after.teamId !== before?.teamId) await members.mustBeTeam(tx, after.teamId);
      await store.put(after, tx.write());
      await tell(tx, before, after, actor.id);
      return after;
    },

    async remove(tx: Tx, actor: Actor, id: Id): Promise<void> {
      const view = await changeable(tx, actor, id);
      await store.remove(id, tx.write());
      await tell(tx, view, null, actor.id);
    },
  };
}

export type ViewService = ReturnType<typeof createViewService>;
