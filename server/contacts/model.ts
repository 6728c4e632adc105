import type { Scope } from '../../shared/access.ts';
import type { ContactView } from '../../shared/entities.ts';
import type { Id } from '../../shared/ids.ts';

/**
 * A customer. Who may know of him is who may see one of his tickets: `reach` counts his tickets' scopes,
 * `audience` is those that count, and always `all`.
 */
export interface Contact {
  _id: Id;
  workspaceId: Id;
  name: string;
  email: string | null;
  emailLower: string | null;
  createdAt: Date;
  reach: { scope: Scope; n: number }[];
  audience: Scope[];
  version: number;
}

export const viewOf = (contact: Contact): ContactView => ({
  id: contact._id,
  name: contact.name,
  email: contact.email,
  createdAt: contact.createdAt.toISOString(),
  version: contact.version,
});

/** The contact after one of his tickets went from one audience to another; null means not his. */
export function reachMoved(contact: Contact, before: readonly Scope[] | null, after: readonly Scope[] | null): Contact {
  const reach = new Map(contact.reach.map(({ scope, n }) => [scope, n]));
  for (const scope of before ?? []) reach.set(scope, (reach.get(scope) ?? 0) - 1);
  for (const scope of after ?? []) reach.set(scope, (reach.get(scope) ?? 0) + 1);
  const rows = [...reach].filter(([, n]) => n > 0).map(([scope, n]) => ({ scope, n }));
  const audience = [...new Set(['all', ...rows.map(({ scope }) => scope)])].sort();
  return { ...contact, reach: rows, audience };
}
