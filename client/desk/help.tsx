import '../views/words/load.ts';
import { Dialog } from '@base-ui/react/dialog';
import { Languages, X } from 'lucide-react';
import { Fragment, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShown } from '../connection/screenContext.ts';
import { commandKey } from '../keyboard/actions.ts';
import { switchSingleKeys, useSingleKeys } from '../keyboard/singleKeys.ts';
import { fieldLook } from '../ui/field.tsx';
import { IconButton } from '../ui/iconButton.tsx';
import { KeyCap } from '../ui/keyCap.tsx';

export default function Help({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { t: view } = useTranslation('views');
  const popup = useRef<HTMLDivElement>(null);
  const [wanted, setWanted] = useState('');
  const meId = useShown((state) => state.meId);
  const letters = useSingleKeys(meId);
  const ctrl = commandKey(navigator.platform);
  const groups: { title: string; keys: [string, string[]][] }[] = [
    {
      title: t('keys.move'),
      keys: [
        [t('keys.next'), ['j']],
        [t('keys.previous'), ['k']],
        [t('keys.open'), ['Enter']],
        [view('select.key'), ['x']],
        [t('keys.search'), ['/']],
        [t('keys.palette'), [ctrl, 'K']],
        [t('keys.notices'), ['g', 'n']],
      ],
    },
    {
      title: t('keys.ticket'),
      keys: [
        [t('keys.assign'), ['a']],
        [t('keys.status'), ['s']],
        [t('keys.closeTicket'), ['e']],
        [t('keys.snooze'), ['z']],
        [t('keys.merge'), ['m']],
        [t('keys.follow'), ['f']],
        [t('keys.create'), ['n']],
      ],
    },
    {
      title: t('keys.write'),
      keys: [
        [t('keys.reply'), ['r']],
        [t('keys.comment'), ['c']],
        [t('keys.send'), [ctrl, 'Enter']],
      ],
    },
    {
      title: t('keys.views'),
      keys: [
        [t('view.mine'), ['g', 'm']],
        [t('view.unassigned'), ['g', 'u']],
        [t('view.open'), ['g', 'o']],
        [t('view.drafts'), ['g', 'd']],
      ],
    },
    {
      title: t('keys.help'),
      keys: [
        [t('keys.this'), ['?']],
        [t('keys.leave'), ['Esc']],
      ],
    },
  ];
  const words = wanted.trim().toLowerCase();
  const found = groups
    .map(({ title, keys }) => ({ title, keys: keys.filter(([what]) => what.toLowerCase().includes(words)) }))
    .filter(({ keys }) => keys.length > 0);
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
            <Dialog.Title className="min-w-0 flex-1 text-large font-semibold">{t('keys.title')}</Dialog.Title>
            <input
              type="search"
              aria-label={t('keys.find')}
              placeholder={t('keys.find')}
              value={wanted}
              onChange={(event) => setWanted(event.target.value)}
              className={`${fieldLook} w-44! max-sm:w-40!`}
            />
            <Dialog.Close render={<IconButton icon={X} label={t('keys.close')} />} />
          </header>
          <section
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
            tabIndex={0}
            aria-label={t('keys.title')}
            className="grid gap-x-10 gap-y-5 overflow-y-auto p-6 focus-visible:outline-offset-[-2px] md:grid-cols-3"
          >
            {found.length === 0 && <p className="text-ink-3">{t('keys.nothing')}</p>}
            {found.map(({ title, keys }) => (
              <section key={title}>
                <h3 className="mb-1.5 font-semibold">{title}</h3>
                <dl>
                  {keys.map(([what, caps]) => (
                    <div key={what} className="flex min-h-7 items-center justify-between gap-3">
                      <dt className="text-ink-2">{what}</dt>
                      <dd className="flex items-center gap-1">
                        {caps.map((cap, index) => (
                          <Fragment key={cap}>
                            {caps[0] === 'g' && index > 0 && (
                              <span className="text-meta text-ink-3">{t('keys.andThen')}</span>
                            )}
                            <KeyCap>{cap}</KeyCap>
                          </Fragment>
                        ))}
                      </dd>
                    </div>
                  ))}
                </dl>
              </section>
            ))}
          </section>
          <footer className="flex items-center gap-2 border-t border-line px-6 py-2.5 text-[0.75rem] text-ink-3">
            <Languages className="size-4" aria-hidden />
            <span className="flex-1">{t('keys.composing')}</span>
            <label className="flex min-h-6 items-center gap-2 text-ink-2 max-md:min-h-11">
              <input
                type="checkbox"
                checked={letters}
                onChange={(event) => switchSingleKeys(meId, event.target.checked)}
                className="size-4 accent-accent"
              />
              {t('keys.letters')}
            </label>
          </footer>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
