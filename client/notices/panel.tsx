import './words/load.ts';
import { Link } from '@tanstack/react-router';
import { AtSign, Moon, SlidersHorizontal, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useScreen, useShown } from '../connection/screenContext.ts';
import { isComposing } from '../keyboard/actions.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/iconButton.tsx';
import { usePhone } from '../ui/media.ts';
import { Bar } from '../ui/skeleton.tsx';
import { Tip } from '../ui/tip.tsx';
import { warn } from '../ui/toast.tsx';
import { MentionCard } from './mentionCard.tsx';
import { OtherRow } from './otherRow.tsx';
import { useJustSeen } from './seen.ts';
import { unreadIn } from './unread.ts';
import { type Listed, useListed } from './useListed.ts';

const othersAtOnce = 30;

/** What the reader has been told, in two lanes. The page beside it stays usable; on a phone it covers the page. */
export default function Panel({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('notices');
  const phone = usePhone();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  const opened = () => {
    if (phone) onClose();
  };
  return (
    <div
      ref={box}
      role="dialog"
      aria-label={t('title')}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || isComposing(event.nativeEvent)) return;
        event.stopPropagation();
        onClose();
      }}
      className="fixed inset-y-0 left-14 z-30 flex w-[400px] animate-arrive flex-col border-r border-line-strong bg-raised text-left text-ink shadow-panel outline-none max-md:inset-x-0 max-md:left-0 max-md:w-full"
    >
      <header className="flex h-12 shrink-0 items-center gap-1 border-b border-line pr-2 pl-4 max-md:h-14">
        <h2 className="min-w-0 flex-1 text-large font-semibold">{t('title')}</h2>
        <Tip text={t('settings')} side="bottom">
          <Link
            to="/settings/{-$section}"
            params={{ section: 'notifications' }}
            aria-label={t('settings')}
            onClick={onClose}
            className="flex size-(--control-small) items-center justify-center rounded-control text-ink-2 hover:bg-hover hover:text-ink"
          >
            <SlidersHorizontal className="size-4 max-md:size-5" aria-hidden />
          </Link>
        </Tip>
        <IconButton icon={X} label={t('close')} keys={['Esc']} side="bottom" onClick={onClose} />
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <Mentions onOpen={opened} />
        <Others onOpen={opened} />
      </div>
      <Quiet />
    </div>
  );
}

function Mentions({ onOpen }: { onOpen: () => void }) {
  const { t } = useTranslation('notices');
  const notifications = useShown((state) => state.notifications);
  const seen = useJustSeen();
  const listed = useListed('mentions');
  const items = listed.items?.filter(({ id }) => id in notifications && !seen.has(id)) ?? [];
  return (
    <section aria-labelledby="notices-mentions" className="px-3 pt-3 pb-3">
      <h3 id="notices-mentions" className="flex items-center gap-2 px-1 pb-2 font-semibold text-mention">
        <AtSign className="size-4" aria-hidden />
        {t('mentions')}
        {items.length > 0 && (
          <span className="rounded-chip bg-mention-tint px-1.5 text-[0.75rem] tabular-nums">{items.length}</span>
        )}
        {items.length > 0 && (
          <span className="ml-auto text-[0.75rem] font-normal text-ink-2 max-md:text-meta">{t('stay')}</span>
        )}
      </h3>
      {items.length > 0 && (
        <ul className="flex flex-col gap-2">
          {items.map((mention) => (
            <MentionCard key={mention.id} mention={mention} onOpen={onOpen} />
          ))}
        </ul>
      )}
      <Missing listed={listed} empty={items.length === 0}>
        <p className="px-1 font-medium">{t('noMentions')}</p>
        <p className="px-1 text-ink-2">{t('noMentionsHint')}</p>
      </Missing>
    </section>
  );
}

function Others({ onOpen }: { onOpen: () => void }) {
  const { t } = useTranslation('notices');
  const screen = useScreen();
  const notifications = useShown((state) => state.notifications);
  const topics = useShown((state) => state.preferences.topics);
  const unread = useShown((state) => unreadIn(state, 'other'));
  const seen = useJustSeen();
  const [limit, setLimit] = useState(othersAtOnce);
  const listed = useListed('other', limit);
  const items = listed.items?.filter(({ topic }) => topics[topic].bell) ?? [];
  const [busy, setBusy] = useState(false);
  async function markAll(): Promise<void> {
    setBusy(true);
    await screen.ask('notification.acknowledgeAll', {}).catch(() => warn(t('notDone')));
    setBusy(false);
  }
  return (
    <section aria-labelledby="notices-others" className="border-t border-line">
      <div className="flex h-9 items-center gap-2 border-b border-line bg-panel px-4 max-md:h-12">
        <h3 id="notices-others" className="font-semibold">
          {t('others')}
        </h3>
        {unread > 0 && <span className="tabular-nums text-ink-3">{unread}</span>}
        {unread > 0 && (
          <button
            type="button"
            disabled={busy}
            onClick={() => void markAll()}
            className="ml-auto rounded-control px-1 text-[0.75rem] font-medium text-accent-ink hover:underline disabled:opacity-50 max-md:h-11 max-md:text-body"
          >
            {t('markRead')}
          </button>
        )}
      </div>
      <ul>
        {items.map((item) => (
          <OtherRow key={item.id} item={item} unread={item.id in notifications && !seen.has(item.id)} onOpen={onOpen} />
        ))}
      </ul>
      {listed.more && limit < 200 && (
        <div className="p-3">
          <Button size="small" look="quiet" onClick={() => setLimit(Math.min(200, limit + 50))}>
            {t('more')}
          </Button>
        </div>
      )}
      <Missing listed={listed} empty={items.length === 0}>
        <p className="px-4 py-3 text-ink-2">{t('noOthers')}</p>
      </Missing>
    </section>
  );
}

/** What stands in the place of a lane that is not here, or that holds nothing. */
function Missing({ listed, empty, children }: { listed: Listed; empty: boolean; children: React.ReactNode }) {
  const { t } = useTranslation('notices');
  if (listed.failed) {
    return (
      <div role="alert" className="flex flex-wrap items-center gap-3 p-4 text-ink-2">
        {t('failed')}
        <Button size="small" onClick={listed.again}>
          {t('again')}
        </Button>
      </div>
    );
  }
  if (listed.items === null) {
    return (
      <div className="flex flex-col gap-2.5 p-4" aria-hidden>
        <Bar className="h-3 w-3/5" />
        <Bar className="h-3 w-4/5" />
      </div>
    );
  }
  return empty ? children : null;
}

function Quiet() {
  const { t } = useTranslation('notices');
  const quiet = useShown((state) => state.preferences.quiet);
  if (!quiet.on) return null;
  const { from, to, mentions } = quiet;
  return (
    <p className="flex h-10 shrink-0 items-center gap-2 border-t border-line bg-panel px-4 text-[0.75rem] text-ink-2">
      <Moon className="size-4 shrink-0" aria-hidden />
      {t(mentions ? 'quietMentions' : 'quiet', { from, to })}
    </p>
  );
}
