import { Building2, X } from 'lucide-react';
import { type ReactNode, useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { canEdit } from '../../shared/access.ts';
import type { TicketView } from '../../shared/entities.ts';
import { meIn } from '../../shared/state.ts';
import { reasonOf } from '../connection/refused.ts';
import { useScreen, useScreenState, useShown } from '../connection/screenContext.ts';
import { meetCompany, meetContact } from '../contacts/learn.ts';
import { CompanyPicker, ContactPicker } from '../contacts/pickers.tsx';
import { useTickets } from '../contacts/useTickets.ts';
import { rowTime } from '../i18n/format.ts';
import { useClock } from '../i18n/useClock.ts';
import { Star } from '../required/valueField.tsx';
import { ContactAvatar } from '../ui/avatar.tsx';
import type { CreateForm } from './createForm.ts';
import { statusOf } from './names.ts';
import { StatusGlyph } from './statusGlyph.tsx';

interface ConcernsProps {
  form: CreateForm;
  put: (fields: Partial<CreateForm>) => void;
}

const activityShown = 5;

/** The company a new ticket concerns, found or made. */
export function CreateCompany({ form, put, required }: ConcernsProps & { required: boolean }) {
  const { t } = useTranslation('contacts');
  const company = useShown((state) => (form.companyId ? state.companies[form.companyId] : undefined));
  const label = (
    <>
      {t('field.company')}
      {required && <Star />}
    </>
  );
  if (!company) {
    return <CompanyPicker label={t('field.company')} labelled={label} onChoose={({ id }) => put({ companyId: id })} />;
  }
  return (
    <>
      <p className="mb-1.5 text-[0.75rem]/4 font-medium">{label}</p>
      <div className="flex min-h-(--control) items-center rounded-control border border-line-input bg-page px-1.5">
        <Chosen
          icon={<Building2 className="size-4" aria-hidden />}
          name={company.name}
          label={t('removeCompany')}
          onRemove={() => put({ companyId: null })}
        />
      </div>
    </>
  );
}

/** Its customers, found or made; the first brings his company along. */
export function CreateContacts({ form, put, required }: ConcernsProps & { required: boolean }) {
  const { t } = useTranslation('contacts');
  const contacts = useShown((state) => state.contacts);
  const chosen = form.contactIds.flatMap((id) => contacts[id] ?? []);
  const without = (id: string) => form.contactIds.filter((one) => one !== id);
  return (
    <div className="flex flex-col gap-1.5">
      <ContactPicker
        label={t('contacts')}
        labelled={
          <>
            {t('contacts')}
            {required && <Star />}
          </>
        }
        without={form.contactIds}
        onChoose={({ id, companyId }) =>
          put({ contactIds: [...without(id), id], companyId: form.companyId ?? companyId })
        }
      />
      <div className="flex flex-wrap gap-1.5 empty:hidden">
        {chosen.map((contact) => (
          <Chosen
            key={contact.id}
            icon={<ContactAvatar name={contact.name} size={18} />}
            name={contact.name}
            label={t('remove', { name: contact.name })}
            onRemove={() => put({ contactIds: without(contact.id) })}
          />
        ))}
      </div>
    </div>
  );
}

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

function Chosen({
  icon,
  name,
  label,
  onRemove,
}: {
  icon: ReactNode;
  name: string;
  label: string;
  onRemove: () => void;
}) {
  return (
    <span className="inline-flex h-6 max-w-full items-center gap-1.5 rounded-chip bg-closed-tint pl-1.5 font-medium text-ink max-md:h-11">
      {icon}
      <span className="truncate">{name}</span>
      <button
        type="button"
        aria-label={label}
        onClick={onRemove}
        className="flex h-full w-6 items-center justify-center rounded-chip text-ink-2 hover:text-ink max-md:w-11"
      >
        <X className="size-3.5" aria-hidden />
      </button>
    </span>
  );
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
