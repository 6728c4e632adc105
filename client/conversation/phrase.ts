import type { TFunction } from 'i18next';
import type { HistoryEntry } from '../../shared/entities.ts';
import { priorities } from '../../shared/order.ts';
import type { Names } from '../connection/screenContext.ts';
import { momentOf } from '../i18n/format.ts';
import { currentLanguage, tagOf } from '../i18n/language.ts';
import { pipelineName, statusName } from '../tickets/names.ts';
import { customWord, propertyName } from '../tickets/propertyWords.ts';

const memberName = (state: Names, id: string | null) => (id === null ? null : (state.members[id]?.name ?? null));

function statusWord(t: TFunction, state: Names, id: string | null): string {
  for (const pipeline of Object.values(state.pipelines)) {
    const status = pipeline.statuses.find((one) => one.id === id);
    if (status) return statusName(t, status);
  }
  return t('property.none');
}

const priorityWord = (t: TFunction, value: string | null): string => {
  const known = priorities.find((priority) => priority === value);
  return known ? t(`priority.${known}`) : t('property.none');
};

/** Who did it, by name; changes without an actor are the system's own. */
export const actorOf = (t: TFunction, state: Names, entry: HistoryEntry): string =>
  entry.actorId === null
    ? t(entry.property === 'created' ? 'history.mail' : 'history.baton')
    : (memberName(state, entry.actorId) ?? t('history.somebody'));

/** A value of a property as a reader says it. */
export function wordOf(
  t: TFunction,
  state: Names,
  property: HistoryEntry['property'],
  value: string | null,
  key = '',
): string {
  if (value === null || value === '') return t('property.none');
  switch (property) {
    case 'status':
      return statusWord(t, state, value);
    case 'pipeline':
      return state.pipelines[value] ? pipelineName(t, state.pipelines[value]) : t('property.none');
    case 'priority':
      return priorityWord(t, value);
    case 'owner':
    case 'guests':
      return memberName(state, value) ?? t('history.somebody');
    case 'team':
      return state.teams[value]?.name ?? t('property.none');
    case 'contacts':
      return value
        .split(', ')
        .map((id) => state.contacts[id]?.name ?? t('history.someContact'))
        .join(', ');
    case 'company':
      return state.companies[value]?.name ?? t('history.someCompany');
    case 'linked':
      return value
        .split(', ')
        .map((id) => (state.tickets[id] ? `#${state.tickets[id].number}` : t('history.someTicket')))
        .join(', ');
    case 'custom':
      return customWord(t, state, key, value);
    case 'snooze':
      return value === 'reply'
        ? t('snooze.untilReply')
        : momentOf(new Date(value), { locale: tagOf(currentLanguage()), now: new Date() });
    case 'spam':
    case 'trash':
      return t(`view.${property}`);
    default:
      return value;
  }
}

/** What was done, to follow the actor's name: "set Priority to High". */
export function phraseOf(t: TFunction, state: Names, entry: HistoryEntry): string {
  const to = wordOf(t, state, entry.property, entry.to);
  switch (entry.property) {
    case 'created':
      return t('history.created');
    case 'contacts':
    case 'company':
    case 'linked':
      return entry.to ? t(`history.${entry.property}`, { to }) : t(`history.${entry.property}None`);
    case 'messages': {
      const here = String(state.tickets[entry.ticketId]?.number ?? '');
      const [from, into] = [entry.from ?? '', entry.to ?? ''];
      return into === here ? t('history.movedIn', { from }) : t('history.movedOut', { to: into });
    }
    case 'merged':
    case 'mergedInto':
    case 'split':
      return entry.to === null
        ? t(`history.${entry.property}Back`, { from: entry.from ?? '' })
        : t(`history.${entry.property}`, { to: entry.to });
    case 'owner':
      if (entry.to === null) return t('history.ownerNone');
      return entry.to === entry.actorId ? t('history.ownerSelf') : t('history.owner', { to });
    case 'guests':
      return entry.to === null
        ? t('history.letOut', { from: wordOf(t, state, 'guests', entry.from) })
        : t('history.letIn', { to });
    case 'team':
      return entry.to === null ? t('history.teamNone') : t('history.team', { to });
    case 'tags':
      return entry.to ? t('history.tags', { to }) : t('history.tagsNone');
    case 'snooze':
      if (entry.to === null) return t('history.snoozeNone');
      return entry.to === 'reply' ? t('history.snoozeReply') : t('history.snoozeUntil', { to });
    case 'spam':
      return t(entry.to === null ? 'history.spamNone' : 'history.spam');
    case 'trash':
      return t(entry.to === null ? 'history.trashNone' : 'history.trash');
    case 'custom': {
      const key = entry.key ?? '';
      const property = propertyName(t, state, key);
      if (entry.to === null) return t('history.customNone', { property });
      return t('history.custom', { property, to: customWord(t, state, key, entry.to) });
    }
    default:
      return t(`history.${entry.property}`, { to });
  }
}
