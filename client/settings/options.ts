import type { Level, Role } from '../../shared/access.ts';
import type { AuditAction } from '../../shared/contract/audit.ts';
import type { TokenScope } from '../../shared/contract/call.ts';
import { en } from './words/en.ts';

/** What there is to choose from. Named here, because the schemas' own lists would bring all of zod into the first load. */
export const roles = ['admin', 'agent', 'collaborator'] as const satisfies readonly Role[];
export const levels = ['everything', 'teams', 'own', 'none'] as const satisfies readonly Level[];
export const scopes = ['read', 'write', 'admin'] as const satisfies readonly TokenScope[];

/** Those that have words; a test says that all have. */
export const actions = Object.keys(en.audit.act).map((key) => key.replace('_', '.') as AuditAction);
