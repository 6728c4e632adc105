import type { Input, NamesOf, Output } from '../../shared/contract.ts';
import { post } from '../connection/post.ts';
import { freshToken } from '../session/session.ts';

/** Asks about the reader's own sign-in, over HTTP: sign-ins come with cookies, which a socket cannot set. */
export async function askAccount<N extends NamesOf<'account'>>(name: N, input: Input<N>): Promise<Output<N>> {
  return (await post(name, input, { token: await freshToken() })).value;
}
