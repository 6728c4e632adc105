import { type Rights, teamsOf } from './access.ts';
import type { CustomView } from './contract/views.ts';

/** May he open the view? What he finds in it is asked ticket by ticket. product A1: a collaborator has no custom views. */
export function mayOpen(view: Pick<CustomView, 'ownerId' | 'sharing' | 'teamId'>, member: Rights): boolean {
  if (member.role === 'collaborator' || member.suspended) return false;
  if (view.ownerId === member.id || view.sharing === 'everyone') return true;
  return view.sharing === 'team' && view.teamId !== null && teamsOf(member).includes(view.teamId);
}

/** Whose it is, and admins where it is not his alone. */
export const mayChange = (view: Pick<CustomView, 'ownerId' | 'sharing' | 'teamId'>, member: Rights): boolean =>
  mayOpen(view, member) && (view.ownerId === member.id || member.role === 'admin');
