import { type Rights, type Scope, teamsOf } from './access.ts';
import type { Phase, ViewId } from './facets.ts';
import type { Id } from './ids.ts';

export type { Phase, ViewId };

/** What of a ticket, or of a counter row, decides the views it is in. Owner and team are read off the audience. */
export interface Facets {
  audience: Scope[];
  phase: Phase;
}

/** A default view, declared once: lists turn it into a query, counts and screens into a predicate. */
export interface ViewRule {
  phases: Phase[];
  owner?: 'none' | 'me';
  team?: 'mine';
  /** Only what the member follows. */
  followed?: true;
}

/** In the order that screens show them. */
export const viewRules: Record<ViewId, ViewRule> = {
  unassigned: { phases: ['open', 'waiting'], owner: 'none' },
  mine: { phases: ['open', 'waiting'], owner: 'me' },
  teamUnassigned: { phases: ['open', 'waiting'], owner: 'none', team: 'mine' },
  following: { phases: ['open', 'waiting', 'snoozed'], followed: true },
  open: { phases: ['open', 'waiting'] },
  waiting: { phases: ['waiting'] },
  snoozed: { phases: ['snoozed'] },
  closed: { phases: ['closed'] },
  spam: { phases: ['spam'] },
  trash: { phases: ['trash'] },
};

const viewIds = Object.keys(viewRules) as ViewId[];
export const isViewId = (value: unknown): value is ViewId => viewIds.some((id) => id === value);

/** The views a member has. product A1: a collaborator works from few. */
export const viewsOf = (member: Pick<Rights, 'role'>): ViewId[] =>
  member.role === 'collaborator' ? ['following', 'open'] : viewIds;

export const ownedBy = (audience: readonly Scope[], id: Id): boolean => audience.includes(`user:${id}`);
export const unowned = (audience: readonly Scope[]): boolean => !audience.some((scope) => scope.startsWith('user:'));

/** Is a ticket with these facets in the view, seen by this member, who follows it or not? Access is not asked here. */
export function inView(view: ViewId, member: Rights, { audience, phase }: Facets, follows: boolean): boolean {
  const rule = viewRules[view];
  if (!rule.phases.includes(phase)) return false;
  if (rule.followed && !follows) return false;
  if (rule.owner === 'none' && !unowned(audience)) return false;
  if (rule.owner === 'me' && !ownedBy(audience, member.id)) return false;
  return rule.team !== 'mine' || teamsOf(member).some((id) => audience.includes(`team:${id}`));
}

/** Does a counter row add to the view's count? Followed tickets are counted apart, for each who follows. */
export const countsIn = (view: ViewId, member: Rights, row: Facets & { followerId: Id | null }): boolean =>
  (row.followerId !== null) === (viewRules[view].followed === true) &&
  inView(view, member, row, row.followerId === member.id);
