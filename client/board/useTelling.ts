import type { Announcements, UniqueIdentifier } from '@dnd-kit/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { PipelineView } from '../../shared/entities.ts';
import { useScreen } from '../connection/screenContext.ts';
import { lackingIn } from '../required/asking.ts';
import { statusName } from '../tickets/names.ts';
import { propertyName } from '../tickets/propertyWords.ts';

/** What a screen reader says while a card is carried. */
export function useTelling(pipeline: PipelineView): {
  announcements: Announcements;
  /** What became of a card that was dropped, once it is known. */
  ended: (ticketId: string, goal: string) => string;
} {
  const { t } = useTranslation('board');
  const { t: common } = useTranslation();
  const screen = useScreen();
  /** Where it was lifted: by the time its end is told it may be elsewhere. */
  const from = useRef('');
  /** The column that was told last: the one it was lifted from is no news. */
  const last = useRef<UniqueIdentifier | undefined>(undefined);
  const state = () => screen.store.get().shown;
  const ticketOf = (id: UniqueIdentifier) => state()?.tickets[String(id)];
  const statusOf = (id: UniqueIdentifier | undefined) => pipeline.statuses.find((one) => one.id === id);
  const nameOf = (id: UniqueIdentifier | undefined) => {
    const status = statusOf(id);
    return status ? statusName(common, status) : '';
  };
  return {
    announcements: {
      onDragStart({ active }) {
        const ticket = ticketOf(active.id);
        if (!ticket) return undefined;
        from.current = ticket.statusId;
        last.current = ticket.statusId;
        return t('lifted', { number: ticket.number, name: ticket.name, status: nameOf(ticket.statusId) });
      },
      onDragOver({ active, over }) {
        const ticket = ticketOf(active.id);
        if (!ticket) return t('gone');
        if (over?.id === last.current) return undefined;
        last.current = over?.id;
        const { number } = ticket;
        return over ? t('over', { number, status: nameOf(over.id) }) : t('overNothing', { number });
      },
      onDragEnd({ active, over }) {
        const [ticket, shown, status] = [ticketOf(active.id), state(), statusOf(over?.id)];
        if (!ticket || !shown) return t('gone');
        const { number } = ticket;
        if (!status || status.id === from.current) return t('stayed', { number, status: nameOf(from.current) });
        const before = { ...ticket, statusId: from.current };
        const properties = lackingIn(shown, before, status).map((key) => propertyName(common, shown, key));
        if (properties.length === 0) return t('dropped', { number, status: nameOf(status.id) });
        return t('asks', { number, properties: properties.join(', '), status: nameOf(status.id) });
      },
      onDragCancel({ active }) {
        const ticket = ticketOf(active.id);
        return ticket ? t('cancelled', { number: ticket.number, status: nameOf(ticket.statusId) }) : t('gone');
      },
    },
    ended(ticketId, goal) {
      const ticket = ticketOf(ticketId);
      if (!ticket) return t('gone');
      const key = ticket.statusId === goal ? 'dropped' : 'stayed';
      return t(key, { number: ticket.number, status: nameOf(ticket.statusId) });
    },
  };
}
