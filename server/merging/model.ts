import type { Id } from '../../shared/ids.ts';
import type { MarkMerge } from '../marks/service.ts';
import type { Answered, Taken, Told } from '../tickets/model.ts';

/** What a merge has changed that cannot be read from what it left: kept to undo it. */
export interface Merge {
  _id: Id;
  workspaceId: Id;
  ticketId: Id;
  intoId: Id;
  at: Date;
  actorId: Id;
  taken: Taken;
  marks: MarkMerge[];
  /** Where each one's last message stood, and what was said of the ticket then. */
  before: { source: Standing; into: Standing };
}

export interface Standing {
  lastSeq: number;
  told: Told & Answered;
}
