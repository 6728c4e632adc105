import type { CommandHandlers, QueryHandlers } from '../rpc/handler.ts';
import type { NotificationReads } from './reads.ts';
import type { NotificationService } from './service.ts';

export const notificationQueries = (reads: NotificationReads): QueryHandlers<'notification.list'> => ({
  'notification.list': (actor, input) => reads.list(actor, input),
});

export const notificationCommands = (
  notifications: NotificationService,
): CommandHandlers<'notification.acknowledge' | 'notification.acknowledgeAll'> => ({
  'notification.acknowledge': (tx, actor, { notificationId }) => notifications.acknowledge(tx, actor, notificationId),
  'notification.acknowledgeAll': (tx, actor) => notifications.acknowledgeAll(tx, actor),
});
