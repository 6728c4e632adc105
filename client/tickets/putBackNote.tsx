import { TriangleAlert, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { TicketView } from '../../shared/entities.ts';
import type { Property } from '../connection/overlay.ts';
import { useScreen, useScreenState, useShown } from '../connection/screenContext.ts';
import type { PutBack } from '../connection/screenState.ts';
import { propertyLabels as labels, statusName, statusOf } from './names.ts';

/** Beside the thing: what was put back, and why. */
export function PutBackNote({ ticket, properties }: { ticket: TicketView; properties: readonly Property[] }) {
  const { t } = useTranslation();
  const screen = useScreen();
  const state = useShown((shown) => shown);
  const all = useScreenState((now) => now.putBack);
  const isHere = (put: PutBack) =>
    put.ticketId === ticket.id && properties.some((property) => property === put.property);
  const note = all.find(isHere);
  if (!note) return null;
  const status = statusOf(state, ticket);
  const values: Record<Property, string> = {
    name: ticket.name,
    status: status ? statusName(t, status) : '',
    priority: t(`priority.${ticket.priority}`),
    owner: (ticket.ownerId && state.members[ticket.ownerId]?.name) || t('owner.nobody'),
    team: (ticket.teamId && state.teams[ticket.teamId]?.name) || t('team.none'),
    tags: ticket.tags.join(', ') || t('property.none'),
    contacts: ticket.contactIds.map((id) => state.contacts[id]?.name).join(', ') || t('property.none'),
    company: (ticket.companyId && state.companies[ticket.companyId]?.name) || t('property.none'),
    properties: t('property.before'),
  };
  const dismiss = () => screen.update((now) => ({ ...now, putBack: now.putBack.filter((put) => put !== note) }));
  return (
    <div
      role="alert"
      className="flex animate-arrive items-start gap-2 rounded-card border border-line-strong bg-raised px-3 py-2"
    >
      <TriangleAlert className="mt-0.5 size-4 shrink-0 text-danger" aria-hidden />
      <p className="flex-1 text-ink-2">
        <b className="font-semibold text-ink">
          {t('refusal.putBack', { property: t(labels[note.property]), value: values[note.property] })}
        </b>{' '}
        {note.why ?? t(`refusal.${note.reason}`)}
      </p>
      <button
        type="button"
        aria-label={t('refusal.dismiss')}
        onClick={dismiss}
        className="rounded-chip p-0.5 text-ink-3 hover:bg-hover hover:text-ink"
      >
        <X className="size-4" aria-hidden />
      </button>
    </div>
  );
}
