import './words/load.ts';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedNotification } from '../../shared/contract/notifications.ts';
import type { NotificationView } from '../../shared/entities.ts';
import { hoursFor, isQuiet } from '../../shared/quiet.ts';
import { useScreen, useScreenState, useShown } from '../connection/screenContext.ts';
import { useStore } from '../connection/store.ts';
import { usePresenceTold } from '../presence/telling.ts';
import { session } from '../session/session.ts';
import { idsOf } from '../tickets/survivor.ts';
import { usePlace } from '../views/place.ts';
import { closeTold, hearPushed, renewPush } from './push.ts';
import { acknowledge } from './seen.ts';
import { sound } from './sound.ts';
import { type Toast, Toasts } from './toasts.tsx';
import { ticketOf, toldOf } from './told.ts';
import { panelOpen, unreadIn } from './unread.ts';
import { useNews } from './useNews.ts';
import { useRightsTold } from './useRightsTold.ts';

/** More at once are told as a number: nobody reads a tower. */
const oneByOne = 3;

/** Who listens for the reader: toasts, sounds, words for his ear, and what he tells colleagues by being here. */
export default function Attendant() {
  // After rights have changed there is nothing to show for a moment.
  return useScreenState((state) => state.shown !== null) ? <Attending /> : null;
}

function Attending() {
  const { ticketId } = usePlace();
  usePresenceTold(ticketId ?? null);
  useFirstThing();
  useRightsTold();
  useSeenHere(ticketId);
  usePushed();
  return <News ticketId={ticketId} />;
}

/** Mentions that waited are the first thing after signing in. product: M5 */
function useFirstThing(): void {
  const anew = useStore(session, (now) => now.at === 'signedIn' && now.anew);
  const mentions = useShown((state) => unreadIn(state, 'mentions'));
  useEffect(() => {
    if (!anew) return;
    if (mentions > 0) panelOpen.set(() => true);
    session.set((now) => (now.at === 'signedIn' ? { ...now, anew: false } : now));
  }, [anew, mentions]);
}

const isVisible = () => document.visibilityState === 'visible';

/** Whoever has the ticket before his eyes has seen what it was about; a mention still waits for his word. */
function useSeenHere(ticketId: string | undefined): void {
  const screen = useScreen();
  const notifications = useShown((state) => state.notifications);
  const merged = useShown((state) => (ticketId ? state.tickets[ticketId]?.merged : undefined));
  useEffect(() => {
    if (!ticketId) return;
    const ids = idsOf({ id: ticketId, merged });
    const look = () => {
      if (!isVisible()) return;
      const here = Object.values(notifications).filter((one) => one.lane === 'other' && ids.includes(one.ticketId));
      for (const { id } of here) void acknowledge(screen, id);
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [screen, ticketId, merged, notifications]);
}

/** What the browser was told by push leads here, and goes when it has been seen. */
function usePushed(): void {
  const screen = useScreen();
  const navigate = useNavigate();
  const notifications = useShown((state) => state.notifications);
  useEffect(() => hearPushed((path) => void navigate({ href: path })), [navigate]);
  useEffect(() => {
    void renewPush(screen).catch(() => {});
  }, [screen]);
  useEffect(() => {
    void closeTold((id) => !(id in notifications)).catch(() => {});
  }, [notifications]);
}

function News({ ticketId }: { ticketId: string | undefined }) {
  const { t } = useTranslation('notices');
  const { members, preferences } = useShown((state) => state);
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const [said, setSaid] = useState<{ text: string; about: readonly string[] }>({ text: '', about: [] });
  const lost = useShown((state) => state.lost);

  const wants = ({ topic }: { topic: NotificationView['topic'] }, way: 'toast' | 'sound') =>
    preferences.topics[topic][way] && !isQuiet(hoursFor(preferences.quiet, topic), new Date());
  /** Before the reader's eyes already: in the open panel, or as the ticket he looks at. */
  const inSight = (one: NotificationView) =>
    isVisible() && (panelOpen.get() || (one.lane === 'other' && one.ticketId === ticketId));

  function tell(items: ListedNotification[]): void {
    if (items.some((item) => wants(item, 'sound'))) sound();
    const wanted = items.filter((item) => wants(item, 'toast'));
    const [first] = wanted;
    if (!first) return;
    const words = toldOf(t, first, members);
    setSaid({
      text:
        wanted.length === 1 ? `${words}. ${ticketOf(first)}. ${first.snippet}` : t('many', { count: wanted.length }),
      about: wanted.map(({ ticketId: id }) => id),
    });
    const shown = wanted.filter((item) => !inSight(item));
    setToasts((now) =>
      shown.length > oneByOne
        ? [{ id: `many ${first.id}`, count: shown.length }]
        : [...now, ...shown.map((item) => ({ id: item.id, item }))].slice(-oneByOne),
    );
  }
  useNews((one) => panelOpen.get() || !inSight(one), tell);

  const notifications = useShown((state) => state.notifications);
  // Acknowledged elsewhere meanwhile.
  const current = toasts.filter((toast) => 'count' in toast || toast.id in notifications);
  return (
    <>
      <p aria-live="polite" className="sr-only">
        {said.about.some((id) => id in lost) ? '' : said.text}
      </p>
      <Toasts
        toasts={current}
        onGone={(id) => setToasts((now) => now.filter((toast) => toast.id !== id))}
        onAll={() => panelOpen.set(() => true)}
      />
    </>
  );
}
