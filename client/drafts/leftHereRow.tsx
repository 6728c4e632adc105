import { CornerUpLeft, HardDrive, Lock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Chip } from '../ui/chip.tsx';
import type { LeftHere } from './leftHere.ts';

interface LeftHereRowProps {
  left: LeftHere;
  id: string;
  selected: boolean;
  onOpen: () => void;
}

/** Words that the server does not take any more, because their ticket is not open to their author. */
export function LeftHereRow({ left, id, selected, onOpen }: LeftHereRowProps) {
  const { t } = useTranslation('drafts');
  const Kind = left.kind === 'reply' ? CornerUpLeft : Lock;
  return (
    <div className={`border-b border-line ${selected ? 'bg-sel' : 'hover:bg-hover'}`}>
      <button
        type="button"
        data-ticket={id}
        aria-current={selected ? 'true' : undefined}
        onClick={onOpen}
        className="block h-[76px] w-full py-2 pr-3 pl-7 text-left focus-visible:outline-offset-[-2px] max-md:h-[84px] max-md:py-2.5"
      >
        <span className="flex h-[18px] items-center gap-2 text-[0.75rem] text-ink-2 max-md:text-meta">
          <Kind className="size-3.5 shrink-0 text-ink-3" aria-hidden />
          {t(`row.${left.kind}`)}
        </span>
        <span className="block h-5 truncate text-row font-medium text-ink-3 max-md:h-[22px]">{t('row.noTicket')}</span>
        <span className="flex h-5 items-center">
          <Chip tone="wait">
            <HardDrive className="size-3" aria-hidden />
            {t('row.leftHere')}
          </Chip>
        </span>
      </button>
    </div>
  );
}
