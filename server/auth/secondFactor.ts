import { createHmac, randomBytes } from 'node:crypto';
import { AppError } from '../../shared/errors.ts';
import type { Clock } from '../platform/clock.ts';
import { seal, unseal } from '../platform/seal.ts';
import type { Secrets } from '../platform/secret.ts';
import type { AuthStore, Proof, User } from './store.ts';
import { base32, stepOf } from './totp.ts';

/** RFC 4226, 4: at least 128 bits, 160 recommended. */
const secretBytes = 20;
const recoveryCodes = 10;
/** Ten letters and digits: 50 bits each, against ten tries in a quarter of an hour. */
const recoveryBytes = 7;
const recoveryLength = 10;
const codeTries = 10;
const windowMs = 15 * 60_000;

const plain = (code: string) => code.replace(/[\s-]/g, '').toUpperCase();

/** Checking and making second factors: an authenticator's codes, and recovery codes for when it is lost. */
export function createSecondFactors(deps: { store: AuthStore; secrets: Secrets; clock: Clock }) {
  const { store, secrets, clock } = deps;
  const sealKey = secrets.key('totp');
  const recoveryKey = secrets.key('recovery-code');
  const hashOf = (code: string) => createHmac('sha256', recoveryKey).update(plain(code)).digest('base64url');

  function stepIn(sealed: string, code: string): number | null {
    const secret = unseal(sealKey, sealed);
    return secret && stepOf(secret, plain(code), clock.now());
  }

  /** Counted before the look, so that many at once are many. @throws rateLimited */
  async function mustNotBeGuessing(user: User): Promise<void> {
    const now = clock.now();
    const tried = await store.countCode(user._id, now, new Date(now.getTime() - windowMs));
    if (tried <= codeTries) return;
    throw new AppError('rateLimited', 'Too many codes. Wait a quarter of an hour, then try again.', {
      retryAfterSeconds: windowMs / 1000,
    });
  }

  return {
    newSecret: (): Buffer => randomBytes(secretBytes),
    sealed: (secret: Buffer): string => seal(sealKey, secret),

    /** New recovery codes as people read them, and what is kept of them. */
    newRecovery(): { codes: string[]; hashes: string[] } {
      const codes = Array.from({ length: recoveryCodes }, () => {
        const code = base32(randomBytes(recoveryBytes)).slice(0, recoveryLength);
        return `${code.slice(0, recoveryLength / 2)}-${code.slice(recoveryLength / 2)}`;
      });
      return { codes, hashes: codes.map(hashOf) };
    },

    /** The step of a code of a secret that is not in force yet; null when it is none. */
    async firstStep(user: User, sealed: string, code: string): Promise<number | null> {
      await mustNotBeGuessing(user);
      return stepIn(sealed, code);
    },

    /**
     * What a code proves, to be used up by `store.admit`; null for a wrong or used one.
     * @throws rateLimited
     */
    async proofOf(user: User, code: string): Promise<Proof | null> {
      const factor = user.secondFactor;
      if (!factor) return { kind: 'none' };
      await mustNotBeGuessing(user);
      const step = stepIn(factor.secret, code);
      if (step !== null && step > factor.step) return { kind: 'code', step };
      const hash = hashOf(code);
      return factor.recovery.includes(hash) ? { kind: 'recovery', hash } : null;
    },
    /** It was no guess. */
    proved: (user: User) => store.forgetCodes(user._id),
  };
}

export type SecondFactors = ReturnType<typeof createSecondFactors>;
