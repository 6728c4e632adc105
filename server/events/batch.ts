import type { Scope } from '../../shared/access.ts';
import type { Unstamped } from '../../shared/events.ts';
import type { Id } from '../../shared/ids.ts';
import type { Clock } from '../platform/clock.ts';
import type { ClientSession } from '../storage/connection.ts';
import { type EventStore, type LogEntry, logKey, type Position, type Subject } from './store.ts';

/** Work for after the commit: mail, push, anything that leaves the process. */
export interface NewJob {
  kind: string;
  workspaceId: Id;
  payload: Record<string, unknown>;
  runAt?: Date;
}

interface Delivery {
  audience: Scope[];
  except?: Scope[];
  subject?: Subject;
  actorId?: Id | null;
}

/** What a request may do inside the transaction. */
export interface Tx {
  readonly workspaceId: Id;
  readonly now: Date;
  /** For reading: sees what was written here before. */
  readonly session: ClientSession;
  /** For writing: marks that a refusal from now on must undo something. */
  write(): ClientSession;
  /** How much has been written so far: the same before and after means that nothing was. */
  written(): number;
  /** Puts an event into the log; answers its seq. */
  emit(event: Unstamped, delivery: Delivery): number;
  /** The seq the next event will get. */
  nextSeq(): number;
  nextTicketNumber(): number;
  /** These members' sockets are looked at again, at this place in the log. */
  changeRights(memberIds: Id[]): void;
  /** Sockets of these sessions are closed, at this place in the log. */
  endSession(...sessionIds: Id[]): void;
  later(job: Omit<NewJob, 'workspaceId'>): void;
  /** Something the whole batch shares, read once; read again after somebody's rights changed. */
  shared<T>(key: string, make: () => T): T;
  /** What is shared may have changed here: it is made anew. */
  forget(): void;
  /** Adds to what the whole batch collects under a name; `flush` gets all of it before the log is written. */
  collect<T>(key: string, items: T[], flush: (tx: Tx, items: T[]) => Promise<void>): void;
}

/** The requests that share a transaction, and what they leave. */
export class Batch {
  readonly now: Date;
  readonly jobs: NewJob[] = [];
  seq: number;
  writes = 0;
  private tickets: number;
  private readonly entries: LogEntry[] = [];
  private readonly memo = new Map<string, unknown>();
  private readonly collections = new Map<string, { items: unknown[]; flush: (tx: Tx) => Promise<void> }>();
  private readonly workspaceId: Id;
  private readonly position: Position;
  private readonly session: ClientSession;

  constructor(workspaceId: Id, position: Position, session: ClientSession, clock: Clock) {
    this.workspaceId = workspaceId;
    this.position = position;
    this.session = session;
    this.seq = position.seq;
    this.tickets = position.tickets;
    this.now = clock.now();
  }

  txFor(): Tx {
    const { workspaceId, now, session } = this;
    return {
      workspaceId,
      now,
      session,
      write: () => {
        this.writes += 1;
        return session;
      },
      written: () => this.writes,
      emit: (event, delivery) => this.log({ ...delivery, data: event }),
      nextSeq: () => this.seq + 1,
      nextTicketNumber: () => {
        this.writes += 1;
        this.tickets += 1;
        return this.tickets;
      },
      changeRights: (memberIds) => void this.log({ rightsOf: memberIds }),
      endSession: (...sessionIds) => void this.log({ sessionsEnded: sessionIds }),
      later: (job) => {
        this.writes += 1;
        this.jobs.push({ ...job, workspaceId });
      },
      shared: <T>(key: string, make: () => T): T => {
        if (!this.memo.has(key)) this.memo.set(key, make());
        return this.memo.get(key) as T;
      },
      forget: () => this.memo.clear(),
      collect: <T>(key: string, items: T[], flush: (tx: Tx, items: T[]) => Promise<void>) => {
        const known = this.collections.get(key);
        if (known) known.items.push(...items);
        else {
          const all = [...items];
          this.collections.set(key, { items: all, flush: (tx) => flush(tx, all) });
        }
      },
    };
  }

  private log(line: Partial<Pick<LogEntry, 'rightsOf' | 'sessionsEnded' | 'data'>> & Partial<Delivery>): number {
    this.writes += 1;
    this.seq += 1;
    this.entries.push({
      _id: logKey(this.workspaceId, this.seq),
      workspaceId: this.workspaceId,
      seq: this.seq,
      at: this.now,
      actorId: line.actorId ?? null,
      audience: line.audience ?? [],
      except: line.except ?? [],
      subject: line.subject ?? null,
      data: line.data ?? null,
      rightsOf: line.rightsOf ?? [],
      sessionsEnded: line.sessionsEnded ?? [],
    });
    return this.seq;
  }

  async seal(
    events: EventStore,
    insertJobs: (jobs: NewJob[], session: ClientSession) => Promise<unknown>,
  ): Promise<void> {
    // What one of them collects in turn comes after it.
    for (const [key, { flush }] of this.collections) {
      this.collections.delete(key);
      await flush(this.txFor());
    }
    const { session, workspaceId } = this;
    if (this.seq !== this.position.seq || this.tickets !== this.position.tickets) {
      await events.setPosition(workspaceId, this.seq, this.tickets, session);
    }
    if (this.entries.length > 0) await events.append(this.entries, session);
    if (this.jobs.length > 0) await insertJobs(this.jobs, session);
  }
}
