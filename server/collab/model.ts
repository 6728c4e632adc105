import type { Id } from '../../shared/ids.ts';

/** Which feature a document belongs to, and so who may open it. */
export type DocKind = 'draft' | 'comment';

/** `posted`: became a message or a comment. `discarded`: thrown away, for 30 days to be had again. */
export type DocState = 'open' | 'posted' | 'discarded';

/**
 * A collaborative document as it is stored: a short tail of updates, and beside it the snapshot of all before.
 * `n` counts the updates ever appended; the tail is the last of them. design: drafts and shared comments.
 */
export interface StoredDoc {
  _id: string;
  workspaceId: Id;
  kind: DocKind;
  gen: number;
  state: DocState;
  n: number;
  u: Uint8Array[];
  /** Bytes of the tail, and of the snapshot. */
  tail: number;
  size: number;
  /** Something was written that its feature has not looked at yet. */
  behind: boolean;
}

/** Everything up to the `n`th update in one. */
export interface Snapshot {
  _id: string;
  gen: number;
  n: number;
  bytes: Uint8Array;
}

/** The tail begins behind this update. */
export const tailStart = (doc: Pick<StoredDoc, 'n' | 'u'>): number => doc.n - doc.u.length;

export const DocName = /^[A-Za-z0-9_.-]{8,200}$/;
