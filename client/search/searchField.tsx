import { Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { perform } from '../keyboard/keyboard.ts';
import { useKeyOf } from '../keyboard/ownKeys.ts';
import { KeyCap } from '../ui/keyCap.tsx';

/** Looks like a field and opens the search, which has room for what it finds. */
export function SearchField() {
  const { t } = useTranslation();
  const key = useKeyOf('search');
  return (
    <button
      type="button"
      onClick={() => perform('search')}
      aria-keyshortcuts={key}
      className="flex h-(--control) w-full items-center gap-2 rounded-control border border-line-input bg-page px-2.5 text-ink-3 hover:border-line-strong"
    >
      <Search className="size-4 shrink-0" aria-hidden />
      <span className="flex-1 text-left">{t('desk.search')}</span>
      <span aria-hidden>{key && <KeyCap>{key}</KeyCap>}</span>
    </button>
  );
}
