import { canEdit, canSee, teamsOf } from '../../shared/access.ts';
import type { MemberView, TeamView, TicketView } from '../../shared/entities.ts';
import { meIn, type State } from '../../shared/state.ts';

/** Whom a comment may mention. `letIn`: who may not open the ticket is made its guest in the same step. */
export type Candidate =
  | { kind: 'member'; id: string; member: MemberView; how: 'sees' | 'letIn' | 'anyway' }
  | { kind: 'team'; id: string; team: TeamView; people: number; blind: number };

const shownAtMost = 8;

const plain = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();

/** How well a name answers a query; null: not at all. */
function rank(query: string, ...names: string[]): number | null {
  const wanted = plain(query.trim());
  if (wanted === '') return 1;
  const found = names.map(plain);
  if (found.some((name) => name.startsWith(wanted))) return 0;
  if (found.some((name) => name.split(/[\s.·-]+/).some((word) => word.startsWith(wanted)))) return 1;
  return found.some((name) => name.includes(wanted)) ? 2 : null;
}

/** People first, then teams; who may not open the ticket is marked, and can be let in by whoever may change it. */
export function candidatesFor(state: State, ticket: TicketView, query: string): Candidate[] {
  const active = Object.values(state.members).filter((member) => !member.suspended);
  const mayLetIn = canEdit(meIn(state), ticket);
  const people = active
    .filter(({ id }) => id !== state.meId)
    .flatMap((member) => {
      const at = rank(query, member.name, member.email.split('@')[0] ?? '');
      return at === null ? [] : [{ at, member, sees: canSee(member, ticket) }];
    })
    .sort((a, b) => a.at - b.at || Number(b.sees) - Number(a.sees) || a.member.name.localeCompare(b.member.name))
    .slice(0, shownAtMost)
    .flatMap(({ member, sees }): Candidate[] => {
      const of = { kind: 'member', id: member.id, member } as const;
      if (sees) return [{ ...of, how: 'sees' }];
      return mayLetIn
        ? [
            { ...of, how: 'letIn' },
            { ...of, how: 'anyway' },
          ]
        : [{ ...of, how: 'anyway' }];
    });
  const teams = Object.values(state.teams)
    .filter((team) => rank(query, team.name) !== null)
    .sort((a, b) => a.name.localeCompare(b.name))
    .slice(0, shownAtMost)
    .map((team): Candidate => {
      const inside = active.filter((member) => teamsOf(member).includes(team.id));
      const blind = inside.filter((member) => !canSee(member, ticket)).length;
      return { kind: 'team', id: team.id, team, people: inside.length, blind };
    });
  return [...people, ...teams];
}
