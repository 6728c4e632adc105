import type { BulkView } from '../../shared/bulk.ts';
import type { Snapshot } from '../../shared/contract/desk.ts';
import type { NotificationView, PreferencesView, WorkspaceView } from '../../shared/entities.ts';
import { AppError, notFound } from '../../shared/errors.ts';
import type { Id } from '../../shared/ids.ts';
import type { Actor } from '../auth/actor.ts';
import type { AuthStore, Workspace } from '../auth/store.ts';
import type { ChannelService } from '../channels/service.ts';
import type { DraftService } from '../drafts/service.ts';
import type { Tx } from '../events/batch.ts';
import type { EventStore } from '../events/store.ts';
import type { MemberService } from '../members/service.ts';
import { type Clock, newId } from '../platform/clock.ts';
import type { PropertyService } from '../properties/service.ts';
import type { ClientSession, Storage } from '../storage/connection.ts';
import type { TicketService } from '../tickets/service.ts';
import type { Counters } from '../views/service.ts';

const viewOf = (workspace: Workspace): WorkspaceView => ({
  id: workspace._id,
  name: workspace.name,
  slug: workspace.slug,
  version: workspace.version,
});

export function createWorkspaceService(deps: {
  storage: Storage;
  auth: AuthStore;
  events: EventStore;
  members: MemberService;
  tickets: TicketService;
  channels: ChannelService;
  properties: PropertyService;
  counters: Counters;
  drafts: DraftService;
  notifications: { shownTo(actor: Actor, session: ClientSession): Promise<NotificationView[]> };
  bulk: { shownTo(actor: Actor, session?: ClientSession): Promise<BulkView[]> };
  preferences: { of(workspaceId: Id, memberId: Id, session: ClientSession): Promise<PreferencesView> };
  views: { listFor(actor: Actor, session: ClientSession): Promise<Snapshot['views']> };
  clock: Clock;
}) {
  return {
    /** An empty workspace with its place in the log; everything else in it goes the one write path. One that is there stays. */
    async create(name: string, slug: string, id: Id = newId(deps.clock)): Promise<Id> {
      const now = deps.clock.now();
      const workspace: Workspace = { _id: id, name, slug, version: 1, createdAt: now };
      await deps.storage.transaction(async (session) => {
        if (await deps.auth.workspaceById(id, session)) return;
        await deps.auth.insertWorkspace(workspace, session);
        const position = { _id: workspace._id, seq: 0, epoch: newId(deps.clock), tickets: 0, batches: 0 };
        await deps.events.insertPosition(position, session);
      });
      return workspace._id;
    },

    async rename(tx: Tx, actorId: Id, name: string): Promise<Workspace> {
      const workspace = await deps.auth.workspaceById(tx.workspaceId, tx.session);
      if (!workspace) throw notFound('workspace');
      const next = { ...workspace, name, version: workspace.version + 1 };
      await deps.auth.setWorkspace(next, tx.write());
      tx.emit({ type: 'workspace.changed', workspace: viewOf(next) }, { audience: ['members'], actorId });
      return next;
    },

    /** Everything as of one moment, so that events after `seq` fit on it exactly. */
    load: (actor: Actor): Promise<Snapshot> =>
      deps.storage.snapshot(async (session) => {
        const { workspaceId } = actor;
        const position = await deps.events.position(workspaceId, session);
        const workspace = await deps.auth.workspaceById(workspaceId, session);
        if (!position || !workspace)
          throw new AppError('notFound', 'There is no such workspace, or it is not open to you.');
        return {
          epoch: position.epoch,
          seq: position.seq,
          meId: actor.id,
          workspace: viewOf(workspace),
          members: await deps.members.membersOf(workspaceId, session),
          teams: await deps.members.teamsOf(workspaceId, session),
          pipelines: await deps.tickets.pipelines(workspaceId, session),
          channels: await deps.channels.listOf(workspaceId, session),
          properties: await deps.properties.listOf(workspaceId, session),
          form: await deps.properties.formOf(workspaceId, session),
          counters: await deps.counters.rowsFor(actor, session),
          drafts: await deps.drafts.shownTo(actor, session),
          invitations: await deps.drafts.invitationsOf(actor, session),
          notifications: await deps.notifications.shownTo(actor, session),
          bulks: await deps.bulk.shownTo(actor, session),
          preferences: await deps.preferences.of(workspaceId, actor.id, session),
          views: await deps.views.listFor(actor, session),
        };
      }),
  };
}

export type WorkspaceService = ReturnType<typeof createWorkspaceService>;
