import { type Rights, teamsOf } from './access.ts';
import type { StatusView } from './entities.ts';
import type { Id } from './ids.ts';

/** The rule that forbids a move, and the status whose rule it is. */
export interface Bound {
  rule: 'skipping' | 'goingBack' | 'movers';
  status: StatusView;
}

/** May he move tickets into this status? Admins always may. */
export function mayMoveTo(
  rights: Pick<Rights, 'id' | 'role' | 'mainTeamId' | 'teamIds'>,
  { rules }: StatusView,
): boolean {
  const movers = rules?.movers;
  if (!movers || rights.role === 'admin') return true;
  if (movers.roles.includes(rights.role) || movers.memberIds.includes(rights.id)) return true;
  return teamsOf(rights).some((id) => movers.teamIds.includes(id));
}

/** What forbids a person to move a ticket from one status of a pipeline to another; null when nothing does. product: T8. */
export function bound(
  rights: Pick<Rights, 'id' | 'role' | 'mainTeamId' | 'teamIds'>,
  statuses: readonly StatusView[],
  from: Id | null,
  to: Id,
): Bound | null {
  const at = statuses.findIndex(({ id }) => id === from);
  const goal = statuses.findIndex(({ id }) => id === to);
  const status = statuses[goal];
  if (!status || from === to) return null;
  if (!mayMoveTo(rights, status)) return { rule: 'movers', status };
  if (at < 0) return null;
  const skipped = statuses.slice(at + 1, Math.max(goal, at + 1)).find(({ rules }) => rules?.noSkipping);
  if (skipped) return { rule: 'skipping', status: skipped };
  const barred = statuses.slice(goal + 1, at + 1).findLast(({ rules }) => rules?.noGoingBack);
  return barred && goal < at ? { rule: 'goingBack', status: barred } : null;
}
