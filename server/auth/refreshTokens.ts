import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { Id } from '../../shared/ids.ts';

const Named = z.object({ sessionId: Id, generation: z.coerce.number().int().min(0) });
/** The how-manieth refresh token of which session. */
export type Named = z.infer<typeof Named>;

/**
 * Refresh tokens are signed, not stored: each says which generation of its session it is. So everybody who shows the
 * same old one gets the same new one, on every node, and a genuine one of any generation back is known for what it is.
 */
export function createRefreshTokens(key: Buffer) {
  const macOf = (named: string) => createHmac('sha256', key).update(named).digest('base64url');
  return {
    make: ({ sessionId, generation }: Named): string => {
      const named = `${sessionId}.${generation}`;
      return `${named}.${macOf(named)}`;
    },
    /** What a token of ours names; null for anything else. */
    read(text: string): Named | null {
      const [sessionId = '', generation = '', mac = ''] = text.split('.');
      const right = Buffer.from(macOf(`${sessionId}.${generation}`));
      const given = Buffer.from(mac);
      if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
      return Named.safeParse({ sessionId, generation }).data ?? null;
    },
  };
}

export type RefreshTokens = ReturnType<typeof createRefreshTokens>;
