import { z } from 'zod';
import { Lane, NoticePreferences, NotificationView, PreferencesView, TicketRef } from '../entities.ts';
import { Cursor } from '../ids.ts';
import { command, query } from './call.ts';

/** A notification as a list shows it. */
export const ListedNotification = NotificationView.extend({
  ticket: TicketRef,
  /** Who wrote, when that is no colleague: the customer's name. */
  who: z.string().nullable(),
  /** The first words of the comment or message it is about, at most 200 characters, one line. */
  snippet: z.string(),
});
export type ListedNotification = z.infer<typeof ListedNotification>;

/** Of a push service, as the browser names it. */
const Endpoint = z.url().max(2000);
const Key = z.string().regex(/^[A-Za-z0-9_-]{16,200}$/, 'must be base64url');

export const notificationCalls = {
  'notification.list': query(
    'What you have been told, newest first; only of tickets that are open to you now. `open`: only what you have not acknowledged.',
    z.strictObject({
      lane: Lane,
      open: z.boolean().optional(),
      cursor: Cursor.nullable().optional(),
      limit: z.int().min(1).max(200).optional(),
    }),
    z.object({ items: z.array(ListedNotification), next: Cursor.nullable() }),
  ),
  'notification.acknowledge': command(
    'You have seen it. Until then it stays.',
    z.strictObject({ notificationId: z.string().max(200) }),
    z.object({ notificationId: z.string() }),
  ),
  'notification.acknowledgeAll': command(
    'You have seen all but your mentions, which are acknowledged one by one.',
    z.strictObject({}),
    z.object({ count: z.int() }),
  ),
  'notification.setPreferences': command(
    'How you are told of what, and when you are left in peace. Mentions are always kept in the bell.',
    NoticePreferences,
    PreferencesView,
  ),
  'push.key': query(
    'The public key a browser subscribes to push messages with.',
    z.strictObject({}),
    z.object({ publicKey: z.string() }),
  ),
  'push.subscribe': command(
    'From now on this browser is told by push, as long as you are signed in there. The endpoint must be of a known push service.',
    z.strictObject({ endpoint: Endpoint, keys: z.strictObject({ p256dh: Key, auth: Key }) }),
    z.object({ subscriptionId: z.string() }),
  ),
  'push.unsubscribe': command(
    'This browser is told nothing any more.',
    z.strictObject({ endpoint: Endpoint }),
    z.object({ removed: z.boolean() }),
  ),
};
