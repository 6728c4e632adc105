import type { Language, NoticePreferences, Topic } from '../../../shared/entities.ts';
import type { Id } from '../../../shared/ids.ts';
import type { AuthStore } from '../../auth/store.ts';
import type { UnitOfWork } from '../../events/unitOfWork.ts';
import type { Secrets } from '../../platform/secret.ts';
import type { ChosenPreferences } from '../preferences/choosing.ts';

const purpose = 'unsubscribe';

/** Whose mails a link ends. */
interface Subscriber {
  workspaceId: Id;
  memberId: Id;
}

const silenced = (topics: NoticePreferences['topics']): NoticePreferences['topics'] =>
  Object.fromEntries(Object.entries(topics).map(([topic, ways]) => [topic, { ...ways, mail: false }])) as Record<
    Topic,
    NoticePreferences['topics'][Topic]
  >;

/**
 * The link in a notification mail that ends such mails: it works without a sign-in, does this one thing, and nobody can
 * make one. It does not run out, for old mails lie in mailboxes for years.
 */
export function createUnsubscribing(deps: {
  secrets: Secrets;
  auth: AuthStore;
  preferences: ChosenPreferences;
  unitOfWork: UnitOfWork;
  publicUrl: () => string;
}) {
  const { secrets, auth, preferences, unitOfWork } = deps;

  function read(token: string): Subscriber | null {
    const [text = '', mac = ''] = token.split('.');
    if (!secrets.verifies(purpose, text, mac)) return null;
    const [workspaceId = '', memberId = ''] = Buffer.from(text, 'base64url').toString().split(' ');
    return { workspaceId, memberId };
  }

  return {
    urlFor(workspaceId: Id, memberId: Id): string {
      const text = Buffer.from(`${workspaceId} ${memberId}`).toString('base64url');
      return `${deps.publicUrl()}/unsubscribe/${text}.${secrets.sign(purpose, text)}`;
    },

    /** Whom a link is for, and what he reads; null for a link that is none of ours, or of somebody who has left. */
    async about(token: string): Promise<{ language: Language; workspace: string } | null> {
      const subscriber = read(token);
      const member = subscriber && (await auth.member(subscriber.workspaceId, subscriber.memberId));
      if (!member) return null;
      const [user, workspace] = await Promise.all([
        auth.userById(member.userId),
        auth.workspaceById(member.workspaceId),
      ]);
      return { language: user?.language ?? 'en', workspace: workspace?.name ?? '' };
    },

    /** He is mailed no more, of anything; everything else stays as he has chosen. Twice is once. */
    async end(token: string): Promise<void> {
      const subscriber = read(token);
      if (!subscriber) return;
      const { workspaceId, memberId } = subscriber;
      await unitOfWork.run(workspaceId, null, async (tx) => {
        const { topics, quiet } = await preferences.of(workspaceId, memberId, tx.session);
        await preferences.set(tx, { id: memberId }, { topics: silenced(topics), quiet });
      });
    },
  };
}

export type Unsubscribing = ReturnType<typeof createUnsubscribing>;
