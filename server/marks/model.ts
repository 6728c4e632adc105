import type { Scope } from '../../shared/access.ts';
import type { MarkView, Priority } from '../../shared/entities.ts';
import type { Phase } from '../../shared/facets.ts';
import type { Id } from '../../shared/ids.ts';

/**
 * What a member keeps of a ticket for himself. It carries the ticket's sort keys, so that what he follows is a list, and
 * the facets it is counted under.
 */
export interface Mark {
  _id: string;
  workspaceId: Id;
  memberId: Id;
  ticketId: Id;
  following: boolean;
  /** Customers' messages up to here in the log have been read. */
  readSeq: number;
  activityAt: Date;
  priority: Priority;
  audience: Scope[];
  phase: Phase;
  pipelineId: Id;
  version: number;
}

export const markKey = (memberId: Id, ticketId: Id) => `${memberId}:${ticketId}`;

export const viewOf = ({ ticketId, following, readSeq, version }: Mark): MarkView => ({
  ticketId,
  following,
  readSeq,
  version,
});
