import type { Clock } from '../platform/clock.ts';
import { hashOf, isAlive, tokenPrefix } from './apiTokens/model.ts';
import type { ApiTokenStore } from './apiTokens/store.ts';
import type { AccessClaims, Tokens } from './tokens.ts';

/** What somebody showed: a session's access token, or a program's own token, whose id then stands for the session's. */
export interface Claims extends AccessClaims {
  program?: true;
}

/** What a text shown as Bearer, or at a socket's start, claims; null for nothing of ours. */
export type ReadCredential = (text: string) => Promise<Claims | null>;

/** The last use is written down at most this often. */
const touchEveryMs = 60_000;

export function createCredentials(deps: { tokens: Tokens; apiTokens: ApiTokenStore; clock: Clock }): ReadCredential {
  const { tokens, apiTokens, clock } = deps;

  async function programOf(secret: string): Promise<Claims | null> {
    const token = await apiTokens.byHash(hashOf(secret));
    const now = clock.now();
    if (!token || !isAlive(token, now)) return null;
    const since = new Date(now.getTime() - touchEveryMs);
    if (!token.lastUsedAt || token.lastUsedAt < since) await apiTokens.touch(token._id, now, since);
    return { sub: token.userId, wid: token.workspaceId, sid: token._id, program: true };
  }

  return async (text) => (text.startsWith(tokenPrefix) ? programOf(text) : tokens.read(text));
}
