import { z } from 'zod';
import { Id } from '../../../shared/ids.ts';
import { Intent, type Presence } from '../../../shared/presence.ts';
import { same } from './model.ts';

const Entry = z.object({ memberId: Id, doing: Intent.nullable(), draft: z.boolean() });
const At = z.object({ w: Id, t: Id, e: z.array(Entry) });

/** What nodes say to each other. `all`: everything; `at`: one ticket anew; `ask`: say everything; `gone`: good-bye. */
const Word = z.discriminatedUnion('k', [
  z.object({ k: z.literal('all'), n: z.string(), here: z.array(z.tuple([Id, Id])), at: z.array(At) }),
  z.object({ k: z.literal('at'), n: z.string(), at: z.array(At) }),
  z.object({ k: z.literal('ask'), n: z.string() }),
  z.object({ k: z.literal('gone'), n: z.string() }),
]);
export type Word = z.infer<typeof Word>;

interface Node {
  heardAt: number;
  /** Who is connected there, as `workspaceId memberId`. */
  here: Set<string>;
  at: Map<string, Presence[]>;
}

export const keyOf = (workspaceId: Id, ticketId: Id) => `${workspaceId} ${ticketId}`;

/** What the other nodes say of their screens. A node that falls silent is forgotten, with all it said. */
export function createOthers(deps: {
  self: string;
  lastsMs: number;
  now: () => number;
  changed: (key: string) => void;
}) {
  const nodes = new Map<string, Node>();

  function nodeOf(name: string): Node {
    const node = nodes.get(name) ?? { heardAt: 0, here: new Set(), at: new Map() };
    nodes.set(name, node);
    node.heardAt = deps.now();
    return node;
  }

  function put(node: Node, key: string, entries: Presence[]): void {
    if (same(node.at.get(key) ?? [], entries)) return;
    if (entries.length > 0) node.at.set(key, entries);
    else node.at.delete(key);
    deps.changed(key);
  }

  function drop(name: string): void {
    const keys = [...(nodes.get(name)?.at.keys() ?? [])];
    nodes.delete(name);
    for (const key of keys) deps.changed(key);
  }

  return {
    /** Answers what was said, if it was another node and can be read. */
    hear(text: string): Word | null {
      const word = readWord(text);
      if (!word || word.n === deps.self) return null;
      if (word.k === 'gone') drop(word.n);
      if (word.k !== 'all' && word.k !== 'at') return word;
      const node = nodeOf(word.n);
      const told = new Map(word.at.map(({ w, t, e }) => [keyOf(w, t), e]));
      if (word.k === 'all') {
        node.here = new Set(word.here.map(([w, m]) => `${w} ${m}`));
        for (const key of [...node.at.keys()]) if (!told.has(key)) put(node, key, []);
      }
      for (const [key, entries] of told) put(node, key, entries);
      return word;
    },
    expire(): void {
      const before = deps.now() - deps.lastsMs;
      for (const [name, node] of [...nodes]) if (node.heardAt < before) drop(name);
    },
    at: (key: string): Presence[] => [...nodes.values()].flatMap((node) => node.at.get(key) ?? []),
    keys: (): string[] => [...nodes.values()].flatMap((node) => [...node.at.keys()]),
    isHere: (workspaceId: Id, memberId: Id): boolean =>
      [...nodes.values()].some(({ here }) => here.has(`${workspaceId} ${memberId}`)),
  };
}

function readWord(text: string): Word | null {
  try {
    return Word.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
