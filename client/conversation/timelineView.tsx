import { ArrowDown, MessageSquareDashed } from 'lucide-react';
import { startTransition, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageView, TicketView } from '../../shared/entities.ts';
import { CommentCard } from '../comments/commentCard.tsx';
import { outgoingOf } from '../comments/outgoing.ts';
import { useLit } from '../comments/useLit.ts';
import type { Answer } from '../composer/answer.ts';
import type { Thread } from '../connection/reach.ts';
import { useScreen, useScreenState, useShown } from '../connection/screenContext.ts';
import { useSteadyScroll } from '../connection/steadyScroll.ts';
import { useStore } from '../connection/store.ts';
import { dayKey, dayOf } from '../i18n/format.ts';
import { useClock } from '../i18n/useClock.ts';
import { waitingComments, waitingReplies } from '../outbox/entry.ts';
import { outboxOf } from '../outbox/outbox.ts';
import { Button } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { Bar } from '../ui/skeleton.tsx';
import { usePlace } from '../views/place.ts';
import { Announcer } from './announcer.tsx';
import { ChangesLine } from './changesLine.tsx';
import { Choosable } from './choosable.tsx';
import { MessageCard } from './messageCard.tsx';
import { floorOf } from './thread.ts';
import { itemsOf } from './timeline.ts';
import { useBottom } from './useBottom.ts';

const byId = <T extends { id: string }>(all: readonly T[]): T[] => [
  ...new Map(all.map((one) => [one.id, one])).values(),
];

/** More than fills the window: what is painted first. The rest follows by so many, and holds up nothing. */
const [firstLook, atATime] = [8, 20];

/** How many items, counted from the last, stand on the page. Whoever is led to one further up needs all at once. */
function useGrowing(here: boolean, total: number): number {
  const { commentId, messageId } = usePlace();
  const [count, setCount] = useState(firstLook);
  const all = count >= total || commentId !== undefined || messageId !== undefined;
  useEffect(() => {
    if (!here || total === 0 || count === Number.POSITIVE_INFINITY) return;
    if (all) return setCount(Number.POSITIVE_INFINITY);
    const frame = requestAnimationFrame(() => startTransition(() => setCount(count + atATime)));
    return () => cancelAnimationFrame(frame);
  }, [here, total, count, all]);
  return all ? Number.POSITIVE_INFINITY : count;
}

/**
 * Have all of them been laid out, so that their heights are known? Those out of sight then cost nothing, and coming
 * back into sight they are as tall as they were.
 */
function useLaidOut(whole: boolean, total: number): boolean {
  const [laidOut, setLaidOut] = useState(0);
  useEffect(() => {
    if (!whole || total === 0) return;
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => setLaidOut(total));
    });
    return () => cancelAnimationFrame(frame);
  }, [whole, total]);
  return whole && laidOut === total;
}

interface TimelineViewProps {
  ticket: TicketView;
  thread: Thread | undefined;
  onEarlier: () => Promise<void>;
  onRetry: () => void;
  onReply: ((answer: Answer) => void) | undefined;
  onIdentify: ((message: MessageView) => void) | undefined;
  /** Messages are being chosen: which are. */
  chosen: ReadonlySet<string> | undefined;
  onChosen: (chosen: ReadonlySet<string>) => void;
}

export function TimelineView({
  ticket,
  thread,
  onEarlier,
  onRetry,
  onReply,
  onIdentify,
  chosen,
  onChosen,
}: TimelineViewProps) {
  const { t } = useTranslation();
  const clock = useClock();
  const timeline = useShown((state) => state.timelines[ticket.id]);
  const members = useShown((state) => state.members);
  const contacts = useShown((state) => state.contacts);
  const allOutgoing = useScreenState((state) => state.outgoing);
  const here = thread?.state === 'here';
  const screen = useScreen();
  const commentsOut = useStore(outgoingOf(screen), (value) => value);
  const laidBy = useStore(outboxOf(screen).entries, (value) => value);
  const from = thread ? floorOf(thread) : '';
  const complete = from === '';
  const { locale } = clock;
  const items = useMemo(() => {
    if (!timeline || !here) return [];
    const isMissing = (told: Readonly<Record<string, unknown>>, one: { id: string; ticketId: string }) =>
      one.ticketId === ticket.id && !told[one.id];
    const messages = byId([...allOutgoing, ...waitingReplies(laidBy)]).filter((one) =>
      isMissing(timeline.messages, one),
    );
    const comments = byId([...commentsOut, ...waitingComments(laidBy)]).filter((one) =>
      isMissing(timeline.comments, one),
    );
    const day = (at: string) => dayKey(new Date(at), { locale, now: new Date() });
    return itemsOf(timeline, { messages, comments }, from, day);
  }, [timeline, here, allOutgoing, commentsOut, laidBy, ticket.id, from, locale]);
  const onTheirWay = useMemo(
    () => new Set([...allOutgoing, ...waitingReplies(laidBy)].map((message) => message.id)),
    [allOutgoing, laidBy],
  );

  const growing = useGrowing(here, items.length);
  const whole = growing === Number.POSITIVE_INFINITY;
  const laidOut = useLaidOut(whole, items.length);
  const scroller = useRef<HTMLElement>(null);
  const content = useRef<HTMLDivElement>(null);
  useSteadyScroll(scroller);
  const written = items.filter((item) => item.kind === 'message' || item.kind === 'comment');
  const latest = written.findLast((item) => item.kind === 'message')?.message;
  const remark = written.findLast((item) => item.kind === 'comment')?.comment;
  const { away, toBottom, show } = useBottom(scroller, content, here, written.at(-1)?.key);
  const { lit, arrived } = useLit(ticket.id, here, scroller, show);
  const ownOnItsWay = commentsOut.findLast(({ ticketId }) => ticketId === ticket.id)?.id;
  useEffect(() => {
    if (ownOnItsWay) scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
  }, [ownOnItsWay]);

  const heightBefore = useRef<number | null>(null);
  const [reading, setReading] = useState(false);
  const earlier = async () => {
    heightBefore.current = scroller.current?.scrollHeight ?? null;
    setReading(true);
    await onEarlier();
    setReading(false);
  };
  const count = items.length;
  useLayoutEffect(() => {
    if (count === 0 || heightBefore.current === null || !scroller.current) return;
    scroller.current.scrollTop += scroller.current.scrollHeight - heightBefore.current;
    heightBefore.current = null;
  }, [count]);

  const words = { today: t('time.today'), yesterday: t('time.yesterday') };
  return (
    <div className="relative min-h-0 flex-1">
      {here && <Announcer message={latest} comment={remark} />}
      <section
        ref={scroller}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={t('desk.conversationPane')}
        className="h-full overflow-y-auto focus-visible:outline-offset-[-2px]"
      >
        <div
          ref={content}
          className={`flex min-h-full flex-col justify-end gap-2 px-4 py-3 max-md:px-3 [&_article]:[contain-intrinsic-block-size:auto_7rem] ${laidOut ? '[&_article]:[content-visibility:auto]' : ''}`}
        >
          {here && !complete && (
            <Button size="small" look="quiet" disabled={reading} onClick={() => void earlier()} className="self-center">
              {t('conversation.earlier')}
            </Button>
          )}
          {(whole ? items : items.slice(-growing)).map((item) => {
            if (item.kind === 'day') {
              return (
                <h3
                  key={item.key}
                  className="flex items-center gap-3 py-1 text-[0.75rem] text-ink-3 before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line"
                >
                  {dayOf(new Date(item.at), clock, words)}
                </h3>
              );
            }
            if (item.kind === 'changes') return <ChangesLine key={item.key} entries={item.entries} />;
            if (item.kind === 'comment') {
              const { comment } = item;
              return (
                <CommentCard
                  key={item.key}
                  comment={comment}
                  onItsWay={comment.version === 0}
                  lit={lit === comment.id}
                  onLit={arrived}
                />
              );
            }
            const { message } = item;
            const onItsWay = onTheirWay.has(message.id) && !timeline?.messages[message.id];
            return (
              <Choosable key={item.key} message={message} chosen={chosen} onChosen={onChosen}>
                <MessageCard
                  message={message}
                  member={message.memberId ? members[message.memberId] : undefined}
                  contact={message.contactId ? contacts[message.contactId] : undefined}
                  onItsWay={onItsWay}
                  lit={lit === message.id}
                  onLit={arrived}
                  onReply={onItsWay || chosen ? undefined : onReply}
                  onIdentify={chosen ? undefined : onIdentify}
                />
              </Choosable>
            );
          })}
          {here && written.length === 0 && (
            <Empty
              icon={MessageSquareDashed}
              title={t('conversation.noMessages')}
              body={t('conversation.noMessagesHint')}
            />
          )}
          {(!thread || thread.state === 'loading') && <ThreadShape />}
          {(thread?.state === 'failed' || thread?.state === 'cut') && (
            <div role="alert" className="flex flex-col items-center gap-2 py-8 text-ink-2">
              {t('conversation.failed')}
              <Button size="small" onClick={onRetry}>
                {t('list.retry')}
              </Button>
            </div>
          )}
        </div>
      </section>
      {away && (
        <button
          type="button"
          onClick={toBottom}
          className="absolute bottom-2 left-1/2 flex h-7 -translate-x-1/2 animate-arrive items-center gap-1.5 rounded-full border border-line-strong bg-raised px-3 text-[0.75rem] font-medium text-accent-ink shadow-pop max-md:h-11"
        >
          <ArrowDown className="size-3.5" aria-hidden />
          {t('conversation.jumpDown')}
        </button>
      )}
    </div>
  );
}

function ThreadShape() {
  return (
    <div className="flex flex-col gap-2" aria-hidden>
      {['w-2/3', 'w-5/6', 'w-1/2'].map((width) => (
        <div key={width} className="rounded-card border border-line p-3">
          <Bar className="h-3 w-32" />
          <Bar className={`mt-3 ml-9 h-3 ${width}`} />
          <Bar className="mt-2 ml-9 h-3 w-1/3" />
        </div>
      ))}
    </div>
  );
}
