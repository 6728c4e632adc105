import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketView } from '../../shared/entities.ts';
import { dayAt, localInput } from '../composer/later.ts';
import { useScreen } from '../connection/screenContext.ts';
import { Frame } from '../merging/frame.tsx';
import { Button } from '../ui/button.tsx';
import { FieldError, fieldLook } from '../ui/field.tsx';
import { lay } from './aside.ts';

/** Until when it lies aside, to the minute. product: T16. */
export default function WakeDialog({ ticket, onClose }: { ticket: TicketView; onClose: () => void }) {
  const { t } = useTranslation();
  const screen = useScreen();
  const form = useId();
  const [wanted, setWanted] = useState(() => localInput(dayAt(new Date(), 1)));
  const [bad, setBad] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const until = new Date(wanted);
    // What is empty or half typed is no time, and not ahead either.
    if (!(until.getTime() > Date.now())) return setBad(true);
    const input = { ticketId: ticket.id, until: until.toISOString() };
    void lay(screen, t, ticket, { name: 'ticket.snooze', input }, t('more.snoozed'));
    onClose();
  };
  return (
    <Frame
      title={t('snooze.title', { number: ticket.number })}
      onClose={onClose}
      footer={
        <Button look="primary" type="submit" form={form}>
          {t('snooze.label')}
        </Button>
      }
    >
      <form id={form} onSubmit={submit} noValidate className="flex flex-col gap-1.5">
        <label htmlFor={`${form}-when`} className="text-[0.75rem]/4 font-medium">
          {t('snooze.when')}
        </label>
        <input
          id={`${form}-when`}
          type="datetime-local"
          aria-invalid={bad || undefined}
          value={wanted}
          onChange={(event) => {
            setBad(false);
            setWanted(event.target.value);
          }}
          className={`${fieldLook} max-w-64`}
        />
        {bad && <FieldError>{t('snooze.past')}</FieldError>}
      </form>
    </Frame>
  );
}
