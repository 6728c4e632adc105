import type { Scope } from '../../shared/access.ts';
import type { Id } from '../../shared/ids.ts';

/**
 * Where a workspace's events for a scope are heard. Whoever holds `guest:` of himself holds `self:` too (shared/access),
 * so the two share a room: each room costs every screen memory.
 */
export const scopeRoom = (workspaceId: Id, scope: Scope) => `w:${workspaceId}:${scope.replace(/^guest:/, 'self:')}`;
