import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Gives access tokens for refresh tokens, as a mail provider does, and tells a mail server whose one is. */
export interface TokenServer {
  tokenUrl: string;
  /** For Dovecot: the token is put behind it. */
  infoUrl: string;
  /** The refresh token that is good now; null when none is. Each is good once where `rotates`. */
  refreshToken: string | null;
  rotates: boolean;
  /** How long access tokens say they live. */
  seconds: number;
  down: boolean;
  /** How many access tokens were given. */
  readonly given: number;
  owns(accessToken: string): boolean;
  /** What was given is good no longer. */
  revokeAll(): void;
  stop(): Promise<void>;
}

async function bodyOf(request: IncomingMessage): Promise<URLSearchParams> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return new URLSearchParams(text);
}

export async function startTokenServer(user: string, client: { id: string; secret: string }): Promise<TokenServer> {
  const good = new Set<string>();
  let given = 0;
  const answer = (reply: ServerResponse, status: number, body: object) =>
    reply.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

  const server = createServer(async (request, reply) => {
    if (it.down) return answer(reply, 503, {});
    const url = new URL(request.url ?? '/', 'http://x');
    if (url.pathname === '/info') {
      const known = good.has(url.searchParams.get('access_token') ?? '');
      return known ? answer(reply, 200, { email: user }) : answer(reply, 401, { error: 'invalid_token' });
    }
    const form = await bodyOf(request);
    if (form.get('client_id') !== client.id || form.get('client_secret') !== client.secret)
      return answer(reply, 401, { error: 'invalid_client' });
    if (it.refreshToken === null || form.get('refresh_token') !== it.refreshToken)
      return answer(reply, 400, { error: 'invalid_grant', error_description: 'Token has been expired or revoked.' });
    given += 1;
    const accessToken = `access-${given}`;
    good.add(accessToken);
    if (it.rotates) it.refreshToken = `refresh-${given}`;
    return answer(reply, 200, {
      access_token: accessToken,
      token_type: 'Bearer',
      expires_in: it.seconds,
      ...(it.rotates ? { refresh_token: it.refreshToken } : {}),
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const it: TokenServer = {
    tokenUrl: `${root}/token`,
    infoUrl: `${root}/info?access_token=`,
    refreshToken: 'refresh-0',
    rotates: false,
    seconds: 3600,
    down: false,
    get given() {
      return given;
    },
    owns: (accessToken) => good.has(accessToken),
    revokeAll: () => good.clear(),
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return it;
}
