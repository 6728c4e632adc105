import type { Input } from '../../shared/contract.ts';
import type { Audit } from '../audit/service.ts';
import { mustAdminister } from '../auth/policy.ts';
import type { CommandHandlers, QueryHandlers } from '../rpc/handler.ts';
import type { MemberService } from './service.ts';

export const memberQueries = (members: MemberService): QueryHandlers<'member.list' | 'team.list'> => ({
  'member.list': async (actor) => ({ items: await members.membersOf(actor.workspaceId), next: null }),
  'team.list': async (actor) => ({ items: await members.teamsOf(actor.workspaceId), next: null }),
});

/** What was asked for of somebody's standing, in words. */
const standingOf = ({ memberId: _id, access, ...rest }: Input<'member.setAccess'>): Record<string, string> => {
  const verbs = Object.entries(access ?? {}).map(([verb, reach]) => {
    const words = reach ? `${reach.level}${reach.unassigned ? ' + unassigned' : ''}` : 'unchanged';
    return [verb, words] as const;
  });
  const others = Object.entries(rest).map(([name, value]) => [name, String(value)] as const);
  return Object.fromEntries([...others, ...verbs]);
};

export const memberCommands = (
  members: MemberService,
  audit: Audit,
): CommandHandlers<'member.create' | 'member.setAccess' | 'team.create'> => ({
  'member.create': {
    async ahead(asker, { password, ...input }) {
      mustAdminister(asker);
      const passwordHash = await members.hash(password);
      return async (tx, actor) => {
        mustAdminister(actor);
        const member = await members.add(tx, { ...input, passwordHash });
        const details = { email: member.email, role: member.role };
        await audit.note(tx, actor, 'member.created', { targetId: member.userId, details });
        return { memberId: member.userId };
      };
    },
  },
  'member.setAccess': async (tx, actor, input) => {
    const member = await members.setAccess(tx, actor, input);
    await audit.note(tx, actor, 'member.changed', { targetId: member.userId, details: standingOf(input) });
    return { memberId: member.userId, version: member.version };
  },
  'team.create': async (tx, actor, { name }) => {
    mustAdminister(actor);
    const team = await members.addTeam(tx, name);
    await audit.note(tx, actor, 'team.created', { targetId: team._id, details: { name } });
    return { teamId: team._id };
  },
});
