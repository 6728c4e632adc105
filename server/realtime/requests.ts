import { z } from 'zod';
import { AppError, type Refusal } from '../../shared/errors.ts';
import type { Relay } from '../events/relay.ts';
import type { Dispatch } from '../rpc/dispatch.ts';
import { addressOf, type Visit } from '../rpc/visit.ts';
import type { BatonSocket } from './protocol.ts';

/** Larger ones go by POST, so that a big message never holds up a socket's small ones. */
const maxRequestBytes = 32 * 1024;
/** Far more than a person can cause; a program that asks faster waits for its answers. */
const maxOpen = 64;

const Asked = z.object({ id: z.string().optional(), name: z.string(), input: z.unknown().optional() });

/** The refusal or the value, and the log position read before: what the value holds is at least as new. */
type Answer = (answer: unknown | { error: Refusal }, meta: { seq: number }) => void;

/** `request({id, name, input}, answer)`, or the three as separate arguments. */
function askedOf(args: unknown[]): z.infer<typeof Asked> | null {
  const [first, second, third] = args;
  const asked = typeof first === 'string' ? { id: first, name: second, input: third } : first;
  return Asked.safeParse(asked).data ?? null;
}

/** Nesting too deep to be written again counts as too large. */
function sizeOf(asked: z.infer<typeof Asked>): number {
  try {
    return Buffer.byteLength(JSON.stringify(asked));
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

export function answerRequests(socket: BatonSocket, deps: { dispatch: Dispatch; relay: () => Relay }): void {
  let open = 0;
  const { address: peer, headers } = socket.handshake;
  const visit: Visit = { address: addressOf(peer, headers), agent: headers['user-agent'] ?? '', cookies: null };

  async function answerOne(asked: z.infer<typeof Asked> | null): Promise<unknown> {
    if (!asked) throw new AppError('invalid', 'A request is {id, name, input}, with a function for the answer.');
    if (sizeOf(asked) > maxRequestBytes) {
      throw new AppError('tooLarge', 'A request over the socket may have 32 KiB. Send this one by POST.');
    }
    if (open > maxOpen) throw new AppError('rateLimited', 'Too many requests at once. Wait for the answers.');
    const { id: requestId, name, input } = asked;
    return deps.dispatch.run({ name, input, requestId, claims: socket.data.claims, visit });
  }

  socket.on('request', (...args: unknown[]) => {
    const answer = args.at(-1);
    if (typeof answer !== 'function') return;
    const asked = askedOf(args.slice(0, -1));
    const seq = Math.max(deps.relay().position(socket.data.claims.wid), 0);
    open += 1;
    answerOne(asked)
      .catch((error) => ({ error: deps.dispatch.refusalOf(error, asked?.name ?? 'request') }))
      .then((value) => (answer as Answer)(value, { seq }))
      .finally(() => {
        open -= 1;
      });
  });
}
