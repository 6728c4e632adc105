import { randomUUID } from 'node:crypto';
import type { SignedIn } from '../../shared/contract/session.ts';
import type { CallName, Input, Output } from '../../shared/contract.ts';
import type { Refusal } from '../../shared/errors.ts';
import { password } from './build.ts';

/** An answer as it came. */
export interface Reply {
  status: number;
  headers: Headers;
  text: string;
  /** What the body says; undefined when it is no JSON. */
  body: unknown;
}

/** A request that was refused, thrown by `call`. */
export class Refused extends Error {
  readonly status: number;
  readonly refusal: Refusal;
  constructor(name: string, status: number, refusal: Refusal) {
    super(`${name} was refused: ${status} ${refusal.code} ${refusal.message}`);
    this.status = status;
    this.refusal = refusal;
  }
}

/** What is not open to somebody is not there for him; whatever else went wrong is thrown on. */
export function passOverHidden(error: unknown): void {
  if (!(error instanceof Refused && error.refusal.code === 'notFound')) throw error;
}

export const refusalIn = (body: unknown): Refusal | null => {
  const { error } = (typeof body === 'object' && body !== null ? body : {}) as { error?: Refusal };
  return error && typeof error.code === 'string' ? error : null;
};

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** One HTTP exchange, whatever comes back. */
export async function exchange(url: string, init: RequestInit = {}): Promise<Reply> {
  const reply = await fetch(url, init);
  const text = await reply.text();
  return { status: reply.status, headers: reply.headers, text, body: parsed(text) };
}

/** A program that speaks to one node as one signed-in member, or as nobody. */
export interface Client {
  url: string;
  token: string;
  /** Every byte that was answered. */
  heard: string[];
  /** The reply, refused or not. */
  ask(name: string, input: unknown, id?: string): Promise<Reply>;
  /** @throws Refused */
  call<N extends CallName>(name: N, input: Input<N>, id?: string): Promise<Output<N>>;
  /** The same member at another node. */
  at(url: string): Client;
}

export function createClient(url: string, token: string, heard: string[] = []): Client {
  async function ask(name: string, input: unknown, id: string = randomUUID()): Promise<Reply> {
    const reply = await exchange(`${url}/api/${name}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': id,
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      body: JSON.stringify(input),
    });
    heard.push(reply.text);
    return reply;
  }
  return {
    url,
    token,
    heard,
    ask,
    async call<N extends CallName>(name: N, input: Input<N>, id?: string) {
      const { status, body, text } = await ask(name, input, id);
      if (status === 200) return body as Output<N>;
      throw new Refused(name, status, refusalIn(body) ?? { code: 'internal', message: text.slice(0, 200) });
    },
    at: (other) => createClient(other, token, heard),
  };
}

/** Signs in by e-mail and password, as a person would. */
export async function signIn(
  url: string,
  email: string,
  workspace?: string,
  secret = password,
): Promise<Client & { signedIn: SignedIn }> {
  const nobody = createClient(url, '');
  const answer = await nobody.call('session.create', { email, password: secret, ...(workspace ? { workspace } : {}) });
  if (!('token' in answer)) throw new Error('Several workspaces, and none was named');
  return { ...createClient(url, answer.token), signedIn: answer };
}
