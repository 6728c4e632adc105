import { Clock } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageView } from '../../shared/entities.ts';
import { useShown } from '../connection/screenContext.ts';
import { momentOf } from '../i18n/format.ts';
import { useClock } from '../i18n/useClock.ts';
import { useTakeBack } from './takeBack.ts';

/** Has it not begun to leave? Its state says so, not this device's clock. */
export const waitsForItsTime = ({ delivery, dueAt }: MessageView): boolean =>
  Boolean(dueAt) && delivery?.state === 'queued' && delivery.attempts === 0;

/** Longer waits than this were asked for: their time is told, not the seconds. */
const soonMs = 330_000;

/** The seconds until it leaves, by the server's own clock; null when it leaves much later. */
export function useSecondsLeft({ at, dueAt }: MessageView): number | null {
  const total = Date.parse(dueAt ?? at) - Date.parse(at);
  const soon = total <= soonMs;
  const [since] = useState(() => performance.now());
  const [now, setNow] = useState(since);
  useEffect(() => {
    if (!soon) return;
    const timer = setInterval(() => setNow(performance.now()), 1000);
    return () => clearInterval(timer);
  }, [soon]);
  return soon ? Math.max(0, Math.ceil((total - (now - since)) / 1000)) : null;
}

/** When a message leaves, and until then, for its author, the way back. */
export function Leaving({ message }: { message: MessageView }) {
  const { t } = useTranslation('drafts');
  const clock = useClock();
  const left = useSecondsLeft(message);
  const mine = useShown((state) => state.meId === message.memberId);
  const { takeBack, asking } = useTakeBack(message);
  const time = momentOf(new Date(message.dueAt ?? message.at), clock);
  return (
    <span className="flex shrink-0 items-center gap-2 text-[0.75rem]">
      <span className="flex items-center gap-1 text-ink-3">
        <Clock className="size-3.5" aria-hidden />
        {left === null ? t('leaving.at', { time }) : t('leaving.soon', { count: left })}
      </span>
      {mine && (
        <button
          type="button"
          disabled={asking}
          onClick={takeBack}
          className="text-accent-ink hover:underline disabled:opacity-50 max-md:min-h-11"
        >
          {t(left === null ? 'leaving.cancel' : 'leaving.undo')}
        </button>
      )}
    </span>
  );
}
