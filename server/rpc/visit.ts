import type { IncomingHttpHeaders } from 'node:http';
import { AppError } from '../../shared/errors.ts';
import type { Entry } from '../auth/sessions.ts';

/** Where a browser keeps its refresh token. */
export interface Cookies {
  readonly refresh: string | undefined;
  keep(refresh: string): void;
  drop(): void;
}

/** Where a request comes from. */
export interface Visit {
  address: string;
  agent: string;
  /** Null over a socket, which cannot set any. */
  cookies: Cookies | null;
}

/** @throws invalid over a socket */
export function mustHaveCookies(visit: Visit): Cookies {
  if (!visit.cookies) throw new AppError('invalid', 'This request goes by POST: its answer sets a cookie.');
  return visit.cookies;
}

/** The answer of a sign-in, its refresh token put where it belongs. */
export function enter<E extends Entry | { answer: unknown; refresh: null }>(visit: Visit, entry: E): E['answer'] {
  if (entry.refresh !== null) mustHaveCookies(visit).keep(entry.refresh);
  return entry.answer;
}

const isLoopback = (address: string) => /^(::1|(::ffff:)?127\.)/.test(address);

/** The nearest address that is not this machine's own: a proxy on it is believed, as express is told to. */
export function addressOf(peer: string, headers: IncomingHttpHeaders): string {
  const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',');
  const way = [
    ...forwarded
      .split(',')
      .map((one) => one.trim())
      .filter(Boolean),
    peer,
  ];
  const nearest = way.findLast((address) => !isLoopback(address));
  return nearest ?? way[0] ?? peer;
}
