import './words/load.ts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketView } from '../../shared/entities.ts';
import { useScreen } from '../connection/screenContext.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { usePlace } from '../views/place.ts';
import { splitOff } from './doing.ts';

interface SplitBarProps {
  ticket: TicketView;
  chosen: ReadonlySet<string>;
  onClose: () => void;
}

/** Under a conversation whose messages are being chosen: what becomes of them. product: T13. */
export default function SplitBar({ ticket, chosen, onClose }: SplitBarProps) {
  const { t } = useTranslation('merging');
  const screen = useScreen();
  const { view, go } = usePlace();
  const [name, setName] = useState(ticket.name);
  const [busy, setBusy] = useState(false);
  const [missing, setMissing] = useState(false);
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!name.trim()) return setMissing(true);
    setBusy(true);
    const input = { ticketId: ticket.id, messageIds: [...chosen], name: name.trim() };
    if (await splitOff(screen, input, (ticketId) => go(view, ticketId))) onClose();
    else setBusy(false);
  }
  return (
    <form
      noValidate
      aria-label={t('off.title')}
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => event.key === 'Escape' && !event.nativeEvent.isComposing && onClose()}
      className="flex shrink-0 flex-wrap items-end gap-3 border-t border-line-strong bg-panel px-4 py-3"
    >
      <div className="min-w-56 flex-1">
        <Field
          label={t('off.name')}
          maxLength={300}
          value={name}
          error={missing && !name.trim() ? t('off.nameMissing') : undefined}
          onChange={(event) => setName(event.target.value)}
        />
      </div>
      <p role="status" className="min-h-8 content-center text-ink-2">
        {chosen.size === 0 ? t('off.hint') : t('off.chosen', { count: chosen.size })}
      </p>
      <Button onClick={onClose}>{t('cancel')}</Button>
      <Button look="primary" type="submit" disabled={busy || chosen.size === 0}>
        {t('off.confirm')}
      </Button>
    </form>
  );
}
