import { z } from 'zod';
import { canSee } from '../../../shared/access.ts';
import type { Lane, Language, Mailbox, PreferencesView } from '../../../shared/entities.ts';
import { Id } from '../../../shared/ids.ts';
import { hoursFor, quietUntil } from '../../../shared/quiet.ts';
import { rightsOf } from '../../auth/actor.ts';
import type { AuthStore, Member, User } from '../../auth/store.ts';
import type { UnitOfWork } from '../../events/unitOfWork.ts';
import { Hopeless, type JobHandler } from '../../jobs/worker.ts';
import { type Clock, newId } from '../../platform/clock.ts';
import type { Ticket } from '../../tickets/model.ts';
import type { TicketService } from '../../tickets/service.ts';
import type { AboutThem } from '../about.ts';
import { type Notification, pathOf } from '../model.ts';
import type { ChosenPreferences } from '../preferences/choosing.ts';
import { tellsBy } from '../preferences/model.ts';
import type { NotificationStore } from '../store.ts';
import { ticketWords, wordsIn } from '../words.ts';
import { type DigestStore, digestKey } from './store.ts';

const Payload = z.object({ memberId: Id, digestId: z.string() });

/** So many stand in one mail; the rest wait in the bell. */
const listed = 20;
/** Of each lane: more than anybody leaves unread in one go. */
const looked = 100;
/** Whoever is here, and has not acknowledged it for so long, has seen it. */
const worthMs = 3 * 24 * 60 * 60_000;

/** A mail that lists notifications, each with its link. */
export interface DigestMail {
  /** The same for every try. */
  id: string;
  from: Mailbox;
  to: string;
  language: Language;
  subject: string;
  paragraphs: string[];
  entries: { title: string; text: string; url: string }[];
  link: { words: string; url: string };
  unsubscribeUrl: string;
  at: Date;
}

type Sent = { kind: 'sent' | 'refused' | 'later' | 'unknown'; words?: string };

/**
 * One mail to somebody who was away, for all that came up meanwhile. Written only of what he has not acknowledged, may
 * see at this moment and wants mailed; while he is here it waits, in his quiet hours, too. product: M6.
 */
export function mailJob(deps: {
  store: DigestStore;
  notifications: NotificationStore;
  preferences: ChosenPreferences;
  auth: AuthStore;
  tickets: TicketService;
  about: AboutThem;
  unitOfWork: UnitOfWork;
  isHere: (workspaceId: Id, memberId: Id) => boolean;
  /** Mail to an address of our own would come back as a ticket. */
  isOurs: (address: string) => Promise<boolean>;
  senderOf: (workspaceId: Id) => Promise<Mailbox>;
  post: (mail: DigestMail) => Promise<Sent>;
  publicUrl: () => string;
  unsubscribeUrl: (workspaceId: Id, memberId: Id) => string;
  delayMs: number;
  clock: Clock;
}): JobHandler {
  const { store, notifications, preferences, auth, tickets, clock } = deps;

  /** Ends this mail; with `again`, another look follows then. What was mailed is marked in the same step. */
  const settle = (workspaceId: Id, memberId: Id, digestId: string, mailed: Notification[], again: Date | null) =>
    deps.unitOfWork.run(workspaceId, null, async (tx) => {
      const key = digestKey(workspaceId, memberId);
      const found = await store.find(key, tx.session);
      if (found?.digestId !== digestId) return;
      const next = again ? newId(clock) : null;
      await store.put({ _id: key, workspaceId, memberId, digestId: next, dueAt: again }, tx.write());
      if (mailed.length > 0) {
        const ids = mailed.map(({ _id }) => _id);
        for (const one of await notifications.findMany(workspaceId, ids, tx.session))
          notifications.replace({ ...one, mailedAt: tx.now }, tx.write());
      }
      if (next && again) tx.later({ kind: 'notification.mail', payload: { memberId, digestId: next }, runAt: again });
    });

  /** What he would be mailed of, were he away and not at peace: mentions first, the newest first. */
  async function waiting(member: Member, chosen: PreferencesView): Promise<{ told: Notification; ticket: Ticket }[]> {
    const { workspaceId, userId } = member;
    const lane = (name: Lane) => notifications.notMailed(workspaceId, userId, name, looked);
    const open = [...(await lane('mentions')), ...(await lane('other'))];
    const since = clock.now().getTime() - worthMs;
    const wanted = open.filter(({ topic, at }) => tellsBy(chosen, topic, 'mail') && at.getTime() >= since);
    const found = await tickets.findCurrent(workspaceId, [...new Set(wanted.map(({ ticketId }) => ticketId))]);
    return wanted.flatMap((told) => {
      const ticket = found.get(told.ticketId);
      return ticket && canSee(rightsOf(member), ticket) ? [{ told, ticket }] : [];
    });
  }

  async function write(
    { workspaceId, userId }: Member,
    user: User,
    digestId: string,
    items: { told: Notification; ticket: Ticket }[],
  ): Promise<DigestMail> {
    const language = user.language ?? 'en';
    const words = wordsIn[language];
    const shown = items.slice(0, listed);
    const about = await deps.about(
      workspaceId,
      shown.map(({ told }) => told),
    );
    const workspace = (await auth.workspaceById(workspaceId))?.name ?? '';
    const count = items.length;
    const line = (told: Notification, ticket: Ticket) =>
      words.told[told.topic]({ name: about.get(told._id)?.name ?? null, ticket: ticketWords(ticket) });
    const [first] = shown;
    return {
      id: digestId,
      from: await deps.senderOf(workspaceId),
      to: user.email,
      language,
      subject: count === 1 && first ? line(first.told, first.ticket) : words.subject({ count, workspace }),
      paragraphs: [
        words.intro({ count, workspace }),
        ...(count > listed ? [words.more(count - listed)] : []),
        words.why,
      ],
      entries: shown.map(({ told, ticket }) => ({
        title: line(told, ticket),
        text: about.get(told._id)?.snippet ?? '',
        url: `${deps.publicUrl()}${pathOf(told)}`,
      })),
      link: { words: words.open, url: `${deps.publicUrl()}/` },
      unsubscribeUrl: deps.unsubscribeUrl(workspaceId, userId),
      at: clock.now(),
    };
  }

  return async ({ workspaceId, payload }) => {
    const { memberId, digestId } = Payload.parse(payload);
    const digest = await store.find(digestKey(workspaceId, memberId));
    if (digest?.digestId !== digestId) return;
    const done = (mailed: Notification[], again: Date | null) => settle(workspaceId, memberId, digestId, mailed, again);
    const [member, user] = await Promise.all([auth.member(workspaceId, memberId), auth.userById(memberId)]);
    if (!member || !user || member.suspended || (await deps.isOurs(user.email))) return done([], null);
    const chosen = await preferences.of(workspaceId, memberId);
    const items = await waiting(member, chosen);
    if (items.length === 0) return done([], null);
    const now = clock.now();
    if (deps.isHere(workspaceId, memberId)) return done([], new Date(now.getTime() + deps.delayMs));
    const endOf = ({ told }: { told: Notification }) => quietUntil(hoursFor(chosen.quiet, told.topic), now);
    const free = items.filter((one) => endOf(one) === null);
    const held = items.map(endOf).find((end) => end !== null) ?? null;
    if (free.length === 0) return done([], held);
    const { kind, words = 'The mail did not go out' } = await deps.post(await write(member, user, digestId, free));
    if (kind === 'refused') {
      await done(
        free.map(({ told }) => told),
        held,
      );
      throw new Hopeless(words);
    }
    if (kind !== 'sent') throw new Error(words);
    await done(
      free.map(({ told }) => told),
      held,
    );
  };
}
