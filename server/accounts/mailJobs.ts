import { z } from 'zod';
import { Language, type Mailbox } from '../../shared/entities.ts';
import { Id } from '../../shared/ids.ts';
import type { KeepDeed } from '../auth/deeds.ts';
import type { AuthStore, User } from '../auth/store.ts';
import type { Job } from '../jobs/store.ts';
import { Hopeless, type JobHandler } from '../jobs/worker.ts';
import type { Clock } from '../platform/clock.ts';
import type { Storage } from '../storage/connection.ts';
import type { LinkTokens } from './linkTokens.ts';
import { type Notice, type Written, wordsIn } from './mails.ts';
import type { AccountStore } from './store.ts';

const InvitationMail = z.object({ invitationId: Id, linkId: Id });
const ForgotMail = z.object({ linkId: Id, email: z.string(), language: Language.nullable(), at: z.number() });

const FactorMail = z.object({ userId: Id, byId: Id, at: z.number() });

const linkMs = 60 * 60_000;
/** So many mails with a link may one account get in the time one of them is good; more are not written. */
const mailsPerLinkTime = 3;

/** What became of a mail: gone, refused for good, or to be tried again. */
export type Post = (notice: Notice) => Promise<{ kind: 'sent' | 'refused' | 'later' | 'unknown'; words?: string }>;

/** The jobs that write to people. A mail that may have arrived is sent again: it holds the same link. */
export function accountJobs(deps: {
  store: AccountStore;
  auth: AuthStore;
  storage: Storage;
  links: LinkTokens;
  post: Post;
  /** Whom a mail comes from: the workspace's own address, if it has one. */
  senderOf: (workspaceId: Id | null) => Promise<Mailbox>;
  publicUrl: () => string;
  keepDeed: KeepDeed;
  clock: Clock;
}): Record<'account.mail' | 'account.forgot' | 'account.factorReset', JobHandler> {
  const { store, auth, storage, links, post, publicUrl, clock } = deps;

  async function mustGo(notice: Omit<Notice, 'at' | keyof Written>, written: Written): Promise<void> {
    const handover = await post({ ...notice, ...written, at: clock.now() });
    if (handover.kind === 'sent') return;
    const words = handover.words ?? 'The mail did not go out';
    throw handover.kind === 'refused' ? new Hopeless(words) : new Error(words);
  }

  async function invite(payload: unknown): Promise<void> {
    const { invitationId, linkId } = InvitationMail.parse(payload);
    const invitation = await store.invitation(invitationId);
    const over = !invitation || invitation.endedAt || invitation.linkId !== linkId;
    if (over || invitation.expiresAt <= clock.now()) return;
    const { workspaceId, language, email } = invitation;
    const workspace = await auth.workspaceById(workspaceId);
    const inviter = await auth.member(workspaceId, invitation.invitedBy);
    const url = `${publicUrl()}/join/${links.tokenOf('invitation', linkId)}`;
    const written = wordsIn[language].invitation({
      workspace: workspace?.name ?? '',
      inviter: inviter?.name ?? '',
      url,
    });
    await mustGo({ id: linkId, from: await deps.senderOf(workspaceId), to: email, language }, written);
  }

  /**
   * Makes the link, once, however often the job runs; false when this account has had enough of them. It writes to the
   * user first, so that two at once count one after the other.
   */
  const linkMade = (user: User, linkId: Id, language: Language, workspaceIds: Id[], at: Date): Promise<boolean> =>
    storage.transaction(async (session) => {
      await auth.setUser(user._id, { linkAskedAt: at }, session);
      if (await store.link(linkId, session)) return true;
      const since = new Date(at.getTime() - linkMs);
      if ((await store.linksSince(user._id, since, session)) >= mailsPerLinkTime) return false;
      const tokenHash = links.hashOf(links.tokenOf('password', linkId));
      const times = { createdAt: at, expiresAt: new Date(at.getTime() + linkMs), usedAt: null };
      await store.insertLink({ _id: linkId, userId: user._id, tokenHash, language, ...times }, session);
      await deps.keepDeed(workspaceIds, { action: 'password.forgotten', actorId: user._id }, session);
      return true;
    });

  async function forgot(payload: unknown): Promise<void> {
    const { linkId, email, language: asked, at } = ForgotMail.parse(payload);
    const user = await auth.userByEmail(email);
    const members = (await auth.membershipsOf(user?._id ?? '')).filter((member) => !member.suspended);
    const [first] = members;
    if (!user || !first || at + linkMs <= clock.now().getTime()) return;
    const language = user.language ?? asked ?? 'en';
    const workspaceIds = members.map((member) => member.workspaceId);
    if (!(await linkMade(user, linkId, language, workspaceIds, new Date(at)))) return;
    const url = `${publicUrl()}/reset/${links.tokenOf('password', linkId)}`;
    const from = await deps.senderOf(first.workspaceId);
    await mustGo({ id: linkId, from, to: user.email, language }, wordsIn[language].password({ url }));
  }

  /** So that nobody's second factor goes without its owner hearing of it. */
  async function factorReset({ _id, workspaceId, payload }: Job): Promise<void> {
    const { userId, byId } = FactorMail.parse(payload);
    const user = await auth.userById(userId);
    const admin = await auth.member(workspaceId, byId);
    if (!user) return;
    const language = user.language ?? 'en';
    const workspace = await auth.workspaceById(workspaceId);
    const given = {
      workspace: workspace?.name ?? '',
      admin: admin?.name ?? '',
      url: `${publicUrl()}/settings/security`,
    };
    const notice = { id: _id, from: await deps.senderOf(workspaceId), to: user.email, language };
    await mustGo(notice, wordsIn[language].factorReset(given));
  }

  return {
    'account.factorReset': factorReset,
    'account.mail': ({ payload }) => invite(payload),
    'account.forgot': ({ payload }) => forgot(payload),
  };
}
