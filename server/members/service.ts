import { type Access, type Rights, type Role, scopesOf, teamsOf } from '../../shared/access.ts';
import type { Input } from '../../shared/contract.ts';
import { AppError, notFound } from '../../shared/errors.ts';
import type { Id } from '../../shared/ids.ts';
import { type Actor, memberIn } from '../auth/actor.ts';
import { hashPassword } from '../auth/passwords.ts';
import { mustAdminister } from '../auth/policy.ts';
import { type AuthStore, type Member, memberKey, newUser } from '../auth/store.ts';
import type { Tx } from '../events/batch.ts';
import { type Clock, newId } from '../platform/clock.ts';
import type { ClientSession } from '../storage/connection.ts';
import { type Team, teamView, usualAccess, viewOf } from './model.ts';
import type { TeamStore } from './store.ts';

export interface NewMember {
  email: string;
  name: string;
  passwordHash: string;
  role?: Role;
  mainTeamId?: Id | null;
  teamIds?: Id[];
  access?: Access;
  suspended?: boolean;
  /** The account that the address was found to have; null for none. Left out, whatever it has will do. */
  userId?: Id | null;
}

/** What is not named stays. */
export interface TeamChange {
  name?: string | undefined;
  signature?: string | undefined;
  channelId?: Id | null | undefined;
}

/** Person colours on screen. */
const colors = 5;

/** What decides which tickets and views he may see. */
const reachOf = (member: Member) =>
  JSON.stringify([
    scopesOf({ ...member, id: member.userId } satisfies Rights, 'view'),
    teamsOf(member),
    member.role === 'collaborator',
  ]);

export function createMemberService(deps: { store: AuthStore; teams: TeamStore; clock: Clock }) {
  const { store, teams, clock } = deps;
  const everybody = { audience: ['members'] };

  async function mustBeTeams(tx: Tx, ids: (Id | null | undefined)[]): Promise<void> {
    const known = new Set((await teams.of(tx.workspaceId, tx.session)).map((team) => team._id));
    if (ids.some((id) => id && !known.has(id))) {
      throw new AppError('invalid', 'There is no such team. Choose one of team.list.', { field: 'teamIds' });
    }
  }

  /** An admin must remain, or nobody could ever change a setting again. */
  async function mustLeaveAnAdmin(tx: Tx, changed: Member): Promise<void> {
    if (changed.role === 'admin' && !changed.suspended) return;
    const members = await store.membersOf(tx.workspaceId, tx.session);
    const left = members.some((one) => one._id !== changed._id && one.role === 'admin' && !one.suspended);
    if (!left) throw new AppError('conflict', 'The workspace needs an admin. Make somebody else admin first.');
  }

  /** His sockets are looked at again if what he may see has changed. */
  async function put(tx: Tx, before: Member, next: Member, actorId: Id): Promise<void> {
    const moved = reachOf(next) !== reachOf(before);
    await store.replaceMember(moved ? { ...next, rightsSeq: tx.nextSeq() } : next, tx.write());
    tx.forget();
    if (moved) tx.changeRights([before.userId]);
    tx.emit({ type: 'member.changed', member: viewOf(next) }, { ...everybody, actorId });
  }

  async function mustFind(tx: Tx, id: Id): Promise<Member> {
    const member = await store.member(tx.workspaceId, id, tx.session);
    if (!member || member.removedAt) throw notFound('member');
    return member;
  }

  async function mustFindTeam(tx: Tx, id: Id): Promise<Team> {
    const team = await teams.find(tx.workspaceId, id, tx.session);
    if (!team) throw notFound('team');
    return team;
  }

  return {
    async add(tx: Tx, input: NewMember): Promise<Member> {
      await mustBeTeams(tx, [input.mainTeamId, ...(input.teamIds ?? [])]);
      const known = await store.userByEmail(input.email, tx.session);
      if (input.userId !== undefined && input.userId !== (known?._id ?? null)) {
        throw new AppError('conflict', 'This address got an account a moment ago. Try again.');
      }
      const members = await store.membersOf(tx.workspaceId, tx.session);
      const former = known && members.find((member) => member.userId === known._id);
      if (former && !former.removedAt) {
        throw new AppError('conflict', 'There is a member with this address.', { field: 'email' });
      }
      const { email, name, passwordHash } = input;
      const user = known ?? newUser({ _id: newId(clock), email, name, passwordHash, createdAt: tx.now });
      if (!known) await store.insertUser(user, tx.write());
      const role = input.role ?? 'agent';
      const member: Member = {
        _id: memberKey(tx.workspaceId, user._id),
        workspaceId: tx.workspaceId,
        userId: user._id,
        name: input.name,
        email: user.email,
        role,
        suspended: input.suspended ?? false,
        mainTeamId: input.mainTeamId ?? null,
        teamIds: input.teamIds ?? [],
        access: input.access ?? usualAccess[role],
        color: former?.color ?? members.length % colors,
        version: (former?.version ?? 0) + 1,
        rightsSeq: tx.nextSeq(),
      };
      await (former ? store.replaceMember(member, tx.write()) : store.insertMember(member, tx.write()));
      tx.emit({ type: 'member.changed', member: viewOf(member) }, everybody);
      return member;
    },

    /** Changes what decides somebody's rights. His sockets are looked at again at this very place in the log. */
    async setAccess(tx: Tx, actor: Actor, input: Input<'member.setAccess'>): Promise<Member> {
      mustAdminister(actor);
      const member = await mustFind(tx, input.memberId);
      await mustBeTeams(tx, [input.mainTeamId, ...(input.teamIds ?? [])]);
      const next: Member = {
        ...member,
        role: input.role ?? member.role,
        suspended: input.suspended ?? member.suspended,
        mainTeamId: input.mainTeamId === undefined ? member.mainTeamId : input.mainTeamId,
        teamIds: input.teamIds ?? member.teamIds,
        access: { ...member.access, ...given(input.access) },
        version: member.version + 1,
      };
      await mustLeaveAnAdmin(tx, next);
      await put(tx, member, next, actor.id);
      return next;
    },

    /** From now on he works here no longer; what is his is seen to by whoever calls this. @throws conflict: an admin stays */
    async remove(tx: Tx, actorId: Id, memberId: Id): Promise<Member> {
      const member = await mustFind(tx, memberId);
      const next: Member = {
        ...member,
        suspended: true,
        removedAt: tx.now,
        mainTeamId: null,
        teamIds: [],
        version: member.version + 1,
      };
      await mustLeaveAnAdmin(tx, next);
      await put(tx, member, next, actorId);
      return member;
    },

    /** What colleagues call him. Without a difference nothing is written. */
    async rename(tx: Tx, actorId: Id, memberId: Id, name: string | undefined): Promise<Member> {
      const member = await mustFind(tx, memberId);
      if (name === undefined || name === member.name) return member;
      const next = { ...member, name, version: member.version + 1 };
      await store.replaceMember(next, tx.write());
      tx.emit({ type: 'member.changed', member: viewOf(next) }, { ...everybody, actorId });
      return next;
    },

    /** Plain lines that stand below what a member writes. */
    async sign(tx: Tx, actorId: Id, memberId: Id, signature: string): Promise<Member> {
      const member = await mustFind(tx, memberId);
      if (signature === (member.signature ?? '')) return member;
      const next = { ...member, signature, version: member.version + 1 };
      await store.replaceMember(next, tx.write());
      tx.emit({ type: 'member.changed', member: viewOf(next) }, { ...everybody, actorId });
      return next;
    },

    async addTeam(tx: Tx, name: string): Promise<Team> {
      const team: Team = { _id: newId(clock), workspaceId: tx.workspaceId, name, version: 1, deletedAt: null };
      await teams.insert(team, tx.write());
      tx.emit({ type: 'team.changed', team: teamView(team) }, everybody);
      return team;
    },

    async changeTeam(tx: Tx, actorId: Id, id: Id, { name, signature, channelId }: TeamChange): Promise<Team> {
      const team = await mustFindTeam(tx, id);
      const next = {
        ...team,
        ...(name === undefined ? {} : { name }),
        ...(signature === undefined ? {} : { signature }),
        ...(channelId === undefined ? {} : { channelId }),
        version: team.version + 1,
      };
      await teams.replace(next, tx.write());
      tx.emit({ type: 'team.changed', team: teamView(next) }, { ...everybody, actorId });
      return next;
    },

    /** From now on it is gone, for its members too. What still names it is moved by whoever calls this. */
    async deleteTeam(tx: Tx, actorId: Id, id: Id): Promise<Team> {
      const team = await mustFindTeam(tx, id);
      await teams.replace({ ...team, deletedAt: tx.now }, tx.write());
      for (const member of await store.membersOf(tx.workspaceId, tx.session)) {
        if (!teamsOf(member).includes(id)) continue;
        const mainTeamId = member.mainTeamId === id ? null : member.mainTeamId;
        const teamIds = member.teamIds.filter((one) => one !== id);
        await put(tx, member, { ...member, mainTeamId, teamIds, version: member.version + 1 }, actorId);
      }
      tx.emit({ type: 'team.left', teamId: id }, { ...everybody, actorId });
      return team;
    },
    /** The address a team's tickets are answered from, if it has one. */
    sendsFrom: async (tx: Tx, teamId: Id): Promise<Id | null> =>
      (await teams.find(tx.workspaceId, teamId, tx.session))?.channelId ?? null,

    /** Nothing names it any more. */
    forgetTeam: (tx: Tx, id: Id) => teams.remove(id, tx.write()),

    membersOf: async (workspaceId: Id, session?: ClientSession) =>
      (await store.membersOf(workspaceId, session)).map(viewOf),
    teamsOf: async (workspaceId: Id, session?: ClientSession) => (await teams.of(workspaceId, session)).map(teamView),

    /** @throws notFound */
    async mustBeActive(tx: Tx, id: Id): Promise<void> {
      const member = await store.member(tx.workspaceId, id, tx.session);
      if (!member || member.suspended) throw notFound('member');
    },
    async canOwn(tx: Tx, id: Id): Promise<boolean> {
      const member = await memberIn(store, tx, id);
      return Boolean(member && !member.suspended);
    },
    /** @throws invalid unless he is an active member: nobody else can own a ticket. */
    async mustBeAssignable(tx: Tx, id: Id): Promise<void> {
      const member = await memberIn(store, tx, id);
      if (!member || member.suspended) {
        throw new AppError('invalid', 'Only an active member can own a ticket. Choose one of member.list.', {
          field: 'ownerId',
        });
      }
    },
    mustBeTeams,
    mustBeTeam: (tx: Tx, id: Id): Promise<void> => mustBeTeams(tx, [id]),
    /** Those of the teams that have not been deleted since. */
    async teamsStillThere(tx: Tx, { mainTeamId, teamIds }: Pick<Member, 'mainTeamId' | 'teamIds'>) {
      const there = new Set((await teams.of(tx.workspaceId, tx.session)).map((team) => team._id));
      return {
        mainTeamId: mainTeamId && there.has(mainTeamId) ? mainTeamId : null,
        teamIds: teamIds.filter((id) => there.has(id)),
      };
    },
    hash: hashPassword,
  };
}

/** Only the verbs that were named. */
const given = (access: Partial<Access> | undefined): Partial<Access> =>
  Object.fromEntries(Object.entries(access ?? {}).filter(([, reach]) => reach !== undefined));

export type MemberService = ReturnType<typeof createMemberService>;
