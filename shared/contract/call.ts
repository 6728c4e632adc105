import { z } from 'zod';

/**
 * How a request is run. `open`: nobody is signed in yet. `query`: reads. `command`: writes, in the one write path,
 * with a request id. `account`: the caller's own sign-in, outside any workspace's log; never for a program's token.
 */
export type CallKind = 'open' | 'query' | 'command' | 'account';

export interface Call<K extends CallKind = CallKind, I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  kind: K;
  /** One sentence for the reference page. */
  about: string;
  input: I;
  output: O;
  /** Only admins may ask it. */
  admin: boolean;
}

const call =
  <K extends CallKind>(kind: K) =>
  <I extends z.ZodType, O extends z.ZodType>(about: string, input: I, output: O): Call<K, I, O> => ({
    kind,
    about,
    input,
    output,
    admin: false,
  });

export const open = call('open');
export const query = call('query');
export const command = call('command');
export const account = call('account');

export const forAdmins = <K extends CallKind, I extends z.ZodType, O extends z.ZodType>(
  one: Call<K, I, O>,
): Call<K, I, O> => ({ ...one, admin: true });

/** The version that a save set out from. It is refused with `conflict`, and the version that is there, when that is another. */
export const BaseVersion = z.int().min(0).optional();

/** What a program's token may do, within the rights of the member whose it is. */
export const TokenScope = z.enum(['read', 'write', 'admin']);
export type TokenScope = z.infer<typeof TokenScope>;

/** The scope a program needs for a request; null when no token will do. */
export function scopeFor({ kind, admin }: Pick<Call, 'kind' | 'admin'>): TokenScope | null {
  if (kind !== 'query' && kind !== 'command') return null;
  if (admin) return 'admin';
  return kind === 'query' ? 'read' : 'write';
}
