import { X } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../ui/iconButton.tsx';

interface PanelProps {
  /** What it is, for who cannot see it. */
  label: string;
  title: ReactNode;
  sub?: ReactNode;
  onClose: () => void;
  footer: ReactNode;
  children: ReactNode;
}

/** Slides in from the right over the page, which stays usable; the focus goes in and, at the end, back. */
export function Panel({ label, title, sub, onClose, footer, children }: PanelProps) {
  const { t } = useTranslation('settings');
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    panel.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <div
      ref={panel}
      role="dialog"
      aria-label={label}
      tabIndex={-1}
      onKeyDown={(event) => event.key === 'Escape' && !event.nativeEvent.isComposing && onClose()}
      className="absolute inset-y-0 right-0 z-30 flex w-[480px] max-w-full animate-slide flex-col border-l border-line-strong bg-raised shadow-panel outline-none"
    >
      <header className="flex min-h-14 shrink-0 items-center gap-3 border-b border-line py-2 pr-3 pl-6 max-md:pl-4">
        <div className="min-w-0 flex-1">
          <h2 className="truncate text-large font-semibold">{title}</h2>
          {sub && <p className="truncate text-meta text-ink-3">{sub}</p>}
        </div>
        <IconButton icon={X} label={t('close')} keys={['Esc']} side="bottom" onClick={onClose} />
      </header>
      <div className="flex flex-1 flex-col gap-6 overflow-y-auto p-6 max-md:p-4">{children}</div>
      <footer className="flex shrink-0 flex-wrap items-center gap-2 border-t border-line bg-panel px-6 py-3 max-md:px-4">
        {footer}
      </footer>
    </div>
  );
}
