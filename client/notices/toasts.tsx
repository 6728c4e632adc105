import { Link } from '@tanstack/react-router';
import { Bell, Check, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedNotification } from '../../shared/contract/notifications.ts';
import { useScreen, useShown } from '../connection/screenContext.ts';
import { MemberAvatar } from '../ui/avatar.tsx';
import { Button } from '../ui/button.tsx';
import { cardButton } from './mentionCard.tsx';
import { topicIcons } from './otherRow.tsx';
import { acknowledge } from './seen.ts';
import { actorOf, opensOf, searchOf, ticketOf, toldOf } from './told.ts';

/** Several at once, or one with its words. */
export type Toast = { id: string; item: ListedNotification } | { id: string; count: number };

/** Long enough to read; time stands still while nobody can see it, or the pointer is on it. */
const staysMs = { mention: 20_000, else: 8_000 };
const tickMs = 250;

function useFading(ms: number, gone: () => void) {
  const left = useRef(ms);
  const [held, setHeld] = useState(false);
  const latest = useRef(gone);
  useEffect(() => {
    latest.current = gone;
  });
  useEffect(() => {
    const timer = setInterval(() => {
      if (held || document.visibilityState === 'hidden') return;
      left.current -= tickMs;
      if (left.current <= 0) latest.current();
    }, tickMs);
    return () => clearInterval(timer);
  }, [held]);
  return {
    onPointerEnter: () => setHeld(true),
    onPointerLeave: () => setHeld(false),
    onFocus: () => setHeld(true),
    onBlur: () => setHeld(false),
  };
}

export function Toasts({
  toasts,
  onGone,
  onAll,
}: {
  toasts: readonly Toast[];
  onGone: (id: string) => void;
  onAll: () => void;
}) {
  return (
    <div className="pointer-events-none fixed top-[84px] right-4 z-40 flex w-[304px] max-w-[calc(100vw-32px)] flex-col gap-2 max-md:top-[72px]">
      {toasts.map((toast) =>
        'item' in toast ? (
          <One key={toast.id} item={toast.item} onGone={() => onGone(toast.id)} />
        ) : (
          <Many key={toast.id} count={toast.count} onGone={() => onGone(toast.id)} onAll={onAll} />
        ),
      )}
    </div>
  );
}

const card =
  'pointer-events-auto animate-arrive rounded-card border border-line-strong bg-raised p-3 shadow-pop flex items-start gap-3';

function One({ item, onGone }: { item: ListedNotification; onGone: () => void }) {
  const { t } = useTranslation('notices');
  const screen = useScreen();
  const members = useShown((state) => state.members);
  const mention = item.topic === 'mention';
  const fading = useFading(mention ? staysMs.mention : staysMs.else, onGone);
  const actor = actorOf(item, members);
  const Icon = topicIcons[item.topic];
  const seen = () => {
    void acknowledge(screen, item.id);
    onGone();
  };
  return (
    <div
      className={`${card} ${mention ? 'border-l-[3px] border-l-(--mention)' : ''}`}
      data-toast={item.topic}
      {...fading}
    >
      {actor ? (
        <MemberAvatar name={actor.name} color={actor.color} size={24} />
      ) : (
        <Icon className="mt-0.5 size-4 shrink-0 text-ink-3" aria-hidden />
      )}
      <div className="min-w-0 flex-1">
        <p className="font-medium">{toldOf(t, item, members)}</p>
        {item.snippet && <p className="mt-0.5 line-clamp-2 break-words text-ink-2">{item.snippet}</p>}
        <p className="mt-0.5 truncate text-[0.75rem] text-ink-3 max-md:text-meta">{ticketOf(item)}</p>
        <div className="mt-2 flex gap-1.5">
          <Link
            to="/desk/$view/{-$ticketId}"
            params={{ view: 'open', ticketId: item.ticketId }}
            search={searchOf(item)}
            onClick={mention ? onGone : seen}
            className={`${cardButton} border border-line-strong bg-page hover:bg-hover`}
          >
            {t(`open.${opensOf(item)}`)}
          </Link>
          {mention && (
            <button type="button" onClick={seen} className={`${cardButton} text-ink-2 hover:bg-hover hover:text-ink`}>
              <Check className="size-3.5" aria-hidden />
              {t('gotIt')}
            </button>
          )}
        </div>
      </div>
      <Dismiss onGone={onGone} />
    </div>
  );
}

function Many({ count, onGone, onAll }: { count: number; onGone: () => void; onAll: () => void }) {
  const { t } = useTranslation('notices');
  const fading = useFading(staysMs.mention, onGone);
  return (
    <div className={card} data-toast="many" {...fading}>
      <Bell className="mt-0.5 size-4 shrink-0 text-mention" aria-hidden />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{t('many', { count })}</p>
        <Button
          size="small"
          className="mt-2"
          onClick={() => {
            onGone();
            onAll();
          }}
        >
          {t('see')}
        </Button>
      </div>
      <Dismiss onGone={onGone} />
    </div>
  );
}

function Dismiss({ onGone }: { onGone: () => void }) {
  const { t } = useTranslation('notices');
  return (
    <button
      type="button"
      aria-label={t('dismiss')}
      onClick={onGone}
      className="-m-1 flex size-6 shrink-0 items-center justify-center rounded-chip text-ink-3 hover:bg-hover hover:text-ink max-md:size-11"
    >
      <X className="size-4" aria-hidden />
    </button>
  );
}
