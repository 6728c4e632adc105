import { useTranslation } from 'react-i18next';
import { priorities } from '../../shared/order.ts';
import { useShown } from '../connection/screenContext.ts';
import { propertyLabels as labels, statusName } from '../tickets/names.ts';
import { propertyName } from '../tickets/propertyWords.ts';
import type { ChangeEntry, Entry } from './entry.ts';

const textIn = (html: string): string =>
  (new DOMParser().parseFromString(html, 'text/html').body.textContent ?? '').trim();

/** What somebody did, in words. */
export function useWhat(): (entry: Entry) => string {
  const { t } = useTranslation();
  const { t: own } = useTranslation('outbox');
  const state = useShown((shown) => shown);

  function wanted({ patch, call }: ChangeEntry): string {
    if (call.name === 'ticket.setProperties') {
      return Object.keys(call.input.properties)
        .map((key) => propertyName(t, state, key))
        .join(', ');
    }
    if (patch.name !== undefined) return patch.name;
    if (patch.statusId) {
      const all = Object.values(state.pipelines).flatMap(({ statuses }) => statuses);
      const status = all.find(({ id }) => id === patch.statusId);
      return status ? statusName(t, status) : '';
    }
    const priority = priorities.find((one) => one === patch.priority);
    if (priority) return t(`priority.${priority}`);
    if (patch.ownerId !== undefined) return (patch.ownerId && state.members[patch.ownerId]?.name) || t('owner.nobody');
    if (patch.teamId !== undefined) return (patch.teamId && state.teams[patch.teamId]?.name) || t('team.none');
    if (patch.tags) return patch.tags.join(', ') || t('property.none');
    if (patch.companyId !== undefined)
      return (patch.companyId && state.companies[patch.companyId]?.name) || t('property.none');
    return (patch.contactIds ?? []).flatMap((id) => state.contacts[id]?.name ?? []).join(', ') || t('property.none');
  }

  return (entry) => {
    const written = (kind: 'reply' | 'comment', html: string) =>
      own('change', { property: own(kind), value: textIn(html) });
    if (entry.kind === 'reply') return written('reply', entry.message.html ?? '');
    if (entry.kind === 'comment') return written('comment', entry.comment.html);
    const { facet, call } = entry;
    if (facet === 'place' || facet === 'mark') return own(`act.${actOf(call.name)}`);
    return own('change', { property: t(labels[facet]), value: wanted(entry) });
  };
}

const acts = [
  'snooze',
  'unsnooze',
  'markSpam',
  'unmarkSpam',
  'trash',
  'restore',
  'follow',
  'unfollow',
  'markUnread',
] as const;
const actOf = (name: string) => acts.find((act) => name === `ticket.${act}`) ?? 'follow';
