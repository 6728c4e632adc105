import { RefreshCw, WifiOff } from 'lucide-react';
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { timeOf } from '../i18n/format.ts';
import { useClock } from '../i18n/useClock.ts';
import { useScreenState } from './screenContext.ts';
import { createStore, useStore } from './store.ts';

/** A break that heals within this time is not worth a line. */
const grace = 900;
const height = 28;

const visible = createStore(false);

/** Gives the scroll offset the room that the line takes, so that nothing moves under the pointer. */
export function useSteadyScroll(scroller: RefObject<HTMLElement | null>): void {
  const shown = useStore(visible, (value) => value);
  const before = useRef(shown);
  useLayoutEffect(() => {
    if (before.current === shown) return;
    before.current = shown;
    scroller.current?.scrollBy({ top: shown ? height : -height });
  }, [shown, scroller]);
}

/** Says when the screen is not up to date, and nothing when it is. */
export function TopLine() {
  const { t } = useTranslation();
  const clock = useClock();
  const line = useScreenState((state) => state.line);
  const troubled = line.at !== 'live';
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!troubled) return setLate(false);
    const timer = setTimeout(() => setLate(true), grace);
    return () => clearTimeout(timer);
  }, [troubled]);
  const shown = troubled && late;
  useLayoutEffect(() => visible.set(() => shown), [shown]);

  if (!shown) return null;
  if (line.at === 'catchingUp') {
    return (
      <div
        role="status"
        className="relative flex h-7 shrink-0 items-center justify-center gap-2 overflow-hidden border-b border-line bg-sel text-[0.75rem] font-medium text-accent-ink"
      >
        <RefreshCw className="size-3.5" aria-hidden />
        {t('line.catchingUp')}
        <span className="absolute bottom-0 left-0 h-0.5 w-2/5 animate-progress bg-accent" />
      </div>
    );
  }
  const since = line.at === 'offline' ? line.since : null;
  return (
    <div
      role="status"
      className="flex h-7 shrink-0 items-center justify-center gap-2 border-b border-wait/25 bg-wait-tint px-4 text-[0.75rem] text-wait"
    >
      <WifiOff className="size-3.5 shrink-0" aria-hidden />
      <span className="shrink-0 font-medium">
        {since === null ? t('line.offlineNow') : t('line.offline', { time: timeOf(new Date(since), clock) })}
      </span>
      <span className="truncate text-ink-2">{t('line.offlineHint')}</span>
    </div>
  );
}
