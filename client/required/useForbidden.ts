import './words/load.ts';
import { useTranslation } from 'react-i18next';
import type { StatusView, TicketView } from '../../shared/entities.ts';
import { meIn } from '../../shared/state.ts';
import { bound } from '../../shared/statusRules.ts';
import { useNames } from '../connection/screenContext.ts';
import { statusName } from '../tickets/names.ts';

/** Why the reader may not move a ticket to a status of its pipeline, in a few words; null when he may. product: T8. */
export function useForbidden(ticket: TicketView): (status: StatusView) => string | null {
  const { t } = useTranslation('required');
  const { t: common } = useTranslation();
  const names = useNames();
  const me = meIn(names);
  const statuses = names.pipelines[ticket.pipelineId]?.statuses ?? [];
  return ({ id }) => {
    const broken = bound(me, statuses, ticket.statusId, id);
    return broken && t(`bound.${broken.rule}`, { status: statusName(common, broken.status) });
  };
}
