import type { DraftInvitation, DraftKind, DraftView } from '../../shared/entities.ts';
import type { Unstamped } from '../../shared/events.ts';
import type { Id } from '../../shared/ids.ts';
import type { Taken } from '../conversations/model.ts';

/**
 * What is known of a draft besides its text. Its document has the same id. `snippet`, `written` and `updatedAt` are as
 * they were last announced, a moment behind the text, so that lists and screens always agree.
 */
export interface Draft {
  _id: string;
  workspaceId: Id;
  ticketId: Id;
  ownerId: Id;
  kind: DraftKind;
  gen: number;
  state: 'open' | 'posted' | 'discarded';
  sharedWith: Id[];
  /** Who has ever written it besides its owner: what they uploaded may go along. */
  writers?: Id[];
  /** Holds anything at all. */
  written: boolean;
  snippet: string;
  /** Holds what was typed into an earlier draft after that had been sent. */
  recovered: boolean;
  /** Who handed it over. */
  fromId: Id | null;
  updatedAt: Date;
  closedAt: Date | null;
  /** The message it became, and what is needed to take that back. */
  messageId: string | null;
  taken: Taken | null;
  version: number;
}

/** Says for itself what it is of, so that it can be checked, and made again; whoever guesses it has nothing. */
export const docIdOf = (draft: Pick<Draft, 'kind' | 'ticketId' | 'ownerId' | 'gen'>): string =>
  `${draft.kind}.${draft.ticketId}.${draft.ownerId}.${draft.gen}`;

/** Whose uploads may be in it. */
export const uploadersOf = ({ ownerId, sharedWith, writers = [] }: Draft): Id[] => [
  ...new Set([ownerId, ...sharedWith, ...writers]),
];

export const selfScope = (memberId: Id): string => `self:${memberId}`;

/** Worth a line in the Drafts view. */
export const isListed = (draft: Draft): boolean => draft.state === 'open' && draft.written;

export const viewOf = (draft: Draft): DraftView => ({
  docId: draft._id,
  gen: draft.gen,
  kind: draft.kind,
  ticketId: draft.ticketId,
  ownerId: draft.ownerId,
  sharedWith: draft.sharedWith,
  snippet: draft.snippet,
  recovered: draft.recovered,
  fromId: draft.fromId,
  updatedAt: draft.updatedAt.toISOString(),
  version: draft.version,
});

/** What a colleague is told whom its author lets write along. */
export const invitationOf = ({ _id, gen, kind, ticketId, ownerId }: Draft): DraftInvitation => ({
  docId: _id,
  gen,
  kind,
  ticketId,
  ownerId,
});

/** The documents whose state or guests an event has changed. */
export function docsIn(event: Unstamped | null): string[] {
  switch (event?.type) {
    case 'draft.changed':
      return [event.draft.docId];
    case 'draft.left':
    case 'draft.uninvited':
      return [event.docId];
    default:
      return [];
  }
}
