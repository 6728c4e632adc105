import './words/load.ts';
import { Dialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../ui/iconButton.tsx';

/** A question about a ticket, over the page. */
export function Frame({
  title,
  onClose,
  footer,
  children,
}: {
  title: string;
  onClose: () => void;
  footer?: ReactNode;
  children: ReactNode;
}) {
  const { t } = useTranslation('merging');
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 animate-arrive bg-scrim" />
        <Dialog.Popup className="fixed top-[104px] left-1/2 z-40 flex max-h-[calc(100dvh-128px)] w-[560px] max-w-[calc(100vw-24px)] -translate-x-1/2 flex-col rounded-palette border border-line-strong bg-raised shadow-panel outline-none max-md:top-3 max-md:max-h-[calc(100dvh-24px)]">
          <header className="flex min-h-14 shrink-0 items-center gap-3 border-b border-line pr-3 pl-6 max-md:pl-4">
            <Dialog.Title className="min-w-0 flex-1 truncate text-large font-semibold">{title}</Dialog.Title>
            <Dialog.Close render={<IconButton icon={X} label={t('close')} />} />
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto p-6 max-md:p-4">{children}</div>
          {footer && (
            <footer className="flex shrink-0 flex-wrap items-center justify-end gap-2 border-t border-line px-6 py-3 max-md:px-4">
              {footer}
            </footer>
          )}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
