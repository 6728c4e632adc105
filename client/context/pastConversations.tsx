import { Link } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { canSee } from '../../shared/access.ts';
import type { TicketView } from '../../shared/entities.ts';
import { ticketOrder } from '../../shared/order.ts';
import { meIn, merge } from '../../shared/state.ts';
import { useScreen, useScreenState, useShown } from '../connection/screenContext.ts';
import { rowTime } from '../i18n/format.ts';
import { useClock } from '../i18n/useClock.ts';
import { statusName, statusOf } from '../tickets/names.ts';
import { StatusGlyph } from '../tickets/statusGlyph.tsx';
import { usePlace } from '../views/place.ts';
import { Section } from './section.tsx';

const shownAtMost = 20;

/** The same customer's other tickets, as far as the reader may see them. */
export function PastConversations({ ticket }: { ticket: TicketView }) {
  const { t } = useTranslation();
  const clock = useClock();
  const screen = useScreen();
  const generation = useScreenState((state) => state.generation);
  const state = useShown((shown) => shown);
  const { view } = usePlace();
  const contactId = ticket.contactIds[0];
  const [read, setRead] = useState(false);
  useEffect(() => {
    if (contactId === undefined || generation === 0) return;
    let here = true;
    screen.ask('ticket.list', { filter: { contactId }, limit: shownAtMost }).then(
      ({ value, seq }) => {
        screen.learn((known) => merge(known, seq, { tickets: value.items, contacts: value.contacts }));
        if (here) setRead(true);
      },
      () => {},
    );
    return () => {
      here = false;
    };
  }, [screen, contactId, generation]);

  const others = useMemo(() => {
    const me = meIn(state);
    return Object.values(state.tickets)
      .filter((other) => other.id !== ticket.id && contactId !== undefined && other.contactIds.includes(contactId))
      .filter((other) => canSee(me, other))
      .sort(ticketOrder.activity)
      .slice(0, shownAtMost);
  }, [state, ticket.id, contactId]);
  if (contactId === undefined) return null;
  return (
    <Section id="past" title={t('property.past')} count={others.length}>
      {others.length === 0 && read && <p className="text-ink-3">{t('property.noPast')}</p>}
      <ul className="flex flex-col">
        {others.map((other) => {
          const status = statusOf(state, other);
          return (
            <li key={other.id}>
              <Link
                to="/desk/$view/{-$ticketId}"
                params={{ view, ticketId: other.id }}
                className="-mx-2 flex gap-2 rounded-control px-2 py-1.5 hover:bg-hover"
              >
                <span className="mt-[3px]">
                  <StatusGlyph status={status} label={status && statusName(t, status)} />
                </span>
                <span className="min-w-0 flex-1">
                  <span className="block truncate">{other.name}</span>
                  <span className="block text-[0.75rem] text-ink-3">
                    #{other.number} · {rowTime(new Date(other.activityAt), clock)}
                  </span>
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
