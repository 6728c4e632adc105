import { createHash } from 'node:crypto';
import type { Clock } from '../platform/clock.ts';

/** The sign-in was refused, or there is nothing to sign in with. */
export class NoSignIn extends Error {}
/** The permission was withdrawn, or has run out: somebody has to give it anew. */
export class Revoked extends NoSignIn {}
/** Whoever gives tokens cannot be asked. */
export class NoTokenServer extends Error {}

const answerMs = 15_000;
/** A token that runs out so soon is not used any more. */
const spareMs = 60_000;
/** RFC 6749 leaves it open; what says nothing is asked for again soon. */
const usualSeconds = 300;
/** Far more than there are mail servers; they are had anew. */
const keptAtMost = 1000;

/** Where access tokens are had for a refresh token. */
export interface TokenPlace {
  tokenUrl: string;
  clientId: string;
  clientSecret?: string | undefined;
  refreshToken: string;
}

interface Token {
  accessToken: string;
  until: number;
  /** The refresh token to come with next time. */
  next: string;
}

/** What the provider answers. RFC 6749, 5. */
async function asked(place: TokenPlace): Promise<{ status: number; told: Record<string, unknown> }> {
  const form = new URLSearchParams({
    grant_type: 'refresh_token',
    refresh_token: place.refreshToken,
    client_id: place.clientId,
    ...(place.clientSecret ? { client_secret: place.clientSecret } : {}),
  });
  try {
    const answer = await fetch(place.tokenUrl, {
      method: 'POST',
      body: form,
      redirect: 'error',
      signal: AbortSignal.timeout(answerMs),
    });
    const told = (await answer.json().catch(() => ({}))) as Record<string, unknown>;
    return { status: answer.status, told: told && typeof told === 'object' ? told : {} };
  } catch (error) {
    const { cause, message } = error as Error & { cause?: Error };
    throw new NoTokenServer(cause?.message || message);
  }
}

/** Access tokens for mail servers, kept as long as they are good. */
export function createOAuth(clock: Clock) {
  const kept = new Map<string, Promise<Token>>();
  const keyOf = ({ tokenUrl, clientId, clientSecret = '', refreshToken }: TokenPlace) =>
    createHash('sha256').update([tokenUrl, clientId, clientSecret, refreshToken].join('\n')).digest('base64url');

  async function fetchToken(place: TokenPlace, renewed: (refreshToken: string) => Promise<void>): Promise<Token> {
    const { status, told } = await asked(place);
    const { access_token: accessToken, refresh_token: next, expires_in: seconds, error, error_description: why } = told;
    if (typeof accessToken !== 'string') {
      const words = String(why ?? error ?? `The token server answered ${status}`);
      if (error === 'invalid_grant') throw new Revoked(words);
      throw status >= 500 || status === 429 ? new NoTokenServer(words) : new NoSignIn(words);
    }
    const changed = typeof next === 'string' && next !== place.refreshToken;
    if (changed) await renewed(next);
    const life = typeof seconds === 'number' && seconds > 0 ? seconds : usualSeconds;
    return {
      accessToken,
      until: clock.now().getTime() + life * 1000 - spareMs,
      next: changed ? next : place.refreshToken,
    };
  }

  return {
    /**
     * A token that is good now; `fresh` when the one before was refused. `renewed` hears of the refresh token that takes the
     * place of the one that was used. @throws Revoked, NoSignIn, NoTokenServer
     */
    async tokenOf(place: TokenPlace, renewed: (refreshToken: string) => Promise<void>, fresh = false): Promise<string> {
      const key = keyOf(place);
      const known = fresh ? undefined : await kept.get(key)?.catch(() => undefined);
      if (known && known.until > clock.now().getTime()) return known.accessToken;
      const token = fetchToken(place, renewed);
      kept.set(key, token);
      try {
        const { accessToken, next } = await token;
        if (kept.size > keptAtMost) kept.clear();
        // Whoever still holds the old refresh token gets this one's, and does not use up the old one once more.
        kept.set(keyOf({ ...place, refreshToken: next }), token).set(key, token);
        return accessToken;
      } catch (error) {
        kept.delete(key);
        throw error;
      }
    },
  };
}

export type OAuth = ReturnType<typeof createOAuth>;
