import type { Input } from '../../shared/contract.ts';
import type { InvitationView } from '../../shared/entities.ts';
import { AppError, notFound } from '../../shared/errors.ts';
import type { Id } from '../../shared/ids.ts';
import type { Audit } from '../audit/service.ts';
import type { Actor } from '../auth/actor.ts';
import { mustAdminister } from '../auth/policy.ts';
import type { AuthStore } from '../auth/store.ts';
import type { Tx } from '../events/batch.ts';
import type { MemberService } from '../members/service.ts';
import { type Clock, newId } from '../platform/clock.ts';
import type { LinkTokens } from './linkTokens.ts';
import type { AccountStore, Invitation } from './store.ts';

const linkDays = 7;

export const isOpen = (invitation: Invitation | null, now: Date): invitation is Invitation =>
  invitation !== null && invitation.endedAt === null && invitation.expiresAt > now;

const viewOf = (invitation: Invitation): InvitationView => ({
  id: invitation._id,
  email: invitation.email,
  name: invitation.name,
  role: invitation.role,
  mainTeamId: invitation.mainTeamId,
  teamIds: invitation.teamIds,
  invitedBy: invitation.invitedBy,
  createdAt: invitation.createdAt.toISOString(),
  expiresAt: invitation.expiresAt.toISOString(),
});

/** Asking people in. Accepting is `joining.ts`. */
export function createInvitations(deps: {
  store: AccountStore;
  auth: AuthStore;
  members: MemberService;
  links: LinkTokens;
  audit: Audit;
  clock: Clock;
}) {
  const { store, auth, members, links, audit, clock } = deps;

  /** A fresh link; the mail goes out when this commits. */
  function withLink<T extends { _id: Id }>(tx: Tx, one: T) {
    const linkId = newId(clock);
    tx.later({ kind: 'account.mail', payload: { invitationId: one._id, linkId } });
    const tokenHash = links.hashOf(links.tokenOf('invitation', linkId));
    return { ...one, linkId, tokenHash, expiresAt: new Date(tx.now.getTime() + linkDays * 86_400_000) };
  }

  async function mustBeNew(tx: Tx, email: string): Promise<void> {
    const lower = email.toLowerCase();
    const there = await auth.membersOf(tx.workspaceId, tx.session);
    if (there.some((member) => !member.removedAt && member.email.toLowerCase() === lower)) {
      throw new AppError('conflict', 'There is a member with this address.', { field: 'email' });
    }
    const asked = await store.openInvitations(tx.workspaceId, tx.session);
    if (asked.some((invitation) => invitation.emailLower === lower)) {
      const words = 'This address has been invited. Send that invitation again, or take it back first.';
      throw new AppError('conflict', words, { field: 'email' });
    }
  }

  async function mustFind(tx: Tx, actor: Actor, id: Id): Promise<Invitation> {
    mustAdminister(actor);
    const invitation = await store.invitation(id, tx.session);
    if (invitation?.workspaceId !== tx.workspaceId || invitation.endedAt) throw notFound('invitation');
    return invitation;
  }

  const told = ({ _id, email }: Invitation) => ({ targetId: _id, details: { email } });

  return {
    async invite(tx: Tx, actor: Actor, input: Input<'member.invite'>): Promise<Invitation> {
      mustAdminister(actor);
      const { email, name = null, role, mainTeamId = null, teamIds = [], access = null } = input;
      await mustBeNew(tx, email);
      await members.mustBeTeams(tx, [mainTeamId, ...teamIds]);
      const language = input.language ?? (await auth.userById(actor.id, tx.session))?.language ?? 'en';
      const given = { email, emailLower: email.toLowerCase(), name, role, mainTeamId, teamIds, access, language };
      const made = {
        _id: newId(clock),
        workspaceId: tx.workspaceId,
        invitedBy: actor.id,
        createdAt: tx.now,
        endedAt: null,
      };
      const invitation: Invitation = withLink(tx, { ...made, ...given });
      await store.insertInvitation(invitation, tx.write());
      await audit.note(tx, actor, 'invitation.sent', { targetId: invitation._id, details: { email, role } });
      return invitation;
    },

    /** A new link, good for as long again; the one before is dead. */
    async resend(tx: Tx, actor: Actor, id: Id): Promise<Invitation> {
      const invitation = withLink(tx, await mustFind(tx, actor, id));
      await store.replaceInvitation(invitation, tx.write());
      await audit.note(tx, actor, 'invitation.resent', told(invitation));
      return invitation;
    },

    async revoke(tx: Tx, actor: Actor, id: Id): Promise<void> {
      const invitation = await mustFind(tx, actor, id);
      await store.replaceInvitation({ ...invitation, endedAt: tx.now }, tx.write());
      await audit.note(tx, actor, 'invitation.revoked', told(invitation));
    },

    async list(actor: Actor): Promise<InvitationView[]> {
      mustAdminister(actor);
      return (await store.openInvitations(actor.workspaceId)).map(viewOf);
    },
  };
}
