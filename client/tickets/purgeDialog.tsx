import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketView } from '../../shared/entities.ts';
import { reasonOf } from '../connection/refused.ts';
import { useScreen } from '../connection/screenContext.ts';
import { Frame } from '../merging/frame.tsx';
import { Button } from '../ui/button.tsx';
import { FieldError } from '../ui/field.tsx';
import { say } from '../ui/toast.tsx';

interface PurgeDialogProps {
  ticket: TicketView;
  onClose: () => void;
  /** It is about to be gone. */
  onLeave: () => void;
}

/** There is no way back: asks first. product: T13. */
export default function PurgeDialog({ ticket, onClose, onLeave }: PurgeDialogProps) {
  const { t } = useTranslation();
  const screen = useScreen();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const { number, name } = ticket;
  async function purge(): Promise<void> {
    setBusy(true);
    setTrouble(null);
    try {
      await screen.ask('ticket.purge', { ticketId: ticket.id });
      say(t('purge.done', { number }));
      onClose();
      onLeave();
    } catch (error) {
      setTrouble(t(`refusal.${reasonOf(error)}`));
      setBusy(false);
    }
  }
  return (
    <Frame
      title={t('purge.title', { number })}
      onClose={onClose}
      footer={
        <>
          <Button look="quiet" onClick={onClose}>
            {t('purge.keep')}
          </Button>
          <Button look="primary" disabled={busy} onClick={() => void purge()}>
            {t('purge.confirm')}
          </Button>
        </>
      }
    >
      <p className="font-medium">{name}</p>
      <p className="mt-1 text-ink-2">{t('purge.body')}</p>
      {trouble && <FieldError>{trouble}</FieldError>}
    </Frame>
  );
}
