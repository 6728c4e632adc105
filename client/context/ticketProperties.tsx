import { useTranslation } from 'react-i18next';
import type { TicketView } from '../../shared/entities.ts';
import { priorities } from '../../shared/order.ts';
import { useScreen, useShown } from '../connection/screenContext.ts';
import { momentOf } from '../i18n/format.ts';
import { useClock } from '../i18n/useClock.ts';
import { setPriority, setTeam } from '../tickets/change.ts';
import { pipelineName, statusName, statusOf } from '../tickets/names.ts';
import { OwnerMenu } from '../tickets/ownerMenu.tsx';
import { PriorityBars } from '../tickets/priorityBars.tsx';
import { PutBackNote } from '../tickets/putBackNote.tsx';
import { StatusGlyph } from '../tickets/statusGlyph.tsx';
import { StatusMenu } from '../tickets/statusMenu.tsx';
import { sourceIcons } from '../tickets/ticketRow.tsx';
import { MemberAvatar, NobodyAvatar } from '../ui/avatar.tsx';
import { Menu, MenuItem, MenuLine } from '../ui/menu.tsx';
import { CustomProperties } from './customProperties.tsx';
import { PropertyRow, valueButton } from './propertyRow.tsx';
import { TagList } from './tagList.tsx';

export function TicketProperties({ ticket, editable }: { ticket: TicketView; editable: boolean }) {
  const { t } = useTranslation();
  const clock = useClock();
  const screen = useScreen();
  const state = useShown((shown) => shown);
  const pipeline = state.pipelines[ticket.pipelineId];
  const status = statusOf(state, ticket);
  const owner = ticket.ownerId ? state.members[ticket.ownerId] : undefined;
  const team = ticket.teamId ? state.teams[ticket.teamId] : undefined;
  const teams = Object.values(state.teams).sort((a, b) => a.name.localeCompare(b.name));
  const Source = sourceIcons[ticket.source];
  const label = (property: string, value: string) => `${property}: ${value}`;
  const statusWord = status ? statusName(t, status) : '';
  const ownerWord = owner?.name ?? t('owner.nobody');
  const teamWord = team?.name ?? t('team.none');
  return (
    <>
      <dl>
        <PropertyRow label={t('property.pipeline')}>{pipeline && pipelineName(t, pipeline)}</PropertyRow>
        <PropertyRow label={t('status.label')}>
          <StatusMenu
            ticket={ticket}
            trigger={
              <button
                type="button"
                disabled={!editable}
                aria-label={t('status.change', { status: statusWord })}
                className={valueButton}
              >
                <StatusGlyph status={status} />
                <span className="truncate">{statusWord}</span>
              </button>
            }
          />
        </PropertyRow>
        <PropertyRow label={t('priority.label')}>
          <Menu
            trigger={
              <button
                type="button"
                disabled={!editable}
                aria-label={label(t('priority.label'), t(`priority.${ticket.priority}`))}
                className={valueButton}
              >
                <PriorityBars priority={ticket.priority} />
                {t(`priority.${ticket.priority}`)}
              </button>
            }
          >
            {priorities.map((priority) => (
              <MenuItem
                key={priority}
                icon={<PriorityBars priority={priority} />}
                checked={priority === ticket.priority}
                onSelect={() => setPriority(screen, ticket, priority)}
              >
                {t(`priority.${priority}`)}
              </MenuItem>
            ))}
          </Menu>
        </PropertyRow>
        <PropertyRow label={t('owner.label')}>
          <OwnerMenu
            ticket={ticket}
            trigger={
              <button
                type="button"
                disabled={!editable}
                aria-label={t('owner.change', { owner: ownerWord })}
                className={valueButton}
              >
                {owner ? <MemberAvatar name={owner.name} color={owner.color} size={16} /> : <NobodyAvatar size={16} />}
                <span className="truncate">{ownerWord}</span>
              </button>
            }
          />
        </PropertyRow>
        <PropertyRow label={t('team.label')}>
          <Menu
            trigger={
              <button
                type="button"
                disabled={!editable}
                aria-label={label(t('team.label'), teamWord)}
                className={`${valueButton} ${team ? '' : 'text-ink-3'}`}
              >
                <span className="truncate">{teamWord}</span>
              </button>
            }
          >
            {teams.map((one) => (
              <MenuItem
                key={one.id}
                checked={one.id === ticket.teamId}
                onSelect={() => setTeam(screen, ticket, one.id)}
              >
                {one.name}
              </MenuItem>
            ))}
            <MenuLine />
            <MenuItem checked={ticket.teamId === null} onSelect={() => setTeam(screen, ticket, null)}>
              {t('team.none')}
            </MenuItem>
          </Menu>
        </PropertyRow>
        <PropertyRow label={t('property.source')}>
          <span className="flex items-center gap-1.5">
            <Source className="size-3.5 text-ink-3" aria-hidden />
            {t(`channel.${ticket.source}`)}
          </span>
        </PropertyRow>
        <PropertyRow label={t('property.tags')}>
          <TagList ticket={ticket} editable={editable} />
        </PropertyRow>
        <CustomProperties ticket={ticket} editable={editable} />
        <PropertyRow label={t('property.created')}>{momentOf(new Date(ticket.createdAt), clock)}</PropertyRow>
        {ticket.firstReplyAt && (
          <PropertyRow label={t('property.firstReply')}>{momentOf(new Date(ticket.firstReplyAt), clock)}</PropertyRow>
        )}
        {ticket.lastReplyAt && ticket.lastReplyAt !== ticket.firstReplyAt && (
          <PropertyRow label={t('property.lastReply')}>{momentOf(new Date(ticket.lastReplyAt), clock)}</PropertyRow>
        )}
        {ticket.closedAt && (
          <PropertyRow label={t('property.closed')}>{momentOf(new Date(ticket.closedAt), clock)}</PropertyRow>
        )}
      </dl>
      <div className="mt-2 empty:hidden">
        <PutBackNote ticket={ticket} properties={['priority', 'team', 'tags', 'properties']} />
      </div>
    </>
  );
}
