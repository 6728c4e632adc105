import { createHash, createHmac } from 'node:crypto';
import type { Id } from '../../shared/ids.ts';
import type { Secrets } from '../platform/secret.ts';

export type LinkKind = 'invitation' | 'password';

/**
 * What mailed links carry: 32 bytes that only this installation can make of an id, and nobody can guess. So the job that
 * writes the mail makes the token itself, and the store never holds more than its hash.
 */
export function createLinkTokens(secrets: Secrets) {
  const tokenOf = (kind: LinkKind, id: Id): string =>
    createHmac('sha256', secrets.key(`link:${kind}`))
      .update(id)
      .digest('base64url');
  const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url');
  return { tokenOf, hashOf };
}

export type LinkTokens = ReturnType<typeof createLinkTokens>;
