import webPush from 'web-push';
import { z } from 'zod';
import { canSee } from '../../../shared/access.ts';
import type { Language } from '../../../shared/entities.ts';
import { hoursFor, isQuiet } from '../../../shared/quiet.ts';
import { rightsOf } from '../../auth/actor.ts';
import type { AuthStore } from '../../auth/store.ts';
import { Hopeless, type JobHandler } from '../../jobs/worker.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Posted } from '../../platform/guardedPost.ts';
import type { TicketService } from '../../tickets/service.ts';
import type { AboutThem } from '../about.ts';
import { type Notification, pathOf } from '../model.ts';
import type { ChosenPreferences } from '../preferences/choosing.ts';
import { tellsBy } from '../preferences/model.ts';
import type { NotificationStore } from '../store.ts';
import { ticketWords, wordsIn } from '../words.ts';
import type { VapidKeys } from './keys.ts';
import { isPushService, type Subscription } from './model.ts';
import type { PushStore } from './store.ts';

const Payload = z.object({ notificationId: z.string(), subscriptionId: z.string() });

/** What is older is no news; it waits in the bell. */
const newsMs = 24 * 60 * 60_000;

/** A browser that is gone, or that subscribed with other keys. */
const goneStatuses = new Set([401, 403, 404, 410]);

/** What the service worker is handed (client/public/push.js). */
interface Message {
  id: string;
  title: string;
  body: string;
  path: string;
  lang: Language;
}

/**
 * Tells one browser of one notification. Everything is read anew: whether he has seen it meanwhile, may still see the
 * ticket, wants to be told, and is still signed in there. product: M6, A3.
 */
export function pushJob(deps: {
  store: PushStore;
  notifications: NotificationStore;
  preferences: ChosenPreferences;
  auth: AuthStore;
  tickets: TicketService;
  about: AboutThem;
  keys: () => Promise<VapidKeys>;
  trusted: readonly string[];
  /** Whom a push service may complain to: an https: or mailto: address. */
  contact: () => string;
  post: (url: string, given: { headers: Record<string, string | number>; body: Buffer }) => Promise<Posted>;
  clock: Clock;
}): JobHandler {
  const { store, notifications, preferences, auth, tickets, clock } = deps;

  async function isSignedIn({ sessionId, memberId, workspaceId }: Subscription): Promise<boolean> {
    const session = await auth.session(sessionId);
    if (!session || session.endedAt || session.expiresAt <= clock.now()) return false;
    return session.userId === memberId && session.workspaceId === workspaceId;
  }

  /** Null when there is nothing to say to him, or not any more. */
  async function messageFor({ workspaceId, memberId }: Subscription, told: Notification): Promise<Message | null> {
    const now = clock.now();
    if (told.acknowledgedAt || told.memberId !== memberId || told.at.getTime() < now.getTime() - newsMs) return null;
    const chosen = await preferences.of(workspaceId, memberId);
    if (!tellsBy(chosen, told.topic, 'push') || isQuiet(hoursFor(chosen.quiet, told.topic), now)) return null;
    const [user, words] = await Promise.all([auth.userById(memberId), deps.about(workspaceId, [told])]);
    const said = words.get(told._id);
    const lang = user?.language ?? 'en';
    // Last of all, so that nothing changes between.
    const [member, ticket] = await Promise.all([
      auth.member(workspaceId, memberId),
      tickets.find(workspaceId, told.ticketId),
    ]);
    if (!member || !ticket || !said || !canSee(rightsOf(member), ticket)) return null;
    const title = wordsIn[lang].told[told.topic]({ name: said.name, ticket: ticketWords(ticket) });
    return { id: told._id, title, body: said.snippet, path: pathOf(told), lang };
  }

  async function send(to: Subscription, message: Message, urgent: boolean): Promise<Posted> {
    const keys = await deps.keys();
    const { headers, body } = webPush.generateRequestDetails(
      { endpoint: to.endpoint, keys: { p256dh: to.p256dh, auth: to.auth } },
      JSON.stringify(message),
      {
        vapidDetails: { subject: deps.contact(), ...keys },
        TTL: newsMs / 1000,
        urgency: urgent ? 'high' : 'normal',
        contentEncoding: 'aes128gcm',
      },
    );
    return deps.post(to.endpoint, {
      headers: headers as Record<string, string | number>,
      body: body ?? Buffer.alloc(0),
    });
  }

  return async ({ workspaceId, payload }) => {
    const { notificationId, subscriptionId } = Payload.parse(payload);
    const to = await store.find(subscriptionId);
    if (!to || to.workspaceId !== workspaceId) return;
    if (!(await isSignedIn(to)) || !isPushService(to.endpoint, deps.trusted))
      return void (await store.remove([to._id]));
    const told = await notifications.find(workspaceId, notificationId);
    const message = told && (await messageFor(to, told));
    if (!message) return;
    const { status } = await send(to, message, told.topic === 'mention');
    if (status >= 200 && status < 300) return;
    if (goneStatuses.has(status)) return void (await store.remove([to._id]));
    const words = `The push service answered ${status}`;
    throw status === 400 || status === 413 ? new Hopeless(words) : new Error(words);
  };
}
