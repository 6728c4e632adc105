import type { CallName, Input, Output } from '../../shared/contract.ts';
import { isRefusal, Refused, Unreachable } from './refused.ts';

/** A value, and the log position it was read at. */
export interface Answer<N extends CallName> {
  value: Output<N>;
  seq: number;
}

/** No request takes this long; whoever waits longer wants to be told. */
const patience = 20_000;

/** Asks over HTTP. `id` makes asking twice asking once. */
export async function post<N extends CallName>(
  name: N,
  input: Input<N>,
  options: { token?: string; id?: string; signal?: AbortSignal } = {},
): Promise<Answer<N>> {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (options.token) headers.authorization = `Bearer ${options.token}`;
  if (options.id) headers['idempotency-key'] = options.id;
  const response = await fetch(`/api/${name}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(input),
    credentials: 'same-origin',
    signal: options.signal ?? AbortSignal.timeout(patience),
  }).catch((error: unknown) => {
    throw new Unreachable(String(error));
  });
  const body: unknown = await response.json().catch(() => null);
  if (isRefusal(body)) throw new Refused(body.error);
  if (!response.ok || body === null) throw new Unreachable(`${response.status}`);
  return { value: body as Output<N>, seq: Number(response.headers.get('baton-seq') ?? -1) };
}
