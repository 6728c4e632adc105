import type { IncomingMessage } from 'node:http';
import type { Claims, ReadCredential } from '../auth/credentials.ts';
import type { Sessions } from '../auth/sessions.ts';
import type { Tokens } from '../auth/tokens.ts';
import { readRefresh } from '../rpc/cookie.ts';

/** What a client offers, and what it is answered, so that its token is never repeated. */
export const subprotocol = 'baton';

function tokenIn(request: IncomingMessage): string | null {
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((one) => one.trim());
  return offered[0] === subprotocol ? (offered[1] ?? '') : null;
}

/**
 * Who asks to come in: by a token in the subprotocol, a person's or a program's, or by the browser's refresh cookie. An
 * access token that has run out is good for as long as its session, because stock clients come back with their first.
 * Nothing is read from the address.
 */
export async function claimsOf(
  request: IncomingMessage,
  deps: { credentials: ReadCredential; tokens: Tokens; sessions: Sessions; secure: boolean },
): Promise<Claims | null> {
  const token = tokenIn(request);
  if (token) return (await deps.credentials(token)) ?? deps.tokens.readOld(token);
  return deps.sessions.claimsOf(readRefresh(request.headers.cookie, deps.secure));
}
