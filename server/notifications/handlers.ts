import type { CommandHandlers, QueryHandlers } from '../rpc/handler.ts';
import type { ChosenPreferences } from './preferences/choosing.ts';
import type { VapidKeys } from './push/keys.ts';
import type { Subscribing } from './push/subscribing.ts';
import type { NotificationReads } from './reads.ts';
import type { NotificationService } from './service.ts';

export const notificationQueries = (deps: {
  reads: NotificationReads;
  pushKeys: () => Promise<VapidKeys>;
}): QueryHandlers<'notification.list' | 'push.key'> => ({
  'notification.list': (actor, input) => deps.reads.list(actor, input),
  'push.key': async () => ({ publicKey: (await deps.pushKeys()).publicKey }),
});

export const notificationCommands = (deps: {
  notifications: NotificationService;
  preferences: ChosenPreferences;
  subscribing: Subscribing;
}): CommandHandlers<
  | 'notification.acknowledge'
  | 'notification.acknowledgeAll'
  | 'notification.setPreferences'
  | 'keyboard.setKeys'
  | 'push.subscribe'
  | 'push.unsubscribe'
> => ({
  'notification.acknowledge': (tx, actor, { notificationId }) =>
    deps.notifications.acknowledge(tx, actor, notificationId),
  'notification.acknowledgeAll': (tx, actor) => deps.notifications.acknowledgeAll(tx, actor),
  'notification.setPreferences': (tx, actor, input) => deps.preferences.set(tx, actor, input),
  'keyboard.setKeys': (tx, actor, input) => deps.preferences.setKeys(tx, actor, input),
  'push.subscribe': (tx, actor, input) => deps.subscribing.subscribe(tx, actor, input),
  'push.unsubscribe': (tx, actor, input) => deps.subscribing.unsubscribe(tx, actor, input),
});
