import jwt from 'jsonwebtoken';
import { z } from 'zod';
import { Id } from '../../shared/ids.ts';
import type { Clock } from '../platform/clock.ts';
import type { Secrets } from '../platform/secret.ts';

const AccessClaims = z.object({ sub: Id, wid: Id, sid: Id });
/** Who (sub), in which workspace (wid), by which session (sid). */
export type AccessClaims = z.infer<typeof AccessClaims>;

/** Long enough for a request, short enough to lose. */
const accessMinutes = 15;
const issuer = 'baton';
const audience = 'baton:access';

export function createTokens(secrets: Secrets, clock: Clock) {
  const key = secrets.key('access-token');
  const seconds = () => Math.floor(clock.now().getTime() / 1000);
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
    read(token: string): AccessClaims | null {
      try {
        const payload = jwt.verify(token, key, { algorithms: ['HS256'], issuer, audience, clockTimestamp: seconds() });
        return AccessClaims.safeParse(payload).data ?? null;
      } catch {
        return null;
      }
    },
  };
}

export type Tokens = ReturnType<typeof createTokens>;
