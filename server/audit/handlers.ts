import { mustAdminister } from '../auth/policy.ts';
import type { CommandHandlers, QueryHandlers } from '../rpc/handler.ts';
import type { Exports } from './exports.ts';
import type { Audit } from './service.ts';

const pageSize = 50;

export const auditQueries = (audit: Audit): QueryHandlers<'audit.list'> => ({
  'audit.list': async (actor, { filter = {}, cursor = null, limit = pageSize }) => {
    mustAdminister(actor);
    return audit.list(actor.workspaceId, filter, cursor, limit);
  },
});

export const auditCommands = (audit: Audit, exports: Exports): CommandHandlers<'audit.export'> => ({
  'audit.export': async (tx, actor, { filter = {} }) => {
    mustAdminister(actor);
    await audit.note(tx, actor, 'audit.exported');
    return { url: exports.make({ workspaceId: actor.workspaceId, memberId: actor.id, filter }) };
  },
});
