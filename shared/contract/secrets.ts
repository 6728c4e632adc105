import { z } from 'zod';

/** A new password: long rather than odd. At most what argon2 should be made to chew. */
export const Password = z.string().min(8).max(1024);

/** Six digits of an authenticator, or a recovery code; spaces and dashes as people type them. */
export const SecondCode = z.string().trim().min(6).max(40);

/** What a mailed link carries. */
export const LinkToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'must be the whole link');
