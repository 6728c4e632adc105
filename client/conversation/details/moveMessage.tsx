import { Plus } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { canEdit } from '../../../shared/access.ts';
import type { MessageView } from '../../../shared/entities.ts';
import { ticketOrder } from '../../../shared/order.ts';
import { meIn } from '../../../shared/state.ts';
import { reasonOf } from '../../connection/refused.ts';
import { useScreen, useShown } from '../../connection/screenContext.ts';
import { isComposing } from '../../keyboard/actions.ts';
import { useReadToChoose } from '../../tickets/reading.ts';
import { Button } from '../../ui/button.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { say } from '../../ui/toast.tsx';

/** A choice is made at a glance. */
const shownAtMost = 6;

/** Where a message belongs: the sender's other tickets first, then what is typed. */
export function MoveMessage({ message, onDone }: { message: MessageView; onDone: () => void }) {
  const { t } = useTranslation('details');
  const { t: common } = useTranslation();
  const screen = useScreen();
  const state = useShown((shown) => shown);
  const [wanted, setWanted] = useState('');
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  useReadToChoose(message.contactId);

  const found = useMemo(() => {
    const me = meIn(state);
    const words = wanted.trim().replace(/^#/, '').toLowerCase();
    const isTheirs = (contactIds: readonly string[]) => Number(contactIds.includes(message.contactId ?? ''));
    return Object.values(state.tickets)
      .filter((ticket) => ticket.id !== message.ticketId && canEdit(me, ticket))
      .filter((ticket) => String(ticket.number).startsWith(words) || ticket.name.toLowerCase().includes(words))
      .sort((a, b) => isTheirs(b.contactIds) - isTheirs(a.contactIds) || ticketOrder.activity(a, b))
      .slice(0, shownAtMost);
  }, [state, wanted, message.ticketId, message.contactId]);

  async function move(ticketId: string | null): Promise<void> {
    setBusy(true);
    setTrouble(null);
    try {
      const { value } = await screen.ask('message.move', { messageId: message.id, ticketId });
      say(t('moved', { count: value.messageIds.length, number: value.number }));
      onDone();
    } catch (error) {
      setTrouble(common(`refusal.${reasonOf(error)}`));
      setBusy(false);
    }
  }

  const option =
    'flex min-h-8 w-full items-center gap-2 rounded-control px-2 text-left text-body hover:bg-hover disabled:opacity-50 max-md:min-h-11';
  return (
    <section
      aria-label={t('moveTitle')}
      onKeyDown={(event) => {
        if (isComposing(event.nativeEvent) || event.key !== 'Escape') return;
        event.stopPropagation();
        onDone();
      }}
      className="mt-2 rounded-control border border-line-strong bg-page p-3"
    >
      <h4 className="font-semibold text-body">{t('moveTitle')}</h4>
      <p className="mb-2 text-ink-2">{t('moveHint')}</p>
      <Field ref={field} label={t('moveSearch')} value={wanted} onChange={(event) => setWanted(event.target.value)} />
      <ul className="mt-2 flex flex-col">
        <li>
          <button type="button" disabled={busy} onClick={() => void move(null)} className={option}>
            <Plus className="size-4 shrink-0 text-ink-3" aria-hidden />
            {t('moveNew')}
          </button>
        </li>
        {found.map((ticket) => (
          <li key={ticket.id}>
            <button type="button" disabled={busy} onClick={() => void move(ticket.id)} className={option}>
              <span className="shrink-0 tabular-nums text-ink-3">#{ticket.number}</span>
              <span className="min-w-0 flex-1 truncate">{ticket.name}</span>
            </button>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className="px-2 py-1 text-ink-3">{t('moveNone')}</p>}
      {trouble && <FieldError>{trouble}</FieldError>}
      <Button size="small" look="quiet" className="mt-2" onClick={onDone}>
        {t('cancel')}
      </Button>
    </section>
  );
}
