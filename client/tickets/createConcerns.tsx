import { useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { canEdit } from '../../shared/access.ts';
import type { TicketView } from '../../shared/entities.ts';
import { meIn } from '../../shared/state.ts';
import { reasonOf } from '../connection/refused.ts';
import { useScreen, useScreenState, useShown } from '../connection/screenContext.ts';
import { meetCompany, meetContact } from '../contacts/learn.ts';
import { useTickets } from '../contacts/useTickets.ts';
import { rowTime } from '../i18n/format.ts';
import { useClock } from '../i18n/useClock.ts';
import type { CreateForm } from './createForm.ts';
import { statusOf } from './names.ts';
import { StatusGlyph } from './statusGlyph.tsx';

interface ConcernsProps {
  form: CreateForm;
  put: (fields: Partial<CreateForm>) => void;
}

const activityShown = 5;

/** Whom the form names and this screen has not met yet, as after a reload; who is no longer open to the reader goes. */
export function useMet(form: CreateForm, put: ConcernsProps['put']): void {
  const screen = useScreen();
  const generation = useScreenState((state) => state.generation);
  const latest = useRef({ form, put });
  useEffect(() => {
    latest.current = { form, put };
  });
  const { companyId, contactIds } = form;
  useEffect(() => {
    if (generation === 0) return;
    const { known } = screen.store.get();
    const gone = (error: unknown) => reasonOf(error) === 'notFound';
    for (const contactId of contactIds.filter((id) => !known?.contacts[id])) {
      meetContact(screen, contactId).catch((error) => {
        const { form: now, put: change } = latest.current;
        if (gone(error)) change({ contactIds: now.contactIds.filter((id) => id !== contactId) });
      });
    }
    if (companyId && !known?.companies[companyId]) {
      meetCompany(screen, companyId).catch((error) => gone(error) && latest.current.put({ companyId: null }));
    }
  }, [screen, generation, companyId, contactIds]);
}

/** Their latest tickets, to be linked with the new one. */
export function CreateActivity({ form, put }: ConcernsProps) {
  const { t } = useTranslation('contacts');
  const clock = useClock();
  const state = useShown((shown) => shown);
  const { contactIds, companyId, linkedIds } = form;
  const theirs = useCallback(
    (ticket: TicketView) =>
      ticket.contactIds.some((id) => contactIds.includes(id)) || (companyId !== null && ticket.companyId === companyId),
    [contactIds, companyId],
  );
  const filters = [...contactIds.map((contactId) => ({ contactId })), ...(companyId ? [{ companyId }] : [])];
  const { tickets } = useTickets(filters, theirs);
  const offered = tickets.filter((ticket) => canEdit(meIn(state), ticket)).slice(0, activityShown);
  if (offered.length === 0) return null;
  return (
    <fieldset>
      <legend className="text-[0.75rem]/4 font-medium">{t('activity')}</legend>
      <p className="mb-1.5 text-[0.75rem]/5 text-ink-3">{t('activityOf')}</p>
      <ul className="rounded-control border border-line">
        {offered.map((ticket) => (
          <li key={ticket.id} className="border-line not-last:border-b">
            <label className="flex min-h-9 items-center gap-2.5 px-3 py-1 hover:bg-hover max-md:min-h-11">
              <input
                type="checkbox"
                checked={linkedIds.includes(ticket.id)}
                onChange={(event) =>
                  put({
                    linkedIds: event.target.checked
                      ? [...linkedIds, ticket.id]
                      : linkedIds.filter((id) => id !== ticket.id),
                  })
                }
                className="size-4 accent-accent"
              />
              <StatusGlyph status={statusOf(state, ticket)} />
              <span className="min-w-0 flex-1 truncate">
                #{ticket.number} {ticket.name}
              </span>
              <span className="text-[0.75rem] text-ink-3">{rowTime(new Date(ticket.activityAt), clock)}</span>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
