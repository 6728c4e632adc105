import type { TFunction } from 'i18next';
import type { ContactView, PipelineView, StatusView, TicketView } from '../../shared/entities.ts';
import type { State } from '../../shared/state.ts';

/** A status that came with the workspace is named in the reader's language. */
export const statusName = (t: TFunction, status: StatusView): string =>
  status.preset ? t(`status.${status.preset}`) : status.name;

export const pipelineName = (t: TFunction, pipeline: PipelineView): string =>
  pipeline.preset ? t(`pipeline.${pipeline.preset}`) : pipeline.name;

export const statusOf = (state: State, ticket: TicketView): StatusView | undefined =>
  state.pipelines[ticket.pipelineId]?.statuses.find((status) => status.id === ticket.statusId);

/** The customer whose ticket it is: the first of its contacts. */
export function contactOf(state: State, ticket: TicketView): ContactView | undefined {
  const id = ticket.contactIds[0];
  return id === undefined ? undefined : state.contacts[id];
}

/** The status a ticket closes to, or opens to again. */
export function closingStatus(pipeline: PipelineView | undefined, closed: boolean): StatusView | undefined {
  const statuses = pipeline?.statuses ?? [];
  if (!closed) return statuses.find((status) => status.state === 'closed');
  return (
    statuses.find((status) => status.preset === 'waitingOnUs') ?? statuses.find((status) => status.state === 'open')
  );
}

/** What each property is called, as the catalogue's keys. */
export const propertyLabels = {
  name: 'property.name',
  status: 'status.label',
  priority: 'priority.label',
  owner: 'owner.label',
  team: 'team.label',
  tags: 'property.tags',
  contacts: 'property.contact',
  company: 'property.company',
  properties: 'property.some',
} as const;
