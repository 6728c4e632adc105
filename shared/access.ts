import type { Id } from './ids.ts';
import type { Access, Level, Reach, Role, Scope } from './rights.ts';

/** Who may meet a thing. A thing carries an *audience* of scopes, a member holds scopes; they meet when one is in both. design: access is one field. */
export type { Access, Level, Reach, Role, Scope };
export type Verb = keyof Access;

/** What of a member decides his rights. */
export interface Rights {
  id: Id;
  role: Role;
  suspended: boolean;
  mainTeamId: Id | null;
  teamIds: Id[];
  access: Access;
}

const reachOf = (member: Rights, verb: Verb): Reach =>
  member.role === 'admin' ? { level: 'everything', unassigned: true } : member.access[verb];

/** Main and extra teams, each once. */
export const teamsOf = (member: Pick<Rights, 'mainTeamId' | 'teamIds'>): Id[] => [
  ...new Set([...(member.mainTeamId ? [member.mainTeamId] : []), ...member.teamIds]),
];

/** The scopes a member holds for a verb. A suspended member holds none. */
export function scopesOf(member: Rights, verb: Verb): Scope[] {
  if (member.suspended) return [];
  const held: Scope[] = verb === 'view' ? ['members', `self:${member.id}`, `guest:${member.id}`] : [];
  const { level, unassigned } = reachOf(member, verb);
  if (level === 'everything') return [...held, 'all'];
  if (level === 'none') return held;
  if (level === 'teams') held.push(...teamsOf(member).map((id) => `team:${id}`));
  held.push(`user:${member.id}`);
  if (unassigned) held.push('unassigned');
  return held;
}

/** Those of them that a ticket, its contacts or a counter can have in its audience: what lists ask for. */
export const ticketScopesOf = (member: Rights): Scope[] =>
  scopesOf(member, 'view').filter((scope) => scope !== 'members' && !scope.startsWith('self:'));

/** The audience of a ticket, sorted so that equal audiences are equal strings. */
export function audienceOf(ticket: { ownerId: Id | null; teamId: Id | null; guestIds?: Id[] }): Scope[] {
  const audience: Scope[] = ['all', ...(ticket.guestIds ?? []).map((id) => `guest:${id}`)];
  if (ticket.teamId) audience.push(`team:${ticket.teamId}`);
  if (ticket.ownerId) audience.push(`user:${ticket.ownerId}`);
  if (!ticket.ownerId && !ticket.teamId) audience.push('unassigned');
  return audience.sort();
}

export const meets = (held: readonly Scope[], audience: readonly Scope[]): boolean =>
  audience.some((scope) => held.includes(scope));

interface Audienced {
  audience: Scope[];
}

export const canSee = (member: Rights, thing: Audienced): boolean => meets(scopesOf(member, 'view'), thing.audience);

/** Editing and deleting are never wider than seeing. */
export const canEdit = (member: Rights, thing: Audienced): boolean =>
  canSee(member, thing) && meets(scopesOf(member, 'edit'), thing.audience);

export const canDelete = (member: Rights, thing: Audienced): boolean =>
  canSee(member, thing) && meets(scopesOf(member, 'delete'), thing.audience);
