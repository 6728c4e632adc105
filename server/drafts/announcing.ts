import type { Documents } from '../collab/documents.ts';
import type { UnitOfWork } from '../events/unitOfWork.ts';
import type { Logger } from '../platform/logger.ts';
import type { Keeping } from './keeping.ts';
import type { DraftStore } from './store.ts';

/** The first words are in the Drafts view before their author can look there. */
const firstAfterMs = 400;
/** While he types on, its snippet follows at his pauses, and at least so often. */
const pauseMs = 3000;
const atLeastEveryMs = 30_000;
/** Text whose node died before it was announced is found by looking. */
const sweepEveryMs = 10_000;
const sweptAtOnce = 200;

interface Waiting {
  workspaceId: string;
  since: number;
  timer: NodeJS.Timeout;
}

/** Keeps what lists show of a draft up to its text, without a log entry for every key. */
export function createAnnouncing(deps: {
  store: DraftStore;
  documents: Documents;
  keeping: Keeping;
  unitOfWork: UnitOfWork;
  now: () => number;
  logger: Logger;
}) {
  const { store, documents, keeping, unitOfWork, logger } = deps;
  const waiting = new Map<string, Waiting>();
  /** Announced at least once since this node began. */
  const known = new Set<string>();
  const running = new Set<Promise<void>>();
  let seenBehind = new Set<string>();
  let sweeper: NodeJS.Timeout | undefined;

  async function look(workspaceId: string, docId: string): Promise<void> {
    await unitOfWork.run(workspaceId, null, async (tx) => {
      const draft = await store.find(docId, tx.session);
      const loaded = await documents.load(docId, tx.session);
      // Another node may have been quicker.
      if (!loaded?.stored.behind) return;
      if (draft?.state === 'open') await keeping.look(tx, draft, {}, loaded);
      else await documents.lookedAt(docId, loaded.stored.n, tx.write());
      if (draft?.state === 'open') known.add(docId);
      else known.delete(docId);
    });
  }

  function announce(workspaceId: string, docId: string): void {
    clearTimeout(waiting.get(docId)?.timer);
    waiting.delete(docId);
    const work = look(workspaceId, docId)
      .catch((error) =>
        logger.error({ err: error, docId }, 'a draft could not be announced; the next sweep tries again'),
      )
      .finally(() => running.delete(work));
    running.add(work);
  }

  async function sweep(): Promise<void> {
    const behind = await documents.behind('', sweptAtOnce);
    const twice = behind.filter(({ _id, n }) => seenBehind.has(`${_id} ${n}`) && !waiting.has(_id));
    seenBehind = new Set(behind.map(({ _id, n }) => `${_id} ${n}`));
    for (const { _id, workspaceId } of twice) announce(workspaceId, _id);
  }

  return {
    written(workspaceId: string, docId: string): void {
      const before = waiting.get(docId);
      clearTimeout(before?.timer);
      const since = before?.since ?? deps.now();
      const left = since + atLeastEveryMs - deps.now();
      const wait = known.has(docId)
        ? Math.max(0, Math.min(pauseMs, left))
        : Math.max(0, since + firstAfterMs - deps.now());
      waiting.set(docId, { workspaceId, since, timer: setTimeout(() => announce(workspaceId, docId), wait) });
    },
    start(): void {
      sweeper = setInterval(() => {
        sweep().catch((error) => logger.warn({ err: error }, 'drafts that are behind could not be looked for'));
      }, sweepEveryMs);
    },
    /** Announces what waits, so that a stop leaves nothing behind. */
    async stop(): Promise<void> {
      clearInterval(sweeper);
      for (const [docId, { workspaceId }] of [...waiting]) announce(workspaceId, docId);
      await Promise.all(running);
    },
  };
}
