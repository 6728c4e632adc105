import { TriangleAlert, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Mailbox } from '../../shared/entities.ts';
import { isAddress } from './recipients.ts';

interface RecipientChipProps {
  box: Mailbox;
  onRemove: () => void;
  /** Back into the field, to be corrected. */
  onEdit: () => void;
}

const removeLook =
  'flex size-5 items-center justify-center rounded-chip text-ink-3 hover:bg-hover hover:text-ink max-md:size-7';

/** Somebody a mail goes to. What is no address is marked, and says so; pressing it puts it back into the field. */
export function RecipientChip({ box, onRemove, onEdit }: RecipientChipProps) {
  const { t } = useTranslation();
  const words = box.name || box.address;
  const good = isAddress(box.address);
  const edge = good ? 'border-line-strong' : 'border-danger bg-danger-tint text-danger';
  return (
    <span
      title={good ? box.address : t('badAddress', { text: words, ns: 'composer' })}
      className={`inline-flex h-5 max-w-full items-center gap-0.5 rounded-chip border pl-1.5 text-[0.75rem] font-medium max-md:h-7 max-md:text-body ${edge}`}
    >
      {good ? (
        <span className="truncate">{words}</span>
      ) : (
        <button
          type="button"
          aria-label={`${t('badAddress', { text: words, ns: 'composer' })}. ${t('editAddress', { text: words, ns: 'composer' })}`}
          onClick={onEdit}
          className="flex min-w-0 items-center gap-1"
        >
          <TriangleAlert className="size-3 shrink-0" aria-hidden />
          <span className="truncate">{words}</span>
        </button>
      )}
      <button
        type="button"
        aria-label={t('composer.removeRecipient', { name: words })}
        onClick={onRemove}
        className={removeLook}
      >
        <X className="size-3" aria-hidden />
      </button>
    </span>
  );
}
