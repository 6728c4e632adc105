import type { Request, Response } from 'express';

/** Over https the name itself binds the cookie to this host; over http (a trial at home) that is not to be had. */
const nameOf = (secure: boolean) => (secure ? '__Host-baton' : 'baton');

const days14 = 14 * 86_400_000;

export function setRefresh(reply: Response, value: string, secure: boolean): void {
  reply.cookie(nameOf(secure), value, { httpOnly: true, secure, sameSite: 'strict', path: '/', maxAge: days14 });
}

export function clearRefresh(reply: Response, secure: boolean): void {
  reply.clearCookie(nameOf(secure), { httpOnly: true, secure, sameSite: 'strict', path: '/' });
}

export function readRefresh(header: string | undefined, secure: boolean): string | undefined {
  const wanted = `${nameOf(secure)}=`;
  const pair = (header ?? '').split('; ').find((one) => one.startsWith(wanted));
  if (!pair) return undefined;
  try {
    return decodeURIComponent(pair.slice(wanted.length));
  } catch {
    return undefined;
  }
}

/** A browser says where a request comes from; programs do not. Another site's page is refused. */
export function sameOrigin(request: Pick<Request, 'headers'>): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
