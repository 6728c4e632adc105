import type { Id } from '../../shared/ids.ts';
import { plainTextOf } from '../conversations/richText.ts';
import { createAbout } from '../notifications/about.ts';
import { notificationCommands, notificationQueries } from '../notifications/handlers.ts';
import { mailJob } from '../notifications/mail/job.ts';
import { createUnsubscribing } from '../notifications/mail/unsubscribing.ts';
import { pushJob } from '../notifications/push/job.ts';
import { createPushKeys } from '../notifications/push/keys.ts';
import { createSubscribing } from '../notifications/push/subscribing.ts';
import { createNotificationReads } from '../notifications/reads.ts';
import { guardedPost } from '../platform/guardedPost.ts';
import type { Ground } from './ground.ts';
import type { Mail } from './mail.ts';
import type { People } from './people.ts';
import type { Talk } from './talk.ts';
import type { Tickets } from './tickets.ts';

/** How members are told of what concerns them: the bell, push messages, mail. */
export function createNotices(
  { config, secrets, auth, unitOfWork, clock }: Ground,
  { members }: People,
  { tickets, channelStore, notifications, notificationStore, preferences, pushes, digests }: Tickets,
  { commentStore, messageStore }: Talk,
  mail: Mail,
  outside: { publicUrl: () => string; isHere: (workspaceId: Id, memberId: Id) => boolean },
) {
  const { pushServices, mailFrom, digestMs } = config;
  const about = createAbout({
    said: { comments: commentStore.findMany, messages: messageStore.findMany },
    auth,
    teamsOf: members.teamsOf,
    textOf: plainTextOf,
  });
  const reads = createNotificationReads({ store: notificationStore, tickets, about });
  const pushKeys = createPushKeys({ store: pushes, secrets });
  const common = { notifications: notificationStore, preferences, auth, tickets, about, clock };

  const unsubscribing = createUnsubscribing({ secrets, auth, preferences, unitOfWork, publicUrl: outside.publicUrl });

  return {
    reads,
    unsubscribing,
    queries: notificationQueries({ reads, pushKeys }),
    commands: notificationCommands({
      notifications,
      preferences,
      subscribing: createSubscribing({ store: pushes, trusted: pushServices }),
    }),
    jobs: {
      'notification.push': pushJob({
        ...common,
        store: pushes,
        keys: pushKeys,
        trusted: pushServices,
        contact: () =>
          outside.publicUrl().startsWith('https:') ? outside.publicUrl() : `mailto:${mailFrom ?? 'baton@localhost'}`,
        post: (url, given) => guardedPost(url, given, pushServices),
      }),
      'notification.mail': mailJob({
        ...common,
        store: digests,
        unitOfWork,
        isHere: outside.isHere,
        isOurs: async (address) => (await channelStore.byAddresses([address.toLowerCase()])).length > 0,
        senderOf: mail.senderOf,
        post: mail.post,
        publicUrl: outside.publicUrl,
        unsubscribeUrl: unsubscribing.urlFor,
        delayMs: digestMs,
      }),
    },
  };
}

export type Notices = ReturnType<typeof createNotices>;
