import type { Input } from '../../shared/contract.ts';
import { AppError } from '../../shared/errors.ts';
import type { Audit } from '../audit/service.ts';
import { hashPassword, passwordMatches } from '../auth/passwords.ts';
import type { Caller, Entry, Sessions } from '../auth/sessions.ts';
import type { SignIn } from '../auth/signIn.ts';
import type { AuthStore, Proof, User } from '../auth/store.ts';
import { perAccount, perAddress, type Tries } from '../auth/tries.ts';
import type { UnitOfWork } from '../events/unitOfWork.ts';
import type { MemberService } from '../members/service.ts';
import type { Clock } from '../platform/clock.ts';
import { isOpen } from './invitations.ts';
import type { LinkTokens } from './linkTokens.ts';
import type { AccountStore, Invitation } from './store.ts';

/** The same for a link that never was, was used, was taken back, or has run out. */
const deadLink = () => new AppError('notFound', 'This invitation has been used or has run out. Ask for a new one.');

/** In; or the same again, with a code. */
type Joined = Entry | { answer: { needs: 'code' }; refresh: null };

/** From a mailed invitation to a member who is signed in. */
export function createJoining(deps: {
  store: AccountStore;
  auth: AuthStore;
  members: MemberService;
  sessions: Sessions;
  signIn: SignIn;
  tries: Tries;
  links: LinkTokens;
  unitOfWork: UnitOfWork;
  audit: Audit;
  clock: Clock;
}) {
  const { store, auth, members, sessions, signIn, tries, links, unitOfWork, audit, clock } = deps;

  /** Guessing links is hopeless; asking for thousands of them is refused all the same. */
  async function mustBeInvited(token: string, caller: Caller): Promise<Invitation> {
    await tries.spend(perAddress(caller.address));
    const invitation = await store.invitationByHash(links.hashOf(token));
    if (!isOpen(invitation, clock.now())) throw deadLink();
    await tries.giveBack(perAddress(caller.address));
    return invitation;
  }

  /** Whoever has an account here joins with its own password and second factor; null when a code is missing. */
  async function proofOf(user: User, input: Input<'invitation.accept'>, caller: Caller): Promise<Proof | null> {
    const counted = perAccount(user.email, caller.address);
    await tries.spend(counted);
    if (!(await passwordMatches(user.passwordHash, input.password))) {
      throw new AppError('unauthenticated', 'This is not the password of your account here.');
    }
    await tries.giveBack(counted);
    return signIn.proofFor(user, input.code, caller, []);
  }

  /** Everything of it, or nothing. @throws notFound when somebody was quicker */
  const join = (found: Invitation, user: User | null, passwordHash: string, name: string, caller: Caller) =>
    unitOfWork.run(found.workspaceId, null, async (tx) => {
      const invitation = await store.invitation(found._id, tx.session);
      if (!isOpen(invitation, tx.now) || invitation.tokenHash !== found.tokenHash) throw deadLink();
      const { email, role, access } = invitation;
      const teams = await members.teamsStillThere(tx, invitation);
      const given = { email, name, role, passwordHash, ...teams, ...(access ? { access } : {}) };
      const member = await members.add(tx, { ...given, userId: user?._id ?? null });
      await store.replaceInvitation({ ...invitation, endedAt: tx.now }, tx.write());
      const done = { targetId: invitation._id, details: { email, role }, address: caller.address };
      const deed = { ...done, action: 'invitation.accepted', actorId: member.userId } as const;
      await audit.keep([tx.workspaceId], deed, tx.write());
      return member;
    });

  return {
    async look({ token }: Input<'invitation.get'>, caller: Caller) {
      const invitation = await mustBeInvited(token, caller);
      const { email, name, workspaceId } = invitation;
      const workspace = await auth.workspaceById(workspaceId);
      const known = (await auth.userByEmail(email)) !== null;
      return { workspace: { name: workspace?.name ?? '' }, email, name, known };
    },

    async accept(input: Input<'invitation.accept'>, caller: Caller): Promise<Joined> {
      const invitation = await mustBeInvited(input.token, caller);
      const user = await auth.userByEmail(invitation.email);
      const proof = user ? await proofOf(user, input, caller) : ({ kind: 'none' } as const);
      if (!proof) return { answer: { needs: 'code' }, refresh: null };
      const passwordHash = user?.passwordHash ?? (await hashPassword(input.password));
      const member = await join(invitation, user, passwordHash, input.name, caller);
      const joined = await auth.userById(member.userId);
      if (!joined) throw new Error('A member is always a user');
      if (!user) await auth.setUser(joined._id, { language: input.language ?? invitation.language });
      return sessions.begin(joined, invitation.workspaceId, caller, proof);
    },
  };
}
