import { createHmac } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import { type CallName, contract, isCallName, type NamesOf, type Output } from '../../shared/contract.ts';
import { AppError, type Refusal } from '../../shared/errors.ts';
import { RequestId } from '../../shared/ids.ts';
import { type Actor, type Actors, signInAgain } from '../auth/actor.ts';
import type { Claims } from '../auth/credentials.ts';
import { mustReach } from '../auth/policy.ts';
import type { Tx } from '../events/batch.ts';
import type { UnitOfWork } from '../events/unitOfWork.ts';
import type { Logger } from '../platform/logger.ts';
import type { AccountHandlers, CommandHandler, CommandHandlers, OpenHandlers, QueryHandlers } from './handler.ts';
import { mustHaveCookies, type Visit } from './visit.ts';

/** A request as it came, by HTTP or socket. */
export interface Request {
  name: string;
  input: unknown;
  /** Required for commands: what makes asking twice asking once. */
  requestId: string | undefined;
  claims: Claims | null;
  visit: Visit;
}

export interface Dispatch {
  /** @throws AppError for what the caller may learn; anything else is a bug */
  run(request: Request): Promise<unknown>;
  /** What a thrown thing looks like to the caller; bugs are logged and answered `internal`. */
  refusalOf(error: unknown, name: string): Refusal;
}

const problemsOf = (error: z.ZodError) =>
  error.issues.slice(0, 10).map((issue) => ({ field: issue.path.join('.'), problem: issue.message.slice(0, 300) }));

function parse(name: CallName, input: unknown) {
  const read = contract[name].input.safeParse(input ?? {});
  if (read.success) return read.data;
  const problems = problemsOf(read.error);
  const [first] = problems;
  const where = first?.field ? `${first.field}: ` : '';
  throw new AppError('invalid', `${where}${first?.problem ?? 'The input is not right.'}`, { problems });
}

const ticketsIn = (input: object): string[] =>
  'ticketId' in input && typeof input.ticketId === 'string' ? [input.ticketId] : [];

type Answers = Promise<Output<CallName>>;

/** Names the contract, reads the input by it, and runs the handler with the rights of this moment. */
export function createDispatch(deps: {
  actors: Actors;
  unitOfWork: UnitOfWork;
  opens: OpenHandlers;
  queries: QueryHandlers;
  commands: CommandHandlers;
  accounts: AccountHandlers;
  /** Receipts keep a keyed hash of the input, so that nothing in it can be guessed from them. */
  receiptKey: Buffer;
  logger: Logger;
}): Dispatch {
  const hashOf = (input: unknown) =>
    createHmac('sha256', deps.receiptKey).update(JSON.stringify(input)).digest('base64url');

  /** What is done in the transaction; what is slow has been done when this answers. */
  async function workOf(
    name: NamesOf<'command'>,
    input: unknown,
    asker: () => Promise<Actor>,
  ): Promise<(tx: Tx, actor: Actor) => Answers> {
    const handler = deps.commands[name];
    if ('ahead' in handler) return handler.ahead(await asker(), input as never);
    return (tx, actor) => (handler as CommandHandler<NamesOf<'command'>>)(tx, actor, input as never);
  }

  async function runCommand(name: NamesOf<'command'>, { input, requestId, visit }: Request, claims: Claims) {
    const read = parse(name, input);
    const id = RequestId.safeParse(requestId);
    if (!id.success) {
      throw new AppError(
        'invalid',
        'A change needs an Idempotency-Key of 1 to 200 visible ASCII characters, new for each change.',
      );
    }
    const admit = async (tx: Tx): Promise<Actor> => {
      const actor = await deps.actors.actorIn(tx, claims);
      mustReach(actor, contract[name]);
      return { ...actor, address: visit.address };
    };
    const once = {
      key: `${claims.wid}:${claims.sub}:${id.data}`,
      name,
      inputHash: hashOf(read),
      admit,
      ahead: {
        ticketIds: ticketsIn(read),
        askers: [{ memberId: claims.sub, sessionId: claims.program ? null : claims.sid }],
      },
    };
    const work = await workOf(name, read, async () => {
      const actor = await deps.actors.actorOf(claims);
      mustReach(actor, contract[name]);
      return actor;
    });
    return deps.unitOfWork.run(claims.wid, once, async (tx) => work(tx, await admit(tx)));
  }

  async function runOpen(name: NamesOf<'open'>, { input, visit }: Request): Answers {
    mustHaveCookies(visit);
    const handler = deps.opens[name] as (visit: Visit, input: unknown) => Answers;
    return handler(visit, parse(name, input));
  }

  /**
   * An answer is what its reader may have when it is given, not when it was asked for: whose rights have changed while
   * the data were read is answered anew. protocol: A1
   */
  async function runQuery(
    name: NamesOf<'query'>,
    actorNow: () => Promise<Actor>,
    actor: Actor,
    input: unknown,
  ): Answers {
    const handler = deps.queries[name] as (actor: Actor, input: unknown) => Answers;
    for (let asks = actor; ; ) {
      const answer = await handler(asks, input);
      const rights = await deps.actors.rightsNow(asks);
      if (isDeepStrictEqual(rights, asks.rights)) return answer;
      asks = await actorNow();
    }
  }

  return {
    async run(request): Answers {
      const { name, input, claims, visit } = request;
      if (!isCallName(name)) throw new AppError('notFound', 'There is no such request. See /api/openapi.json.');
      const { kind } = contract[name];
      if (kind === 'open') return runOpen(name as NamesOf<'open'>, request);
      if (!claims) throw signInAgain();
      if (kind === 'command') return runCommand(name as NamesOf<'command'>, request, claims);
      const actorNow = async (): Promise<Actor> => {
        const actor = { ...(await deps.actors.actorOf(claims)), address: visit.address };
        mustReach(actor, contract[name]);
        return actor;
      };
      const actor = await actorNow();
      const read = parse(name, input);
      if (kind === 'account') {
        const handler = deps.accounts[name as NamesOf<'account'>] as (
          actor: Actor,
          input: unknown,
          visit: Visit,
        ) => Answers;
        return handler(actor, read, visit);
      }
      return runQuery(name as NamesOf<'query'>, actorNow, actor, read);
    },
    refusalOf(error, name) {
      if (error instanceof AppError) return error.toRefusal();
      deps.logger.error({ err: error, name }, 'a request failed');
      return { code: 'internal', message: 'Something went wrong here. Nothing was changed; try again.' };
    },
  };
}
