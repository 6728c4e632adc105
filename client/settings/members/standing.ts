import type { Access, Level, Reach, Verb } from '../../../shared/access.ts';
import type { Input } from '../../../shared/contract.ts';
import type { MemberView } from '../../../shared/entities.ts';

/** What of a member an admin sets. */
export type Standing = Pick<MemberView, 'role' | 'mainTeamId' | 'teamIds' | 'suspended' | 'access'>;

/** What was changed on screen and is not saved; the rest shows the member as he is now. */
export type Edit = Partial<Omit<Standing, 'access'>> & { access?: Partial<Access> };

export function edited(member: Standing, edit: Edit): Standing {
  const { access, ...rest } = edit;
  return { ...member, ...rest, access: { ...member.access, ...access } };
}

/** The edit, with what has come to be the same left out. */
export function pruned(member: Standing, edit: Edit): Edit {
  const next: Edit = {};
  if (edit.role !== undefined && edit.role !== member.role) next.role = edit.role;
  if (edit.suspended !== undefined && edit.suspended !== member.suspended) next.suspended = edit.suspended;
  if (edit.mainTeamId !== undefined && edit.mainTeamId !== member.mainTeamId) next.mainTeamId = edit.mainTeamId;
  if (edit.teamIds && !sameTeams(edit.teamIds, member.teamIds)) next.teamIds = edit.teamIds;
  const access = Object.entries(edit.access ?? {}).filter(([verb, reach]) => !same(reach, member.access[verb as Verb]));
  if (access.length > 0) next.access = Object.fromEntries(access);
  return next;
}

const sameTeams = (a: readonly string[], b: readonly string[]) => [...a].sort().join() === [...b].sort().join();
const same = (a: Reach, b: Reach) => a.level === b.level && a.unassigned === b.unassigned;

export const commandOf = (memberId: string, edit: Edit): Input<'member.setAccess'> => ({ memberId, ...edit });

/** The switch for tickets of nobody means something only where not everything, and not nothing, is reached. */
export const hasUnassigned = (level: Level): boolean => level === 'teams' || level === 'own';

const width: Record<Level, number> = { none: 0, own: 1, teams: 2, everything: 3 };

/** Does a verb reach further than seeing? Then it reaches no further than that all the same. */
export function isWiderThanView(access: Access, verb: 'edit' | 'delete'): boolean {
  const { view, [verb]: reach } = access;
  if (width[reach.level] > width[view.level]) return true;
  const both = hasUnassigned(reach.level) && hasUnassigned(view.level);
  return both && reach.unassigned && !view.unassigned;
}
