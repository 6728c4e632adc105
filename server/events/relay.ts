import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Id } from '../../shared/ids.ts';
import type { Logger } from '../platform/logger.ts';
import type { Doorbell } from './doorbell.ts';
import type { EventStore, LogEntry } from './store.ts';

/** How often a node looks at all positions by itself; also how long a lost doorbell can delay an event. */
const lookEveryMs = 500;
const pageSize = 200;
/** So many entries are delivered in one breath. */
const maxRun = 32;
/** Delivering a long page gives way to whatever else waits, this often. */
const turnMs = 10;

/** Reads the log in order and hands every entry to this node's sockets, once. */
export interface Relay {
  /** From now on the workspace is followed; answers the position from which entries will be delivered. */
  follow(workspaceId: Id): Promise<number>;
  /** Unless somebody else here still needs it. */
  unfollow(workspaceId: Id): void;
  /** The last entry that was delivered here; -1 when the workspace is not followed. */
  position(workspaceId: Id): number;
  /** Delivers up to `seq`, which has been seen in the log. */
  reach(workspaceId: Id, seq: number): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

const changesRights = ({ rightsOf, sessionsEnded }: LogEntry) => rightsOf.length + sessionsEnded.length > 0;

function runsOf(entries: LogEntry[]): LogEntry[][] {
  const runs: LogEntry[][] = [];
  let open: LogEntry[] | null = null;
  for (const entry of entries) {
    const alone = changesRights(entry);
    if (open && !alone && open.length < maxRun) open.push(entry);
    else {
      runs.push([entry]);
      open = alone ? null : (runs.at(-1) ?? null);
    }
  }
  return runs;
}

export function createRelay(deps: {
  events: EventStore;
  doorbell: Doorbell;
  /**
   * What goes together: entries that change nobody's rights, or one that does. Calls `passed` in the same breath as it
   * tells the sockets: the position then includes the run.
   */
  deliver: (run: LogEntry[], passed: () => void) => Promise<void>;
  /** After each look that succeeded: every followed workspace has been delivered up to its position. */
  looked: () => void;
  /** Does anybody here follow this workspace? */
  needed: (workspaceId: Id) => boolean;
  logger: Logger;
}): Relay {
  const positions = new Map<Id, number>();
  const pumping = new Map<Id, Promise<void>>();
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | undefined;
  let stopped = false;

  async function pumpAll(workspaceId: Id): Promise<void> {
    for (;;) {
      const from = positions.get(workspaceId);
      if (from === undefined || stopped) return;
      const entries = await deps.events.after(workspaceId, from, pageSize);
      let at = from;
      let since = performance.now();
      for (const run of runsOf(entries)) {
        if (performance.now() - since > turnMs) {
          await nextTurn();
          since = performance.now();
        }
        const before = at;
        // Not followed any more, or anew from another place.
        if (positions.get(workspaceId) !== before) break;
        const last = run.at(-1)?.seq ?? before;
        await deps.deliver(run, () => {
          if (positions.get(workspaceId) === before) positions.set(workspaceId, last);
        });
        at = last;
      }
      if (entries.length < pageSize && (wanted.get(workspaceId) ?? 0) <= (positions.get(workspaceId) ?? 0)) return;
      if (entries.length === 0) return;
    }
  }

  /** What the doorbell last said; one pump at a time reads until it has that. */
  const wanted = new Map<Id, number>();

  function pump(workspaceId: Id, upTo: number): Promise<void> {
    wanted.set(workspaceId, Math.max(upTo, wanted.get(workspaceId) ?? 0));
    const running = pumping.get(workspaceId);
    if (running) return running;
    const run = pumpAll(workspaceId)
      .catch((error) =>
        deps.logger.error({ err: error, workspaceId }, 'reading the log failed; the next look tries again'),
      )
      .finally(() => pumping.delete(workspaceId));
    pumping.set(workspaceId, run);
    return run;
  }

  async function look(): Promise<void> {
    if (positions.size > 0) {
      const now = await deps.events.positions();
      const behind = now.filter(({ _id, seq }) => (positions.get(_id) ?? seq) < seq);
      await Promise.all(behind.map(({ _id, seq }) => pump(_id, seq)));
    }
    deps.looked();
  }

  function lookAgain(): void {
    timer = setTimeout(() => {
      looking = look()
        .catch((error) => deps.logger.error({ err: error }, 'the store does not answer'))
        .finally(() => {
          if (!stopped) lookAgain();
        });
    }, lookEveryMs);
  }

  return {
    async follow(workspaceId) {
      const known = positions.get(workspaceId);
      if (known !== undefined) return known;
      const position = await deps.events.position(workspaceId);
      const from = positions.get(workspaceId) ?? position?.seq ?? 0;
      positions.set(workspaceId, from);
      return from;
    },
    unfollow(workspaceId) {
      if (!deps.needed(workspaceId)) positions.delete(workspaceId);
    },
    position: (workspaceId) => positions.get(workspaceId) ?? -1,
    reach: (workspaceId, seq) => pump(workspaceId, seq),
    start() {
      deps.doorbell.onRing((workspaceId, seq) => {
        if ((positions.get(workspaceId) ?? seq) < seq) void pump(workspaceId, seq);
      });
      lookAgain();
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await looking;
      await Promise.all(pumping.values());
    },
  };
}
