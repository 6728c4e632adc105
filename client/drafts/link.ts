import { type createDecoder, readVarUint8Array } from 'lib0/decoding';
import { WebsocketProvider } from 'y-websocket';
import { type Doc, decodeStateVector } from 'yjs';
import { editorSchema, schemaParam } from '../../shared/editorSchema.ts';

/** Carries the state vector of what is in the store. protocol: Y5 */
const savedKind = 100;

/** Why the server closed a document for good. protocol: Y10 */
export const closed = {
  malformed: 4400,
  signedOut: 4401,
  notOpen: 4404,
  sent: 4409,
  discarded: 4410,
  tooLarge: 4413,
  /** The server is of another release than this page. */
  outdated: 4426,
};

export interface Link {
  awareness: WebsocketProvider['awareness'];
  /** Changes with this origin came from the server. */
  origin: unknown;
  connected(): boolean;
  close(): void;
}

export interface LinkEvents {
  /** The store has what this counts. */
  saved(vector: Map<number, number>): void;
  /** The server closed it for good. */
  closed(code: number): void;
}

/** The server says every 10 s what it has. Who hears nothing for this long has lost it, whatever the socket says. */
const silence = 12_000;

/**
 * Ties a document to the one of this name on the server. The refresh cookie says who asks. A line that is silent, and
 * each change of the network, makes it come in again: a socket notices by itself after minutes, or never.
 */
export function link(doc: Doc, docId: string, on: LinkEvents): Link {
  const provider = new WebsocketProvider(`${location.origin.replace(/^http/, 'ws')}/collab`, docId, doc, {
    protocols: ['baton'],
    params: { [schemaParam]: String(editorSchema) },
    disableBc: true,
  });
  let over = false;
  let listening: ReturnType<typeof setTimeout> | undefined;
  const renew = () => {
    provider.disconnect();
    provider.connect();
  };
  const stop = () => {
    over = true;
    clearTimeout(listening);
    window.removeEventListener('online', renew);
    window.removeEventListener('offline', renew);
  };
  const listen = () => {
    clearTimeout(listening);
    if (!over) listening = setTimeout(renew, silence);
  };
  listen();
  provider.messageHandlers[savedKind] = (_encoder: unknown, decoder: ReturnType<typeof createDecoder>) => {
    listen();
    on.saved(decodeStateVector(readVarUint8Array(decoder)));
  };
  provider.on('status', listen);
  provider.on('closed', ({ code }) => {
    stop();
    on.closed(code);
  });
  window.addEventListener('online', renew);
  window.addEventListener('offline', renew);
  return {
    awareness: provider.awareness,
    origin: provider,
    connected: () => provider.wsconnected,
    close() {
      stop();
      provider.destroy();
    },
  };
}

/** Does `known` count all that `wanted` counts? */
export const covers = (known: ReadonlyMap<number, number>, wanted: ReadonlyMap<number, number>): boolean =>
  [...wanted].every(([client, clock]) => (known.get(client) ?? 0) >= clock);
