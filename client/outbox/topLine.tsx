import { RefreshCw, TriangleAlert, WifiOff } from 'lucide-react';
import { type ReactNode, Suspense, useEffect, useLayoutEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { heardAtOf } from '../connection/line.ts';
import { useScreen, useScreenState } from '../connection/screenContext.ts';
import { topLineShown } from '../connection/steadyScroll.ts';
import { useStore } from '../connection/store.ts';
import { timeOf } from '../i18n/format.ts';
import { useClock } from '../i18n/useClock.ts';
import { lazily } from '../ui/lazily.ts';
import { outboxOf } from './outbox.ts';

export const loadWaitingList = () => import('./waitingList.tsx');
const WaitingList = lazily(loadWaitingList);

/** A break that heals within this time is not worth a line. */
const grace = 900;

/** True once it has been so for longer than the grace. */
function useLate(isSo: boolean): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!isSo) return setLate(false);
    const timer = setTimeout(() => setLate(true), grace);
    return () => clearTimeout(timer);
  }, [isSo]);
  return isSo && late;
}

/** How much waits, in words; null when nothing does. */
function useWaiting(): string | null {
  const { t } = useTranslation();
  const entries = useStore(outboxOf(useScreen()).entries, (value) => value);
  const waiting = entries.filter(({ parked }) => parked === null);
  const changes = waiting.filter(({ kind }) => kind === 'change').length;
  const messages = waiting.length - changes;
  const words = [
    messages > 0 && t('line.messagesWait', { count: messages }),
    changes > 0 && t('line.changesWait', { count: changes }),
  ].filter((word) => word !== false);
  return words.length > 0 ? words.join(' · ') : null;
}

/** Says when the screen is not up to date, what waits on this device, and nothing when all is well. */
export function TopLine() {
  const { t } = useTranslation();
  const outbox = outboxOf(useScreen());
  const line = useScreenState((state) => state.line);
  const unconfirmed = useScreenState((state) => state.known !== null && !state.confirmed);
  const progress = useStore(outbox.progress, (value) => value);
  const parked = useStore(outbox.entries, (all) => all.filter((entry) => entry.parked !== null).length);
  const late = useLate(line.at !== 'live' || progress !== null);
  const [listed, setListed] = useState(false);
  const shown = late || parked > 0;
  useLayoutEffect(() => topLineShown.set(() => shown), [shown]);
  const [wasLate, setWasLate] = useState(false);
  useEffect(() => {
    if (late) setWasLate(true);
  }, [late]);
  const open = () => setListed(true);
  return (
    <>
      {/* What is said here is heard: the region is there before its words are. */}
      <div role="status">
        {late && line.at === 'offline' && <Offline onOpen={open} />}
        {late && line.at !== 'offline' && <CatchingUp connecting={line.at === 'connecting'} />}
        {!late && parked > 0 && <Refused count={parked} onOpen={open} />}
        {!shown && wasLate && <span className="sr-only">{t('line.upToDate')}</span>}
      </div>
      {unconfirmed && !late && (
        <span className="pointer-events-none absolute inset-x-0 top-0 z-20 h-0.5 overflow-hidden" aria-hidden>
          <span className="absolute inset-y-0 left-0 w-2/5 animate-progress bg-accent" />
        </span>
      )}
      <Suspense>{listed && <WaitingList onClose={() => setListed(false)} />}</Suspense>
    </>
  );
}

const bar =
  'relative flex h-7 items-center justify-center gap-2 overflow-hidden border-b px-4 text-[0.75rem] max-md:px-2';

function Offline({ onOpen }: { onOpen: () => void }) {
  const { t } = useTranslation();
  const clock = useClock();
  const since = useScreenState((state) => heardAtOf(state.line));
  const waiting = useWaiting();
  return (
    <div className={`${bar} border-wait/25 bg-wait-tint text-wait`}>
      <WifiOff className="size-3.5 shrink-0" aria-hidden />
      <span className="shrink-0 font-medium">
        {since === null ? t('line.offlineNow') : t('line.offline', { time: timeOf(new Date(since), clock) })}
      </span>
      {waiting && (
        <>
          <span aria-hidden>·</span>
          <Link onOpen={onOpen}>{waiting}</Link>
        </>
      )}
      <span className={`truncate text-ink-2 ${waiting ? 'max-md:hidden' : ''}`}>
        {t(waiting ? 'line.storedHere' : 'line.offlineHint')}
      </span>
    </div>
  );
}

function CatchingUp({ connecting }: { connecting: boolean }) {
  const { t } = useTranslation();
  const clock = useClock();
  const progress = useStore(outboxOf(useScreen()).progress, (value) => value);
  const asOf = useScreenState((state) => (state.known && !state.confirmed ? heardAtOf(state.line) : null));
  const share = progress ? progress.done / progress.total : null;
  return (
    <div className={`${bar} border-line bg-sel text-accent-ink`}>
      <RefreshCw className="size-3.5 shrink-0" aria-hidden />
      <span className="shrink-0 font-medium">{t(connecting ? 'line.connecting' : 'line.catchingUp')}</span>
      {progress && <span className="truncate text-ink-2">{t('line.sent', progress)}</span>}
      {!progress && asOf !== null && (
        <span className="truncate text-ink-2">{t('line.asOf', { time: timeOf(new Date(asOf), clock) })}</span>
      )}
      {share === null ? (
        <span className="absolute bottom-0 left-0 h-0.5 w-2/5 animate-progress bg-accent" />
      ) : (
        <span
          className="absolute bottom-0 left-0 h-0.5 bg-accent transition-[width] duration-200"
          style={{ width: `${Math.max(5, share * 100)}%` }}
        />
      )}
    </div>
  );
}

/** What was done offline and the server does not take waits for a word of its author. */
function Refused({ count, onOpen }: { count: number; onOpen: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={`${bar} border-danger/25 bg-danger-tint text-danger`}>
      <TriangleAlert className="size-3.5 shrink-0" aria-hidden />
      <span className="truncate font-medium">{t('line.refused', { count })}</span>
      <Link onOpen={onOpen}>{t('line.look')}</Link>
    </div>
  );
}

function Link({ onOpen, children }: { onOpen: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      onClick={onOpen}
      className="relative shrink-0 rounded-chip px-1 font-medium underline decoration-dotted underline-offset-2 hover:decoration-solid max-md:after:absolute max-md:after:inset-x-0 max-md:after:-inset-y-2"
    >
      {children}
    </button>
  );
}
