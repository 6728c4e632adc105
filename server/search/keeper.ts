import type { Id } from '../../shared/ids.ts';
import type { Doorbell } from '../events/doorbell.ts';
import type { EventStore } from '../events/store.ts';
import type { Logger } from '../platform/logger.ts';
import type { Indexing } from './indexing.ts';

/** Changes that come together are read together; short enough that nobody waits for what he has just written. */
const gatherMs = 60;
/** How often a node looks by itself: for what a lost ring, or a node that died, has left. */
const lookEveryMs = 2_000;

/** Has the index follow every workspace's log, on whichever node is free. */
export function createSearchKeeper(deps: {
  indexing: Indexing;
  doorbell: Doorbell;
  events: EventStore;
  logger: Logger;
}) {
  const running = new Map<Id, Promise<void>>();
  const again = new Set<Id>();
  /** Where each workspace's log was when this node last found nothing to do. */
  const seen = new Map<Id, number>();
  const soon = new Map<Id, NodeJS.Timeout>();
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<unknown> | undefined;
  let stopped = false;

  async function follow(workspaceId: Id): Promise<void> {
    try {
      do {
        again.delete(workspaceId);
        const seq = (await deps.events.position(workspaceId))?.seq ?? 0;
        while (!stopped && (await deps.indexing.step(workspaceId)));
        seen.set(workspaceId, seq);
      } while (again.has(workspaceId) && !stopped);
    } catch (error) {
      if (!stopped)
        deps.logger.warn({ err: error, workspaceId }, 'the search index fell behind; the next look goes on');
    }
  }

  function run(workspaceId: Id): void {
    if (stopped) return;
    if (running.has(workspaceId)) return void again.add(workspaceId);
    running.set(
      workspaceId,
      follow(workspaceId).finally(() => running.delete(workspaceId)),
    );
  }

  function rung(workspaceId: Id): void {
    if (stopped || soon.has(workspaceId)) return;
    const later = () => {
      soon.delete(workspaceId);
      run(workspaceId);
    };
    soon.set(workspaceId, setTimeout(later, gatherMs));
  }

  async function look(): Promise<void> {
    for (const { _id, seq } of await deps.events.positions()) if (seen.get(_id) !== seq) run(_id);
  }

  function lookAgain(wait: number): void {
    timer = setTimeout(() => {
      looking = look()
        .catch((error) => deps.logger.warn({ err: error }, 'the search index cannot see the log'))
        .finally(() => {
          if (!stopped) lookAgain(lookEveryMs);
        });
    }, wait);
  }

  return {
    start(): void {
      deps.doorbell.onRing(rung);
      lookAgain(0);
    },
    async stop(): Promise<void> {
      stopped = true;
      clearTimeout(timer);
      for (const later of soon.values()) clearTimeout(later);
      await looking;
      await Promise.all(running.values());
      await Promise.all([...seen.keys()].map((workspaceId) => deps.indexing.release(workspaceId).catch(() => {})));
    },
  };
}
