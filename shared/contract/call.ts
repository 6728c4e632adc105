import type { z } from 'zod';

/**
 * How a request is run. `open`: nobody is signed in yet. `query`: reads. `command`: writes, in the one write path,
 * with a request id. `account`: the caller's own sign-in, outside any workspace's log.
 */
export type CallKind = 'open' | 'query' | 'command' | 'account';

export interface Call<K extends CallKind = CallKind, I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  kind: K;
  /** One sentence for the reference page. */
  about: string;
  input: I;
  output: O;
}

const call =
  <K extends CallKind>(kind: K) =>
  <I extends z.ZodType, O extends z.ZodType>(about: string, input: I, output: O): Call<K, I, O> => ({
    kind,
    about,
    input,
    output,
  });

export const open = call('open');
export const query = call('query');
export const command = call('command');
export const account = call('account');
