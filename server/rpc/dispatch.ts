import { createHmac } from 'node:crypto';
import type { z } from 'zod';
import { type CallName, contract, isCallName, type NamesOf, type Output } from '../../shared/contract.ts';
import { AppError, type Refusal } from '../../shared/errors.ts';
import { RequestId } from '../../shared/ids.ts';
import { type Actors, signInAgain } from '../auth/actor.ts';
import type { AccessClaims } from '../auth/tokens.ts';
import type { Tx } from '../events/batch.ts';
import type { UnitOfWork } from '../events/unitOfWork.ts';
import type { Logger } from '../platform/logger.ts';
import type { AccountHandlers } from './account.ts';
import type { CommandHandlers, QueryHandlers } from './handler.ts';

/** A request as it came, by HTTP or socket. */
export interface Request {
  name: string;
  input: unknown;
  /** Required for commands: what makes asking twice asking once. */
  requestId: string | undefined;
  claims: AccessClaims | null;
}

export interface Dispatch {
  /** @throws AppError for what the caller may learn; anything else is a bug */
  run(request: Request): Promise<unknown>;
  /** What a thrown thing looks like to the caller; bugs are logged and answered `internal`. */
  refusalOf(error: unknown, name: string): Refusal;
}

const problemsOf = (error: z.ZodError) =>
  error.issues.slice(0, 10).map((issue) => ({ field: issue.path.join('.'), problem: issue.message.slice(0, 300) }));

/** Names the contract, reads the input by it, and runs the handler with the rights of this moment. */
export function createDispatch(deps: {
  actors: Actors;
  unitOfWork: UnitOfWork;
  queries: QueryHandlers;
  commands: CommandHandlers;
  accounts: AccountHandlers;
  /** Receipts keep a keyed hash of the input, so that nothing in it can be guessed from them. */
  receiptKey: Buffer;
  logger: Logger;
}): Dispatch {
  const hashOf = (input: unknown) =>
    createHmac('sha256', deps.receiptKey).update(JSON.stringify(input)).digest('base64url');

  function parse(name: CallName, input: unknown) {
    const read = contract[name].input.safeParse(input ?? {});
    if (read.success) return read.data;
    const problems = problemsOf(read.error);
    const [first] = problems;
    const where = first?.field ? `${first.field}: ` : '';
    throw new AppError('invalid', `${where}${first?.problem ?? 'The input is not right.'}`, { problems });
  }

  async function runCommand(
    name: NamesOf<'command'>,
    input: unknown,
    claims: AccessClaims,
    requestId: string | undefined,
  ) {
    const id = RequestId.safeParse(requestId);
    if (!id.success) {
      throw new AppError(
        'invalid',
        'A change needs an Idempotency-Key of 1 to 200 visible ASCII characters, new for each change.',
      );
    }
    const once = {
      key: `${claims.wid}:${claims.sub}:${id.data}`,
      name,
      inputHash: hashOf(input),
      admit: (tx: Tx) => deps.actors.actorIn(tx, claims),
    };
    const handler = deps.commands[name] as CommandHandlers[NamesOf<'command'>];
    return deps.unitOfWork.run(claims.wid, once, async (tx) =>
      handler(tx, await deps.actors.actorIn(tx, claims), input as never),
    );
  }

  return {
    async run({ name, input, requestId, claims }): Promise<Output<CallName>> {
      if (!isCallName(name)) throw new AppError('notFound', 'There is no such request. See /api/openapi.json.');
      const { kind } = contract[name];
      if (kind === 'open') throw new AppError('invalid', 'This request goes by POST, from nobody signed in.');
      if (!claims) throw signInAgain();
      if (kind === 'command') {
        return runCommand(name as NamesOf<'command'>, parse(name, input), claims, requestId);
      }
      const actor = await deps.actors.actorOf(claims);
      const read = parse(name, input);
      if (kind === 'account') {
        const handler = deps.accounts[name as NamesOf<'account'>] as AccountHandlers[NamesOf<'account'>];
        return handler(actor, read as never);
      }
      const handler = deps.queries[name as NamesOf<'query'>] as (
        actor: unknown,
        input: unknown,
      ) => Promise<Output<CallName>>;
      return handler(actor, read);
    },
    refusalOf(error, name) {
      if (error instanceof AppError) return error.toRefusal();
      deps.logger.error({ err: error, name }, 'a request failed');
      return { code: 'internal', message: 'Something went wrong here. Nothing was changed; try again.' };
    },
  };
}
