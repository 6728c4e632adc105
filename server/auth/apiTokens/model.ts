import { createHash, randomBytes } from 'node:crypto';
import type { TokenView } from '../../../shared/entities.ts';
import type { ApiToken } from './store.ts';

/** What our secrets begin with, so that a person, or a scanner of leaked secrets, knows one. */
export const tokenPrefix = 'baton_';
const hintLength = tokenPrefix.length + 4;

export const newSecret = () => `${tokenPrefix}${randomBytes(32).toString('base64url')}`;
/** 256 random bits need no salt and no slowness. */
export const hashOf = (secret: string) => createHash('sha256').update(secret).digest('base64url');
export const hintOf = (secret: string) => secret.slice(0, hintLength);

export const isAlive = (token: ApiToken, now: Date) =>
  token.revokedAt === null && (token.expiresAt === null || token.expiresAt > now);

export const viewOf = (token: ApiToken): TokenView => ({
  id: token._id,
  memberId: token.userId,
  name: token.name,
  scopes: token.scopes,
  hint: token.hint,
  createdAt: token.createdAt.toISOString(),
  lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
  expiresAt: token.expiresAt?.toISOString() ?? null,
});
