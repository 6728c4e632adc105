import { randomUUID } from 'node:crypto';
import { meets, type Scope } from '../../../shared/access.ts';
import type { Id } from '../../../shared/ids.ts';
import { type Presence, type PresenceNews, Statement } from '../../../shared/presence.ts';
import type { Doorbell } from '../../events/doorbell.ts';
import type { Logger } from '../../platform/logger.ts';
import { merged, presenceIn, same, ticketsIn } from './model.ts';
import { createOthers, keyOf, type Word } from './others.ts';

/** What changes together is told together; too short to be seen. */
const gatherMs = 100;
/** Every node says all it knows so often; one that has said nothing for `lastsMs` is dead. product: gone within 10 s. */
const repeatMs = 2000;
const lastsMs = 7000;
const lookMs = 1000;
/** Who writes says so every 5 s; who does not, has stopped. */
const writingLastsMs = 12_000;
/** More than a person's screen says; what is beyond is passed over. */
const wordsPerSecond = 20;

/** A screen of this node. */
interface Here {
  workspaceId: Id;
  memberId: Id;
  /** What it may see at this moment. */
  scopes: () => readonly Scope[];
  statement: Statement | null;
  saidAt: number;
  words: number;
}

export interface PresenceHub {
  come(socketId: string, who: Pick<Here, 'workspaceId' | 'memberId' | 'scopes'>): void;
  /** Whatever the screen sent; what is no statement is passed over. */
  say(socketId: string, words: unknown): void;
  leave(socketId: string): void;
  /** Its rights have changed. */
  moved(socketId: string): void;
  /** The ticket's audience may have changed. */
  touched(workspaceId: Id, ticketId: Id): void;
  /** All that somebody with these scopes may know. */
  shownTo(workspaceId: Id, scopes: readonly Scope[]): Promise<PresenceNews>;
  /** Has the member a screen open, at any node? */
  isHere(workspaceId: Id, memberId: Id): boolean;
  close(): void;
}

/**
 * Who is at which ticket, and what he is about to do. Kept in memory only, on every node the same: nodes tell each
 * other what changes, and all of it every two seconds. It is told to those who may see the ticket, and of those who may.
 */
export function createPresenceHub(deps: {
  doorbell: Pick<Doorbell, 'tell' | 'onTell'>;
  audiences: (workspaceId: Id, ticketIds: Id[]) => Promise<Map<Id, Scope[]>>;
  emit: (workspaceId: Id, scopes: readonly Scope[], news: PresenceNews) => void;
  now: () => number;
  logger: Logger;
}): PresenceHub {
  const { doorbell, now } = deps;
  const self = randomUUID();
  const screens = new Map<string, Here>();
  /** The screens whose statement names a ticket: a desk has many screens, and each of its changes asks. */
  const screensAt = new Map<string, Set<string>>();
  /** What this node has told the others of its own screens. */
  const own = new Map<string, Presence[]>();
  /** What this node's screens were told, and who was to hear it. */
  const told = new Map<string, { entries: Presence[]; audience: string }>();
  const dirty = new Set<string>();
  let flushing: NodeJS.Timeout | undefined;
  let closed = false;

  function changed(key: string): void {
    dirty.add(key);
    flushing ??= setTimeout(() => {
      flush().catch((error) => deps.logger.warn({ err: error }, 'presence could not be told; it is tried again'));
    }, gatherMs);
  }
  const others = createOthers({ self, lastsMs, now, changed });
  const say = (word: Word) => doorbell.tell('presence', JSON.stringify(word));

  const saidAt = (workspaceId: Id, ticketId: Id, audience: readonly Scope[]): Presence[] => {
    const ids = [...(screensAt.get(keyOf(workspaceId, ticketId)) ?? [])];
    const here = ids.flatMap((id) => screens.get(id) ?? []).filter((one) => meets([...one.scopes()], audience));
    return merged(here.flatMap((one) => (one.statement && presenceIn(one.statement, one.memberId, ticketId)) ?? []));
  };

  function tell(workspaceId: Id, ticketId: Id, audience: readonly Scope[]): Word['k'] | null {
    const key = keyOf(workspaceId, ticketId);
    const mine = saidAt(workspaceId, ticketId, audience);
    const isNews = !same(own.get(key) ?? [], mine);
    if (mine.length > 0) own.set(key, mine);
    else own.delete(key);
    const entries = merged([...mine, ...others.at(key)]);
    const before = told.get(key) ?? { entries: [], audience: '' };
    const now = { entries, audience: audience.join(' ') };
    if (!same(before.entries, entries) || (entries.length > 0 && before.audience !== now.audience)) {
      deps.emit(workspaceId, audience, { whole: false, tickets: { [ticketId]: entries } });
    }
    if (entries.length > 0) told.set(key, now);
    else told.delete(key);
    return isNews ? 'at' : null;
  }

  async function flush(): Promise<void> {
    flushing = undefined;
    if (closed) return;
    const keys = [...dirty];
    dirty.clear();
    const pairs = keys.map((key) => key.split(' ') as [Id, Id]);
    for (const workspaceId of new Set(pairs.map(([id]) => id))) {
      const ids = pairs.filter(([id]) => id === workspaceId).map(([, ticketId]) => ticketId);
      const audiences = await deps.audiences(workspaceId, ids).catch((error) => {
        for (const key of keys) dirty.add(key);
        throw error;
      });
      const news = ids.filter((id) => tell(workspaceId, id, audiences.get(id) ?? []) !== null);
      const at = news.map((id) => ({ w: workspaceId, t: id, e: own.get(keyOf(workspaceId, id)) ?? [] }));
      if (at.length > 0) say({ k: 'at', n: self, at });
    }
  }

  function sayAll(): void {
    const here = [...new Set([...screens.values()].map((one) => `${one.workspaceId} ${one.memberId}`))];
    const at = [...own].map(([key, e]) => {
      const [w = '', t = ''] = key.split(' ');
      return { w, t, e };
    });
    say({ k: 'all', n: self, here: here.map((pair) => pair.split(' ') as [Id, Id]), at });
  }

  const touch = (one: Here) => {
    for (const ticketId of one.statement ? ticketsIn(one.statement) : []) changed(keyOf(one.workspaceId, ticketId));
  };

  function state(socketId: string, one: Here, statement: Statement | null): void {
    const keysOf = (said: Statement | null) => (said ? ticketsIn(said) : []).map((id) => keyOf(one.workspaceId, id));
    for (const key of keysOf(one.statement)) {
      screensAt.get(key)?.delete(socketId);
      if (screensAt.get(key)?.size === 0) screensAt.delete(key);
      changed(key);
    }
    one.statement = statement;
    for (const key of keysOf(statement)) {
      screensAt.set(key, (screensAt.get(key) ?? new Set()).add(socketId));
      changed(key);
    }
  }

  /** A screen that stopped in the middle of a word. */
  function quieten(one: Here): void {
    const { statement } = one;
    if (!statement || (statement.doing !== 'replying' && statement.doing !== 'commenting')) return;
    if (one.saidAt > now() - writingLastsMs) return;
    one.statement = { ...statement, doing: 'viewing' };
    touch(one);
  }

  doorbell.onTell('presence', (text) => {
    if (!closed && others.hear(text)?.k === 'ask') sayAll();
  });
  say({ k: 'ask', n: self });
  const repeating = setInterval(sayAll, repeatMs);
  const looking = setInterval(() => {
    others.expire();
    for (const one of screens.values()) {
      one.words = 0;
      quieten(one);
    }
    // What could not be told for want of the store.
    for (const key of dirty) changed(key);
  }, lookMs);

  return {
    come(socketId, who) {
      screens.set(socketId, { ...who, statement: null, saidAt: 0, words: 0 });
    },
    say(socketId, words) {
      const one = screens.get(socketId);
      const statement = Statement.safeParse(words).data;
      if (!one || !statement) return;
      one.words += 1;
      if (one.words > wordsPerSecond) return;
      one.saidAt = now();
      state(socketId, one, statement);
    },
    leave(socketId) {
      const one = screens.get(socketId);
      if (!one) return;
      state(socketId, one, null);
      screens.delete(socketId);
    },
    moved(socketId) {
      const one = screens.get(socketId);
      if (one) touch(one);
    },
    touched(workspaceId, ticketId) {
      const key = keyOf(workspaceId, ticketId);
      if (told.has(key) || screensAt.has(key)) changed(key);
    },
    async shownTo(workspaceId, scopes) {
      const known = [...told.keys()].filter((key) => key.startsWith(`${workspaceId} `));
      const ids = known.map((key) => key.split(' ')[1] ?? '');
      const audiences = ids.length > 0 ? await deps.audiences(workspaceId, ids) : new Map<Id, Scope[]>();
      const open = ids.filter((id) => meets([...scopes], audiences.get(id) ?? []));
      const at = (id: Id) => told.get(keyOf(workspaceId, id))?.entries ?? [];
      return { whole: true, tickets: Object.fromEntries(open.map((id) => [id, at(id)])) };
    },
    isHere: (workspaceId, memberId) =>
      [...screens.values()].some((one) => one.workspaceId === workspaceId && one.memberId === memberId) ||
      others.isHere(workspaceId, memberId),
    close() {
      closed = true;
      clearTimeout(flushing);
      clearInterval(repeating);
      clearInterval(looking);
      say({ k: 'gone', n: self });
    },
  };
}
