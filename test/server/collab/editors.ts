import { type createDecoder, readVarUint8Array } from 'lib0/decoding';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import { Doc, decodeStateVector, encodeStateVector, XmlElement, XmlText } from 'yjs';
import { type Closing, closing } from '../../../server/collab/closing.ts';
import type { Client } from '../../support/client.ts';
import { until } from '../../support/until.ts';

const savedKind = 100;

/** A stock y-websocket client at a node, and what it has been told. */
export interface Editor {
  doc: Doc;
  provider: WebsocketProvider;
  /** Types at the end of the last paragraph, or into a new one. */
  type(text: string): void;
  erase(index: number, length: number): void;
  text(): string;
  /** All that is in the document has been confirmed as stored. */
  isSaved(): boolean;
  /** The state vectors that were confirmed. */
  saved: Map<number, number>[];
  synced(): Promise<void>;
  until(what: string, isSo: (text: string) => boolean): Promise<void>;
  untilSaved(): Promise<void>;
  /** Waits until the server has closed it for good; answers why. */
  closed(): Promise<Closing | number>;
  closing: number | null;
  stop(): void;
}

const nameOf = (code: number): Closing | number =>
  (Object.keys(closing) as Closing[]).find((why) => closing[why] === code) ?? code;

export const collabUrl = (url: string) => `${url.replace(/^http/, 'ws')}/collab`;

function lastText(doc: Doc): XmlText {
  const body = doc.getXmlFragment('body');
  const paragraph = body.toArray().at(-1);
  const text = paragraph instanceof XmlElement ? paragraph.toArray()[0] : undefined;
  if (text instanceof XmlText) return text;
  const [made, inner] = [new XmlElement('paragraph'), new XmlText('')];
  made.insert(0, [inner]);
  body.insert(body.length, [made]);
  return inner;
}

export function openEditor(client: Client, docId: string, doc = new Doc(), url = client.url): Editor {
  const provider = new WebsocketProvider(collabUrl(url), docId, doc, {
    protocols: ['baton', client.token],
    WebSocketPolyfill: WebSocket as never,
    disableBc: true,
    maxBackoffTime: 100,
  });
  const saved: Map<number, number>[] = [];
  provider.messageHandlers[savedKind] = (_encoder: unknown, decoder: ReturnType<typeof createDecoder>) => {
    saved.push(decodeStateVector(readVarUint8Array(decoder)));
  };
  const editor: Editor = {
    doc,
    provider,
    saved,
    closing: null,
    type(text) {
      doc.transact(() => {
        const end = lastText(doc);
        end.insert(end.length, text);
      });
    },
    erase: (index, length) => lastText(doc).delete(index, length),
    text: () =>
      doc
        .getXmlFragment('body')
        .toArray()
        .map((one) => (one instanceof XmlElement ? one.toArray().join('') : ''))
        .join('\n'),
    isSaved() {
      const known = saved.at(-1);
      if (!known) return false;
      return [...decodeStateVector(encodeStateVector(doc))].every(([id, clock]) => (known.get(id) ?? 0) >= clock);
    },
    synced: () => until('the editor is in sync', () => provider.synced),
    until: (what, isSo) =>
      until(what, () => isSo(editor.text())).catch((error: Error) => {
        throw new Error(`${error.message}; it says ${JSON.stringify(editor.text().slice(0, 300))}`);
      }),
    untilSaved: () => until('all is saved', () => editor.isSaved()),
    async closed() {
      await until('the editor is closed', () => editor.closing !== null && !provider.shouldConnect);
      return nameOf(editor.closing ?? 0);
    },
    stop() {
      provider.destroy();
      doc.destroy();
    },
  };
  provider.on('connection-close', (event) => {
    if (event) editor.closing = event.code;
  });
  return editor;
}
