import { Dialog } from '@base-ui/react/dialog';
import { Languages, X } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useShown } from '../connection/screenContext.ts';
import { commandKey } from '../keyboard/actions.ts';
import { switchSingleKeys, useSingleKeys } from '../keyboard/singleKeys.ts';
import { IconButton } from '../ui/iconButton.tsx';
import { KeyCap } from '../ui/keyCap.tsx';

export default function Help({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const popup = useRef<HTMLDivElement>(null);
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
        [t('keys.palette'), [ctrl, 'K']],
      ],
    },
    {
      title: t('keys.ticket'),
      keys: [
        [t('keys.assign'), ['a']],
        [t('keys.status'), ['s']],
        [t('keys.closeTicket'), ['e']],
        [t('keys.create'), ['n']],
      ],
    },
    {
      title: t('keys.write'),
      keys: [
        [t('keys.reply'), ['r']],
        [t('keys.comment'), ['c']],
        [t('keys.send'), [ctrl, 'Enter']],
        [t('keys.leave'), ['Esc']],
        [t('keys.this'), ['?']],
      ],
    },
  ];
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
          <header className="flex h-14 shrink-0 items-center justify-between border-b border-line pr-3 pl-6">
            <Dialog.Title className="text-large font-semibold">{t('keys.title')}</Dialog.Title>
            <Dialog.Close render={<IconButton icon={X} label={t('keys.close')} />} />
          </header>
          <div className="grid gap-x-10 gap-y-5 overflow-y-auto p-6 md:grid-cols-3">
            {groups.map(({ title, keys }) => (
              <section key={title}>
                <h3 className="mb-1.5 font-semibold">{title}</h3>
                <dl>
                  {keys.map(([what, caps]) => (
                    <div key={what} className="flex min-h-7 items-center justify-between gap-3">
                      <dt className="text-ink-2">{what}</dt>
                      <dd className="flex gap-1">
                        {caps.map((cap) => (
                          <KeyCap key={cap}>{cap}</KeyCap>
                        ))}
                      </dd>
                    </div>
                  ))}
                </dl>
              </section>
            ))}
          </div>
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
