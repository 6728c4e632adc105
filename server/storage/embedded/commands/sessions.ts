import type { Store } from '../data/store.ts';
import type { Transaction } from '../data/transaction.ts';
import { noSuchTransaction, StoreError } from '../errors.ts';
import type { Cursors } from './cursors.ts';

/** MongoDB's `transactionLifetimeLimitSeconds`: an older snapshot would keep LMDB from reusing pages. */
const lifetimeMs = 60_000;

interface Session {
  number: bigint;
  state: 'active' | 'committed' | 'aborted';
  transaction: Transaction | undefined;
  timer: NodeJS.Timeout | undefined;
  startedAt: number;
}

/** The transactions of the clients' sessions, at most one at a time each. */
export class Sessions {
  readonly #sessions = new Map<string, Session>();
  readonly #store: Store;
  readonly #cursors: Cursors;
  readonly #now: () => Date;

  constructor(store: Store, cursors: Cursors, now: () => Date) {
    this.#now = now;
    this.#store = store;
    this.#cursors = cursors;
  }

  /** Begins a transaction. A newer number ends the session's last transaction, as in MongoDB. */
  start(id: Buffer, number: bigint): Transaction {
    const key = id.toString('hex');
    const last = this.#sessions.get(key);
    if (last && last.number >= number && !(last.number === number && last.state === 'aborted'))
      throw new StoreError(
        last.number === number ? 251 : 225,
        `Cannot start transaction ${number} on a session at ${last.number}`,
      );
    if (last) this.#finish(last, 'aborted');
    const transaction = this.#store.begin();
    const session: Session = {
      number,
      state: 'active',
      transaction,
      timer: undefined,
      startedAt: this.#now().getTime(),
    };
    session.timer = setTimeout(() => this.#finish(session, 'aborted'), lifetimeMs);
    session.timer.unref();
    this.#sessions.set(key, session);
    return transaction;
  }

  /** The running transaction; 251 with the label that makes the driver start over, if it has gone. */
  current(id: Buffer, number: bigint): Transaction {
    const session = this.#find(id, number);
    if (session?.state === 'committed')
      throw new StoreError(256, `Transaction with { txnNumber: ${number} } has been committed.`);
    if (!session?.transaction) throw noSuchTransaction(`Transaction with { txnNumber: ${number} } has been aborted.`);
    return session.transaction;
  }

  /** The same without a complaint, for commit and abort, which answer for themselves. */
  running(id: Buffer, number: bigint): Transaction | undefined {
    return this.#find(id, number)?.transaction;
  }

  wasCommitted(id: Buffer, number: bigint): boolean {
    return this.#find(id, number)?.state === 'committed';
  }

  committed(id: Buffer, number: bigint): void {
    const session = this.#find(id, number);
    if (session) this.#finish(session, 'committed');
  }

  abort(id: Buffer, number: bigint): void {
    const session = this.#find(id, number);
    if (session?.state === 'active') this.#finish(session, 'aborted');
  }

  /** The client has closed the session. */
  end(id: Buffer): void {
    const key = id.toString('hex');
    const session = this.#sessions.get(key);
    if (session) this.#finish(session, 'aborted');
    this.#sessions.delete(key);
  }

  /** Forgets sessions whose last transaction began before `time` and has ended. */
  forget(time: number): void {
    for (const [key, { transaction, startedAt }] of this.#sessions)
      if (!transaction && startedAt < time) this.#sessions.delete(key);
  }

  #find(id: Buffer, number: bigint): Session | undefined {
    const session = this.#sessions.get(id.toString('hex'));
    return session?.number === number ? session : undefined;
  }

  #finish(session: Session, state: 'committed' | 'aborted'): void {
    clearTimeout(session.timer);
    if (session.transaction) {
      this.#cursors.dropTransaction(session.transaction);
      if (state === 'aborted') this.#store.abort(session.transaction);
    }
    if (session.state === 'active') session.state = state;
    session.transaction = undefined;
  }
}
