import type { ClientSession, Connection } from 'mongoose';
import type { Scope } from '../../shared/access.ts';
import type { Unstamped } from '../../shared/events.ts';
import type { Id } from '../../shared/ids.ts';
import { defineModel, Mixed, op } from '../storage/model.ts';

/** What an event is about; its audience *now* decides who may still get it on replay. */
export type Subject = { kind: 'ticket' | 'contact' | 'company'; id: Id } | { kind: 'tickets'; ids: readonly Id[] };

/** The things of a kind that an event is about. */
export function subjectIds(subject: Subject | null, kind: 'ticket' | 'contact' | 'company'): readonly Id[] {
  if (subject?.kind === 'tickets') return kind === 'ticket' ? subject.ids : [];
  return subject?.kind === kind ? [subject.id] : [];
}

/** A line of a workspace's log. `data` is the event without its stamp. */
export interface LogEntry {
  _id: string;
  workspaceId: Id;
  seq: number;
  at: Date;
  actorId: Id | null;
  audience: Scope[];
  /** These get nothing of it: they hold the thing by another scope, and get the whole. */
  except: Scope[];
  subject: Subject | null;
  data: Unstamped | null;
  /** Members whose rights changed here: their sockets are looked at again before anything later is delivered. */
  rightsOf: Id[];
  /** Sessions that ended here. */
  sessionsEnded: Id[];
}

/** A workspace's place: `seq` of its last event, and the epoch, which a restore changes. */
export interface Position {
  _id: Id;
  seq: number;
  epoch: string;
  tickets: number;
  batches: number;
}

/** The answer to a request that was carried out; holds ids, not content. */
export interface Receipt {
  _id: string;
  workspaceId: Id;
  name: string;
  inputHash: string;
  answer: unknown;
  at: Date;
}

export const logKey = (workspaceId: Id, seq: number) => `${workspaceId}:${String(seq).padStart(12, '0')}`;

export function createEventStore(connection: Connection) {
  const log = defineModel<LogEntry>(
    connection,
    'events',
    {
      workspaceId: { type: String, required: true },
      seq: { type: Number, required: true },
      at: Date,
      actorId: { type: String, default: null },
      audience: [String],
      except: [String],
      subject: Mixed,
      data: Mixed,
      rightsOf: [String],
      sessionsEnded: [String],
    },
    [[{ workspaceId: 1, seq: 1 }, { unique: true }]],
  );
  const positions = defineModel<Position>(connection, 'positions', {
    seq: Number,
    epoch: String,
    tickets: Number,
    batches: Number,
  });
  const receipts = defineModel<Receipt>(
    connection,
    'receipts',
    { workspaceId: String, name: String, inputHash: String, answer: Mixed, at: Date },
    [[{ at: 1 }]],
  );

  return {
    /** Takes the workspace's turn: whoever comes second meets a conflict at his first step, not at his last. */
    takeTurn: (workspaceId: Id, session: ClientSession) =>
      positions
        .findOneAndUpdate({ _id: workspaceId }, { $inc: { batches: 1 } }, { session, returnDocument: 'after' })
        .lean<Position>(),
    setPosition: (workspaceId: Id, seq: number, tickets: number, session: ClientSession) =>
      positions.updateOne({ _id: workspaceId }, { $set: { seq, tickets } }, { session }),
    insertPosition: (position: Position, session: ClientSession) => positions.create([position], { session }),
    position: (workspaceId: Id, session?: ClientSession) =>
      positions
        .findById(workspaceId)
        .session(session ?? null)
        .lean<Position>(),
    /** After a restore: who was connected has seen what is no longer, and must load anew. */
    setEpoch: (workspaceId: Id, epoch: string) => positions.updateOne({ _id: workspaceId }, { $set: { epoch } }),
    positions: () => positions.find().lean<Position[]>(),

    append: (entries: LogEntry[], session: ClientSession) =>
      log.insertMany(entries, { session, lean: true, ordered: true }),
    after: (workspaceId: Id, seq: number, limit: number) =>
      log
        .find({ workspaceId, seq: op({ $gt: seq }) })
        .sort({ seq: 1 })
        .limit(limit)
        .lean<LogEntry[]>(),
    first: (workspaceId: Id) => log.findOne({ workspaceId }).sort({ seq: 1 }).lean<LogEntry>(),
    forgetEvents: (workspaceId: Id, upTo: number) => log.deleteMany({ workspaceId, seq: op({ $lte: upTo }) }),

    receiptsOf: (keys: string[], session: ClientSession) =>
      receipts
        .find({ _id: op({ $in: keys }) })
        .session(session)
        .lean<Receipt[]>(),
    insertReceipts: (items: Receipt[], session: ClientSession) =>
      receipts.insertMany(items, { session, lean: true, ordered: true }),
    forgetReceipts: (before: Date) => receipts.deleteMany({ at: op({ $lt: before }) }),
  };
}

export type EventStore = ReturnType<typeof createEventStore>;
