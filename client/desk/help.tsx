import '../keyboard/words/load.ts';
import { Dialog } from '@base-ui/react/dialog';
import { Link } from '@tanstack/react-router';
import { Languages, Search, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keysOf } from '../../shared/keys.ts';
import { useShown } from '../connection/screenContext.ts';
import { Caps } from '../keyboard/capRow.tsx';
import { capsOf } from '../keyboard/caps.ts';
import { type KeyLine, keyGroups } from '../keyboard/listed.ts';
import { switchSingleKeys, useSingleKeys } from '../keyboard/singleKeys.ts';
import { fieldLook } from '../ui/field.tsx';
import { IconButton } from '../ui/iconButton.tsx';

export default function Help({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('keys');
  const { t: common } = useTranslation();
  const popup = useRef<HTMLDivElement>(null);
  const [wanted, setWanted] = useState('');
  const meId = useShown((state) => state.meId);
  const letters = useSingleKeys(meId);
  const own = useShown((state) => state.preferences.keys);
  const keys = keysOf(own);
  const groups = keyGroups(t, (id) => common(`view.${id}`));
  const words = wanted.trim().toLowerCase();
  const found = groups
    .map(({ title, lines }) => ({ title, lines: lines.filter(({ what }) => what.toLowerCase().includes(words)) }))
    .filter(({ lines }) => lines.length > 0);
  const capsIn = (line: KeyLine) => ('action' in line ? capsOf(keys[line.action]) : line.caps);
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 animate-arrive bg-scrim" />
        <Dialog.Popup
          initialFocus={popup}
          ref={popup}
          tabIndex={-1}
          className="fixed top-[104px] left-1/2 z-40 flex max-h-[calc(100dvh-128px)] w-[760px] max-w-[calc(100vw-24px)] -translate-x-1/2 flex-col rounded-palette border border-line-strong bg-raised shadow-panel outline-none"
        >
          <header className="flex min-h-14 shrink-0 items-center gap-3 border-b border-line pr-3 pl-6">
            <Dialog.Title className="min-w-0 flex-1 text-large font-semibold">{t('title')}</Dialog.Title>
            <div className="relative">
              <Search className="absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-ink-3" aria-hidden />
              <input
                type="search"
                aria-label={t('find')}
                placeholder={t('find')}
                value={wanted}
                onChange={(event) => setWanted(event.target.value)}
                className={`${fieldLook} w-44! pl-8 max-sm:w-40!`}
              />
            </div>
            <Dialog.Close render={<IconButton icon={X} label={t('close')} />} />
          </header>
          <section
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
            tabIndex={0}
            aria-label={t('title')}
            className="grid gap-x-10 gap-y-5 overflow-y-auto p-6 focus-visible:outline-offset-[-2px] md:grid-cols-3"
          >
            {found.length === 0 && <p className="text-ink-3">{t('nothing')}</p>}
            {found.map(({ title, lines }) => (
              <section key={title}>
                <h3 className="mb-1.5 font-semibold">{title}</h3>
                <dl>
                  {lines.map((line) => (
                    <div key={line.what} className="flex min-h-7 items-center justify-between gap-3">
                      <dt className="text-ink-2">{line.what}</dt>
                      <dd className="flex items-center gap-1">
                        <Caps caps={capsIn(line)} />
                      </dd>
                    </div>
                  ))}
                </dl>
              </section>
            ))}
          </section>
          <footer className="flex items-center gap-2 border-t border-line px-6 py-2.5 text-[0.75rem] text-ink-3">
            <Languages className="size-4" aria-hidden />
            <span className="flex-1">
              {t('composing')}{' '}
              <Link
                to="/settings/{-$section}"
                params={{ section: 'keyboard' }}
                onClick={onClose}
                className="text-accent-ink underline underline-offset-2"
              >
                {t('change')}
              </Link>
            </span>
            <label className="flex min-h-6 items-center gap-2 text-ink-2 max-md:min-h-11">
              <input
                type="checkbox"
                checked={letters}
                onChange={(event) => switchSingleKeys(meId, event.target.checked)}
                className="size-4 accent-accent"
              />
              {t('letters')}
            </label>
          </footer>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
