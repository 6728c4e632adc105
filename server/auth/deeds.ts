import type { AuditAction } from '../../shared/contract/audit.ts';
import type { Id } from '../../shared/ids.ts';
import type { ClientSession } from '../storage/connection.ts';

/** Something that whoever looks after a workspace may want to know later. Holds no secret. */
export interface Deed {
  action: AuditAction;
  /** Who did it; null for nobody who is known. */
  actorId: Id | null;
  /** On what or whom. */
  targetId?: Id | null;
  details?: Record<string, string>;
  /** From where. */
  address?: string;
}

/** Writes a deed into the audit log of these workspaces, in the caller's transaction if it has one. */
export type KeepDeed = (workspaceIds: Id[], deed: Deed, session?: ClientSession) => Promise<void>;
