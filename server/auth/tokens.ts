import { createSecretKey } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { z } from 'zod';
import { Id } from '../../shared/ids.ts';
import type { Clock } from '../platform/clock.ts';
import type { Secrets } from '../platform/secret.ts';

const AccessClaims = z.object({ sub: Id, wid: Id, sid: Id });
/** Who (sub), in which workspace (wid), by which session (sid). */
export type AccessClaims = z.infer<typeof AccessClaims>;
/** Each of ours says when it ends, also where that is not asked. */
const Issued = AccessClaims.extend({ exp: z.int() });

/** Long enough for a request, short enough to lose. */
const accessMinutes = 15;
const issuer = 'baton';
const audience = 'baton:access';

export function createTokens(secrets: Secrets, clock: Clock) {
  // A key object: given bare bytes, the library tries them as a public key first, at forty times the cost.
  const key = createSecretKey(secrets.key('access-token'));
  const seconds = () => Math.floor(clock.now().getTime() / 1000);

  function claimsIn(token: string, ignoreExpiration: boolean): AccessClaims | null {
    try {
      const clockTimestamp = seconds();
      const rules = { algorithms: ['HS256' as const], issuer, audience, clockTimestamp, ignoreExpiration };
      const { sub, wid, sid } = Issued.parse(jwt.verify(token, key, rules));
      return { sub, wid, sid };
    } catch {
      return null;
    }
  }

  return {
    issue(claims: AccessClaims): { token: string; expiresAt: string } {
      const exp = seconds() + accessMinutes * 60;
      const token = jwt.sign({ wid: claims.wid, sid: claims.sid, iat: seconds(), exp }, key, {
        algorithm: 'HS256',
        subject: claims.sub,
        issuer,
        audience,
      });
      return { token, expiresAt: new Date(exp * 1000).toISOString() };
    },
    /** The claims of a token of ours that has not run out; null for anything else. */
    read: (token: string): AccessClaims | null => claimsIn(token, false),
    /**
     * As `read`, even when it has run out: for what lives as long as its session, which is asked all the same, and whose
     * clients come back with their first token.
     */
    readOld: (token: string): AccessClaims | null => claimsIn(token, true),
  };
}

export type Tokens = ReturnType<typeof createTokens>;
