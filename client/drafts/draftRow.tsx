import { CornerUpLeft, Lock, RotateCcw, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useShown } from '../connection/screenContext.ts';
import { rowTime } from '../i18n/format.ts';
import { useClock } from '../i18n/useClock.ts';
import { Chip } from '../ui/chip.tsx';
import { IconButton } from '../ui/iconButton.tsx';
import type { ListedDraft, Which } from './draftPages.ts';
import { useThrowing } from './useThrowing.ts';

interface DraftRowProps {
  draft: ListedDraft;
  which: Which;
  selected: boolean;
  onOpen: () => void;
}

/** A draft: what kind, of which ticket, its first words. Opening it opens the ticket with its text. */
export function DraftRow({ draft, which, selected, onOpen }: DraftRowProps) {
  const { t } = useTranslation('drafts');
  const clock = useClock();
  const owner = useShown((state) => state.members[draft.ownerId]?.name ?? '');
  const giver = useShown((state) => (draft.fromId ? state.members[draft.fromId]?.name : undefined));
  const { discard, restore, asking } = useThrowing();
  const Kind = draft.kind === 'reply' ? CornerUpLeft : Lock;
  const act = which === 'discarded' ? () => restore(draft).then((done) => done && onOpen()) : () => discard(draft);
  return (
    <div
      className={`group relative border-b border-line ${
        selected
          ? 'bg-sel before:absolute before:inset-y-0 before:left-0 before:w-0.5 before:bg-focus'
          : 'hover:bg-hover'
      }`}
    >
      <button
        type="button"
        data-ticket={draft.docId}
        aria-current={selected ? 'true' : undefined}
        onClick={which === 'discarded' ? undefined : onOpen}
        className="block h-[76px] w-full py-2 pr-3 pl-7 text-left focus-visible:outline-offset-[-2px] max-md:h-[84px] max-md:py-2.5"
      >
        <span className="flex h-[18px] items-center gap-2 text-[0.75rem] text-ink-2 max-md:text-meta">
          <Kind className="size-3.5 shrink-0 text-ink-3" aria-hidden />
          <span className="min-w-0 flex-1 truncate">
            {which === 'shared' ? t('row.sharedBy', { name: owner }) : t(`row.${draft.kind}`)}
          </span>
          <span className="shrink-0 tabular-nums text-ink-3">{rowTime(new Date(draft.updatedAt), clock)}</span>
        </span>
        <span className="flex h-5 items-center gap-1.5 text-row font-medium max-md:h-[22px]">
          <span className={`min-w-0 flex-1 truncate ${draft.ticket ? '' : 'text-ink-3'}`}>
            {draft.ticket ? `#${draft.ticket.number} ${draft.ticket.name}` : t('row.noTicket')}
          </span>
        </span>
        <span className="flex h-5 items-center gap-1.5 pr-8 text-[0.75rem] text-ink-3 max-md:text-meta">
          {draft.recovered && <Chip tone="wait">{t('row.recovered')}</Chip>}
          {giver && <Chip tone="accent">{t('row.from', { name: giver })}</Chip>}
          {draft.sharedWith.length > 0 && which === 'open' && (
            <Chip tone="accent">{t('row.shared', { count: draft.sharedWith.length })}</Chip>
          )}
          <span className="min-w-0 truncate">{draft.snippet || t('row.noWords')}</span>
        </span>
      </button>
      {which !== 'shared' && (
        <IconButton
          small
          icon={which === 'discarded' ? RotateCcw : Trash2}
          label={t(which === 'discarded' ? 'row.restore' : 'row.discard')}
          disabled={asking}
          onClick={() => void act()}
          className={`absolute! right-2 bottom-2 max-md:right-0 max-md:bottom-0 ${
            which === 'discarded'
              ? ''
              : 'opacity-0 group-hover:opacity-100 focus-visible:opacity-100 max-md:opacity-100'
          }`}
        />
      )}
    </div>
  );
}
