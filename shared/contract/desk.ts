import { z } from 'zod';
import { BulkView } from '../bulk.ts';
import {
  ChannelView,
  CounterRow,
  DraftInvitation,
  DraftView,
  MemberView,
  NotificationView,
  PipelineView,
  PreferencesView,
  TeamView,
  WorkspaceView,
} from '../entities.ts';
import { ViewId } from '../facets.ts';
import { Id } from '../ids.ts';
import { FormView, PropertyView } from '../propertyKinds.ts';
import { query } from './call.ts';
import { CustomView } from './views.ts';

/** All a screen needs before it shows anything, as of `seq`. */
export const Snapshot = z.object({
  epoch: z.string(),
  seq: z.int(),
  meId: Id,
  workspace: WorkspaceView,
  members: z.array(MemberView),
  teams: z.array(TeamView),
  pipelines: z.array(PipelineView),
  channels: z.array(ChannelView),
  properties: z.array(PropertyView),
  /** By which tickets are made. */
  form: FormView,
  counters: z.array(CounterRow),
  /** The reader's own open drafts that hold something. */
  drafts: z.array(DraftView),
  /** Colleagues' drafts that the reader may write along. */
  invitations: z.array(DraftInvitation),
  /** What the reader has been told and not acknowledged. */
  notifications: z.array(NotificationView),
  /** Your own changes of many tickets: under way, or begun in the last day. */
  bulks: z.array(BulkView),
  preferences: PreferencesView,
  /** Custom views open to the reader. */
  views: z.array(CustomView),
});
export type Snapshot = z.infer<typeof Snapshot>;

export const deskCalls = {
  'screen.load': query(
    'The workspace as its signed-in member sees it: people, teams, pipelines, channels, counts.',
    z.strictObject({}),
    Snapshot,
  ),
  'view.counts': query(
    'How many tickets are in each of your default views; always equal to the lists.',
    z.strictObject({}),
    z.object({ counts: z.partialRecord(ViewId, z.int()) }),
  ),
  'pipeline.list': query(
    'The pipelines and their statuses.',
    z.strictObject({}),
    z.object({ items: z.array(PipelineView), next: z.null() }),
  ),
  'team.list': query('The teams.', z.strictObject({}), z.object({ items: z.array(TeamView), next: z.null() })),
};
