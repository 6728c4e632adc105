import { createCaller } from './caller.ts';
import { type Child, startChild } from './child.ts';
import { type Desk, serve } from './desk.ts';
import { type Dialect, hocuspocus, stock } from './dialects.ts';
import { freshDir } from './places.ts';
import type { Place } from './writer.ts';

/** A server of documents, of which each start has the same, as far as it has kept them. */
export interface DocServer {
  name: string;
  /** Says when text is in its store, and means it. */
  durable: boolean;
  start(): Promise<Served>;
}

export interface Served {
  child: Child;
  placeOf(index: number): Place;
}

/** So many connections of one member; a node takes 64. */
export const connectionsEach = 60;

/** Reply drafts of the desk's tickets. Nobody has more of them than he may have open with `clients` tabs each. */
async function draftsOf(desk: Desk, count: number, clients: number): Promise<(port: number, index: number) => Place> {
  const authorOf = (index: number) => Math.floor((index * clients) / connectionsEach);
  const child = await serve(desk);
  const docIds: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const caller = createCaller(child.port, desk.tokenOf(authorOf(index)), 1);
    const ticketId = desk.ticketIds[index] ?? '';
    docIds.push((await caller.call('draft.open', { ticketId, kind: 'reply' })).docId);
    caller.close();
  }
  await child.stop();
  const dialect = stock('/collab');
  return (port, index) => ({ dialect, port, docId: docIds[index] ?? '', token: desk.tokenOf(authorOf(index)) });
}

export async function batonOf(desk: Desk, count: number, clients: number): Promise<DocServer> {
  const placeOf = await draftsOf(desk, count, clients);
  return {
    name: 'Baton',
    durable: true,
    async start() {
      const child = await serve(desk);
      return { child, placeOf: (index) => placeOf(child.port, index) };
    },
  };
}

function peer(name: string, what: 'hocuspocus' | 'yWebsocket', dialect: Dialect, dir?: string): DocServer {
  return {
    name,
    durable: false,
    async start() {
      const child = await startChild(what, dir ? { DOCS_DIR: dir } : {});
      return { child, placeOf: (index) => ({ dialect, port: child.port, docId: `document-${index}`, token: '' }) };
    },
  };
}

export const docPeers = (): DocServer[] => [
  peer('Hocuspocus', 'hocuspocus', hocuspocus),
  peer('Hocuspocus with its database extension', 'hocuspocus', hocuspocus, freshDir('hocuspocus')),
  peer('@y/websocket-server', 'yWebsocket', stock('')),
];
