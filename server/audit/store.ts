import type { ClientSession, Connection } from 'mongoose';
import type { AuditAction } from '../../shared/contract/audit.ts';
import type { Id } from '../../shared/ids.ts';
import { defineModel, Mixed, op } from '../storage/model.ts';

/** A line of a workspace's audit log. Ids sort by time, so the id is the order. */
export interface AuditLine {
  _id: Id;
  workspaceId: Id;
  at: Date;
  action: AuditAction;
  actorId: Id | null;
  targetId: Id | null;
  details: Record<string, string>;
  address: string | null;
}

export interface AuditQuery {
  workspaceId: Id;
  actorId?: Id | undefined;
  action?: AuditAction | undefined;
  /** Ids from here on. */
  from?: Id | undefined;
  /** Ids before this. */
  before?: Id | undefined;
  limit: number;
}

const text = { type: String, required: true };
const maybe = { type: String, default: null };

function filterOf({ workspaceId, actorId, action, from, before }: AuditQuery): Record<string, unknown> {
  const range = { ...(from ? { $gte: from } : {}), ...(before ? { $lt: before } : {}) };
  return {
    workspaceId,
    ...(actorId ? { actorId } : {}),
    ...(action ? { action } : {}),
    ...(from || before ? { _id: op(range) } : {}),
  };
}

export function createAuditStore(connection: Connection) {
  const lines = defineModel<AuditLine>(
    connection,
    'auditLog',
    { workspaceId: text, at: Date, action: text, actorId: maybe, targetId: maybe, details: Mixed, address: maybe },
    [
      [{ workspaceId: 1, _id: -1 }],
      [{ workspaceId: 1, actorId: 1, _id: -1 }],
      [{ workspaceId: 1, action: 1, _id: -1 }],
    ],
  );
  const find = (query: AuditQuery) => lines.find(filterOf(query)).sort({ _id: -1 }).limit(query.limit);
  return {
    insert: (items: AuditLine[], session?: ClientSession) =>
      lines.insertMany(items, { session: session ?? null, lean: true }),
    forget: (workspaceId: Id, before: Id) => lines.deleteMany({ workspaceId, _id: op({ $lt: before }) }),
    list: (query: AuditQuery) => find(query).lean<AuditLine[]>(),
    explainList: (query: AuditQuery) => find(query).explain('executionStats'),
  };
}

export type AuditStore = ReturnType<typeof createAuditStore>;
