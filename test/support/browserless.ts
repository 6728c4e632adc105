import { randomUUID } from 'node:crypto';
import { exchange, type Reply } from './client.ts';

/** A browser as far as requests go: it keeps the refresh cookie and says which page asks. */
export interface Browser {
  /** The cookie as it would be sent; null when there is none. */
  cookie: string | null;
  post(name: string, input: unknown, headers?: Record<string, string>): Promise<Reply>;
}

export function createBrowser(url: string): Browser {
  const browser: Browser = {
    cookie: null,
    async post(name, input, headers = {}) {
      const reply = await exchange(`${url}/api/${name}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'idempotency-key': randomUUID(),
          ...(browser.cookie ? { cookie: browser.cookie } : {}),
          ...headers,
        },
        body: JSON.stringify(input),
      });
      for (const line of reply.headers.getSetCookie()) {
        const [pair = ''] = line.split(';');
        browser.cookie = pair.endsWith('=') ? null : pair;
      }
      return reply;
    },
  };
  return browser;
}
