import type { Scope } from '../../shared/access.ts';
import type { Id } from '../../shared/ids.ts';

/** Where a workspace's events for a scope are heard. */
export const scopeRoom = (workspaceId: Id, scope: Scope) => `w:${workspaceId}:${scope}`;

/** All sockets of a member, for changes of his rights; hears no events. */
export const memberRoom = (workspaceId: Id, memberId: Id) => `m:${workspaceId}:${memberId}`;

/** All sockets of a session, for its end. */
export const sessionRoom = (sessionId: Id) => `s:${sessionId}`;
