import { Bell as BellIcon } from 'lucide-react';
import { Suspense, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useShown } from '../connection/screenContext.ts';
import { useStore } from '../connection/store.ts';
import { useAction } from '../keyboard/keyboard.ts';
import { lazily } from '../ui/lazily.ts';
import { Tip } from '../ui/tip.tsx';
import { panelOpen, unreadIn } from './unread.ts';

const Panel = lazily(() => import('./panel.tsx'));

/** The bell with what waits: mentions in their own colour, before all else. */
export function Bell({ className, side }: { className: string; side: 'right' | 'bottom' }) {
  const { t } = useTranslation();
  const mentions = useShown((state) => unreadIn(state, 'mentions'));
  const others = useShown((state) => unreadIn(state, 'other'));
  const open = useStore(panelOpen, (value) => value);
  const button = useRef<HTMLButtonElement>(null);
  const count = mentions || others;
  useAction('notices', () => panelOpen.set(() => true));
  const close = () => {
    panelOpen.set(() => false);
    button.current?.focus();
  };
  return (
    <>
      <Tip text={t('desk.notices')} side={side}>
        <button
          ref={button}
          type="button"
          aria-label={count > 0 ? t('desk.noticesOpen', { mentions, others }) : t('desk.notices')}
          aria-expanded={open}
          onClick={() => panelOpen.set((now) => !now)}
          className={`relative ${className} ${open ? 'bg-active text-ink' : ''}`}
        >
          <BellIcon className="size-5" aria-hidden />
          {count > 0 && (
            <span
              className={`absolute -top-0.5 right-0 flex h-4 min-w-4 items-center justify-center rounded-full px-1 text-[0.625rem] font-semibold tabular-nums ring-2 ring-app ${mentions > 0 ? 'bg-(--mention) text-(--bg)' : 'bg-accent text-white'}`}
              aria-hidden
            >
              {count > 99 ? '99+' : count}
            </span>
          )}
        </button>
      </Tip>
      <Suspense>{open && <Panel onClose={close} />}</Suspense>
    </>
  );
}
