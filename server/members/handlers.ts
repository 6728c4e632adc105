import type { CommandHandlers, QueryHandlers } from '../rpc/handler.ts';
import { mustAdminister } from './policy.ts';
import type { MemberService } from './service.ts';

export const memberQueries = (members: MemberService): QueryHandlers<'member.list' | 'team.list'> => ({
  'member.list': async (actor) => ({ items: await members.membersOf(actor.workspaceId), next: null }),
  'team.list': async (actor) => ({ items: await members.teamsOf(actor.workspaceId), next: null }),
});

export const memberCommands = (
  members: MemberService,
): CommandHandlers<'member.create' | 'member.setAccess' | 'team.create'> => ({
  'member.create': async (tx, actor, { password, ...input }) => {
    mustAdminister(actor);
    const member = await members.add(tx, { ...input, passwordHash: await members.hash(password) });
    return { memberId: member.userId };
  },
  'member.setAccess': async (tx, actor, input) => {
    const member = await members.setAccess(tx, actor, input);
    return { memberId: member.userId, version: member.version };
  },
  'team.create': async (tx, actor, { name }) => {
    mustAdminister(actor);
    return { teamId: (await members.addTeam(tx, name))._id };
  },
});
