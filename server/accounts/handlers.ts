import type { AccountHandlers, CommandHandlers, OpenHandlers, QueryHandlers } from '../rpc/handler.ts';
import { enter, mustHaveCookies } from '../rpc/visit.ts';
import { refreshed } from './refreshed.ts';
import type { Accounts } from './service.ts';

type Opens =
  | 'session.create'
  | 'session.refresh'
  | 'password.forget'
  | 'password.reset'
  | 'invitation.get'
  | 'invitation.accept';

export const accountOpens = ({ signIn, sessions, passwords, joining }: Accounts): OpenHandlers<Opens> => ({
  'session.create': async (visit, input) => enter(visit, await signIn.create(input, visit)),
  'session.refresh': (visit) => refreshed(visit, sessions),
  'password.forget': async (visit, input) => {
    await passwords.forget(input, visit);
    return {};
  },
  'password.reset': async (visit, input) => {
    await passwords.reset(input, visit);
    return {};
  },
  'invitation.get': (visit, input) => joining.look(input, visit),
  'invitation.accept': async (visit, input) => enter(visit, await joining.accept(input, visit)),
});

type Own =
  | 'session.end'
  | 'session.endOthers'
  | 'session.list'
  | 'session.switch'
  | 'workspace.listMine'
  | 'me.get'
  | 'password.change'
  | 'totp.begin'
  | 'totp.confirm'
  | 'totp.disable'
  | 'token.create'
  | 'token.list'
  | 'token.revoke';

export const accountHandlers = (accounts: Accounts): AccountHandlers<Own> => ({
  'session.end': async (actor, { sessionId = actor.sessionId }, visit) => {
    await accounts.ownSessions.end(actor, sessionId);
    if (sessionId === actor.sessionId) visit.cookies?.drop();
    return {};
  },
  'session.endOthers': async (actor) => ({ ended: await accounts.ownSessions.endOthers(actor) }),
  'session.list': async (actor) => ({ items: await accounts.ownSessions.list(actor), next: null }),
  'session.switch': async (actor, { workspaceId }, visit) => {
    const user = await accounts.ownSessions.mustBelong(actor, workspaceId);
    mustHaveCookies(visit);
    return enter(visit, await accounts.ownSessions.switchTo(user, workspaceId, actor, visit));
  },
  'workspace.listMine': async (actor) => ({ items: await accounts.ownSessions.workspaces(actor), next: null }),
  'me.get': (actor) => accounts.profile.get(actor),
  'password.change': async (actor, input) => ({ ended: await accounts.passwords.change(actor, input) }),
  'totp.begin': (actor) => accounts.authenticator.begin(actor),
  'totp.confirm': (actor, input) => accounts.authenticator.confirm(actor, input),
  'totp.disable': async (actor, input) => {
    await accounts.authenticator.disable(actor, input);
    return {};
  },
  'token.create': (actor, input) => accounts.programTokens.create(actor, input),
  'token.list': async (actor, { everybody = false }) => ({
    items: await accounts.programTokens.list(actor, everybody),
    next: null,
  }),
  'token.revoke': async (actor, { tokenId }) => {
    await accounts.programTokens.revoke(actor, tokenId);
    return {};
  },
});

export const accountQueries = ({
  invitations,
  authenticator,
}: Accounts): QueryHandlers<'invitation.list' | 'member.security'> => ({
  'member.security': (actor, { memberId }) => authenticator.look(actor, memberId),
  'invitation.list': async (actor) => ({ items: await invitations.list(actor), next: null }),
});

type Commands =
  | 'member.invite'
  | 'member.remove'
  | 'member.resetSecondFactor'
  | 'invitation.resend'
  | 'invitation.revoke'
  | 'me.update';

export const accountCommands = ({
  invitations,
  profile,
  authenticator,
  leaving,
}: Accounts): CommandHandlers<Commands> => ({
  'member.remove': async (tx, actor, { memberId }) => {
    await leaving.remove(tx, actor, memberId);
    return { memberId };
  },
  'member.resetSecondFactor': async (tx, actor, { memberId }) => {
    await authenticator.reset(tx, actor, memberId);
    return { memberId };
  },
  'member.invite': async (tx, actor, input) => ({ invitationId: (await invitations.invite(tx, actor, input))._id }),
  'invitation.resend': async (tx, actor, { invitationId }) => {
    const { expiresAt } = await invitations.resend(tx, actor, invitationId);
    return { invitationId, expiresAt: expiresAt.toISOString() };
  },
  'invitation.revoke': async (tx, actor, { invitationId }) => {
    await invitations.revoke(tx, actor, invitationId);
    return { invitationId };
  },
  'me.update': async (tx, actor, input) => {
    const { userId: memberId, version } = await profile.update(tx, actor, input);
    return { memberId, version };
  },
});
