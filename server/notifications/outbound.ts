import type { PreferencesView } from '../../shared/entities.ts';
import type { Id } from '../../shared/ids.ts';
import type { Tx } from '../events/batch.ts';
import { type Clock, newId } from '../platform/clock.ts';
import { type Digest, type DigestStore, digestKey } from './mail/store.ts';
import type { Notification } from './model.ts';
import type { ChosenPreferences } from './preferences/choosing.ts';
import { tellsBy } from './preferences/model.ts';
import type { PushStore } from './push/store.ts';

/** Longer than a job is tried again: whatever waits since then was given up, and does not hold up the next. */
const givenUpMs = 6 * 60 * 60_000;

const isUnderWay = ({ digestId, dueAt }: Digest, now: Date): boolean =>
  digestId !== null && dueAt !== null && dueAt.getTime() > now.getTime() - givenUpMs;

/**
 * What leaves the house of a notification: a push message to each of his browsers, and a place in his next mail. Jobs,
 * written in the transaction that tells him; whether they still should go out is asked when they do.
 */
export function createOutbound(deps: {
  preferences: ChosenPreferences;
  pushes: PushStore;
  digests: DigestStore;
  delayMs: number;
  clock: Clock;
}): (tx: Tx, told: Notification) => void {
  const { preferences, pushes, digests, delayMs, clock } = deps;
  const membersOf = (told: Notification[]): Id[] => [...new Set(told.map(({ memberId }) => memberId))];

  async function push(tx: Tx, told: Notification[]): Promise<void> {
    if (told.length === 0) return;
    const browsers = await pushes.ofMembers(tx.workspaceId, membersOf(told), tx.session);
    for (const { _id: notificationId, memberId } of told) {
      for (const { _id: subscriptionId } of browsers.filter((one) => one.memberId === memberId))
        tx.later({ kind: 'notification.push', payload: { notificationId, subscriptionId } });
    }
  }

  /** One mail waits at a time; whatever comes up meanwhile is in it. */
  async function mail(tx: Tx, told: Notification[]): Promise<void> {
    if (told.length === 0) return;
    const { workspaceId } = tx;
    const members = membersOf(told);
    const keys = members.map((id) => digestKey(workspaceId, id));
    const waiting = await digests.findMany(keys, tx.session);
    for (const memberId of members) {
      const _id = digestKey(workspaceId, memberId);
      if (waiting.some((one) => one._id === _id && isUnderWay(one, tx.now))) continue;
      const digestId = newId(clock);
      const runAt = new Date(tx.now.getTime() + delayMs);
      await digests.put({ _id, workspaceId, memberId, digestId, dueAt: runAt }, tx.write());
      tx.later({ kind: 'notification.mail', payload: { memberId, digestId }, runAt });
    }
  }

  async function flush(tx: Tx, told: Notification[]): Promise<void> {
    const chosen = await preferences.ofMany(tx, membersOf(told));
    const wanting = (way: 'push' | 'mail') =>
      told.filter(({ memberId, topic }) => {
        const his: PreferencesView | undefined = chosen.get(memberId);
        return his !== undefined && tellsBy(his, topic, way);
      });
    await push(tx, wanting('push'));
    await mail(tx, wanting('mail'));
  }

  return (tx, told) => tx.collect('notifications:outbound', [told], flush);
}

export type Outbound = ReturnType<typeof createOutbound>;
