import { type Request as HttpRequest, json, type NextFunction, type Response as Reply, Router } from 'express';
import { contract, isCallName } from '../../shared/contract.ts';
import { AppError, errorStatus, type Refusal } from '../../shared/errors.ts';
import type { ReadCredential } from '../auth/credentials.ts';
import { clearRefresh, readRefresh, sameOrigin, setRefresh } from './cookie.ts';
import type { Dispatch } from './dispatch.ts';
import type { Visit } from './visit.ts';

/** A message with its quoted history fits; anything longer is a file. */
const bodyLimit = '1mb';

export const bearerOf = (request: HttpRequest): string =>
  /^Bearer (\S+)$/i.exec(request.get('authorization') ?? '')?.[1] ?? '';

function refuse(reply: Reply, refusal: Refusal): void {
  const seconds = (refusal.details as { retryAfterSeconds?: number } | undefined)?.retryAfterSeconds;
  if (seconds) reply.set('Retry-After', String(seconds));
  if (refusal.code === 'unauthenticated') reply.set('WWW-Authenticate', 'Bearer');
  reply.status(errorStatus[refusal.code]).json({ error: refusal });
}

/** What express and its body parser throw, in our words. */
function refusalOfHttp(error: unknown): AppError | null {
  const { status, type } = error as { status?: number; type?: string };
  if (type === 'entity.too.large')
    return new AppError('tooLarge', `A request may have ${bodyLimit}. Send files to /files.`);
  if (status && status >= 400 && status < 500) return new AppError('invalid', 'The body must be JSON, in UTF-8.');
  return null;
}

/** `POST /api/<name>`: the contract over HTTP. Only a bearer token signs in here; the cookie is for refreshing. */
export function apiRouter(deps: {
  dispatch: Dispatch;
  credentials: ReadCredential;
  secure: boolean;
  /** The log position read before a query, for `Baton-Seq`: what the answer holds is at least as new. */
  seqOf: (workspaceId: string) => Promise<number>;
}): Router {
  const router = Router();
  const { dispatch, credentials, secure } = deps;

  const visitOf = (request: HttpRequest, reply: Reply): Visit => ({
    address: request.ip ?? '',
    agent: request.get('user-agent') ?? '',
    cookies: {
      refresh: readRefresh(request.headers.cookie, secure),
      keep: (refresh) => setRefresh(reply, refresh, secure),
      drop: () => clearRefresh(reply, secure),
    },
  });

  /** What sets a cookie is not for the pages of others. */
  function mustBeOurPage(name: string, request: HttpRequest): void {
    const open = isCallName(name) && contract[name].kind === 'open';
    if (open && !sameOrigin(request)) throw new AppError('unauthenticated', 'This page may not sign in here.');
  }

  router.use(json({ limit: bodyLimit, strict: true, type: () => true }));
  router.post('/:name', async (request, reply) => {
    const { name } = request.params;
    const body: unknown = request.body ?? {};
    reply.set('Cache-Control', 'no-store');
    mustBeOurPage(name, request);
    const claims = await credentials(bearerOf(request));
    if (claims) reply.set('Baton-Seq', String(await deps.seqOf(claims.wid)));
    const requestId = request.get('idempotency-key');
    const value = await dispatch.run({ name, input: body, requestId, claims, visit: visitOf(request, reply) });
    reply.json(value);
  });
  router.use((request, _reply, next) => {
    const known = isCallName(request.path.slice(1));
    next(
      new AppError(
        known ? 'invalid' : 'notFound',
        known ? 'Ask by POST.' : 'There is no such request. See /api/openapi.json.',
      ),
    );
  });
  router.use((error: unknown, request: HttpRequest, reply: Reply, _next: NextFunction) => {
    if (reply.headersSent) return void reply.destroy();
    refuse(reply, dispatch.refusalOf(refusalOfHttp(error) ?? error, request.path.slice(1)));
  });
  return router;
}
