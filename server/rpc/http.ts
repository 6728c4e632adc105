import { type Request as HttpRequest, json, type NextFunction, type Response as Reply, Router } from 'express';
import { contract, isCallName } from '../../shared/contract.ts';
import { AppError, errorStatus, type Refusal } from '../../shared/errors.ts';
import type { Sessions } from '../auth/sessions.ts';
import type { Tokens } from '../auth/tokens.ts';
import { clearRefresh, readRefresh, sameOrigin, setRefresh } from './cookie.ts';
import type { Dispatch } from './dispatch.ts';

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
  sessions: Sessions;
  tokens: Tokens;
  secure: boolean;
  /** The log position read before a query, for `Baton-Seq`: what the answer holds is at least as new. */
  seqOf: (workspaceId: string) => number;
}): Router {
  const router = Router();
  const { dispatch, sessions, tokens } = deps;

  const callerOf = (request: HttpRequest) => ({ address: request.ip ?? '', agent: request.get('user-agent') ?? '' });

  async function signIn(request: HttpRequest, reply: Reply) {
    const read = contract['session.create'].input.safeParse(request.body ?? {});
    if (!read.success) {
      const problems = read.error.issues.map((issue) => ({ field: issue.path.join('.'), problem: issue.message }));
      throw new AppError('invalid', 'Signing in takes an e-mail address and a password.', { problems });
    }
    const entry = await sessions.create(read.data, callerOf(request));
    if (entry.refresh) setRefresh(reply, entry.refresh, deps.secure);
    return entry.answer;
  }

  async function refresh(request: HttpRequest, reply: Reply) {
    if (!sameOrigin(request)) throw new AppError('unauthenticated', 'This page may not refresh a session here.');
    try {
      const entry = await sessions.refresh(readRefresh(request.headers.cookie, deps.secure));
      setRefresh(reply, entry.refresh, deps.secure);
      return entry.answer;
    } catch (error) {
      if (error instanceof AppError) clearRefresh(reply, deps.secure);
      throw error;
    }
  }

  router.use(json({ limit: bodyLimit, strict: true, type: () => true }));
  router.post('/:name', async (request, reply) => {
    const { name } = request.params;
    const body: unknown = request.body ?? {};
    reply.set('Cache-Control', 'no-store');
    if (name === 'session.create') {
      reply.json(await signIn(request, reply));
      return;
    }
    if (name === 'session.refresh') {
      reply.json(await refresh(request, reply));
      return;
    }
    const claims = tokens.read(bearerOf(request));
    if (claims) reply.set('Baton-Seq', String(deps.seqOf(claims.wid)));
    const value = await dispatch.run({ name, input: body, requestId: request.get('idempotency-key'), claims });
    if (name === 'session.end' && claims) clearRefresh(reply, deps.secure);
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
