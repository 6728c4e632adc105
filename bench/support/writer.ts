import { WebSocket } from 'ws';
import {
  applyUpdate,
  Doc,
  decodeStateVector,
  encodeStateAsUpdate,
  encodeStateVector,
  getState,
  XmlElement,
  XmlText,
} from 'yjs';
import type { Dialect } from './dialects.ts';

/** A document at a server. */
export interface Place {
  dialect: Dialect;
  port: number;
  docId: string;
  token: string;
}

/** A client of one document, as a tab of a browser is: it has all of it, and sends what it types at once. */
export interface Writer {
  doc: Doc;
  /** Types at the end. */
  type(letters: string): void;
  text(): string;
  /** So much of `client` (Yjs's count) is in its document. */
  has(client: number): number;
  /** So much of its own the server has acknowledged, whatever that means there. */
  acknowledged(): number;
  onChange: () => void;
  onAcknowledged: () => void;
  close(): void;
}

/** Opens a document, with a text that it brings or none; answers when both sides know what the other has. */
export function openWriter({ dialect, port, docId, token }: Place, brings = ''): Promise<Writer> {
  const doc = new Doc();
  if (brings) lastText(doc).insert(0, brings);
  const url = `ws://127.0.0.1:${port}${dialect.pathOf(docId)}`;
  const socket = new WebSocket(url, dialect.protocolsOf(token), { perMessageDeflate: false });
  socket.binaryType = 'nodebuffer';
  /** Its own count after each update it has sent, for servers that acknowledge update by update. */
  const sent: number[] = [];
  let taken = 0;
  let acknowledged = 0;
  const own = () => getState(doc.store, doc.clientID);

  function send(update: Uint8Array, answers: boolean): void {
    sent.push(own());
    socket.send(dialect.update(docId, update, answers));
  }

  return new Promise((resolve, reject) => {
    let [gave, got] = [false, false];
    const writer: Writer = {
      doc,
      type(letters) {
        const text = lastText(doc);
        text.insert(text.length, letters);
      },
      text: () => doc.getXmlFragment('body').toArray().map(textIn).join('\n'),
      has: (client) => getState(doc.store, client),
      acknowledged: () => acknowledged,
      onChange: () => {},
      onAcknowledged: () => {},
      close() {
        socket.terminate();
        doc.destroy();
      },
    };
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== socket) send(update, false);
    });
    socket.on('open', () => {
      for (const frame of dialect.hello(docId, encodeStateVector(doc))) socket.send(frame);
    });
    socket.on('message', (data) => {
      const heard = dialect.heardIn(new Uint8Array(data as Buffer));
      if (heard?.kind === 'have') {
        send(encodeStateAsUpdate(doc, heard.vector), true);
        gave = true;
      } else if (heard?.kind === 'update') {
        applyUpdate(doc, heard.update, socket);
        got ||= heard.whole;
        writer.onChange();
      } else if (heard) {
        acknowledged =
          heard.kind === 'stored' ? (decodeStateVector(heard.vector).get(doc.clientID) ?? 0) : (sent[taken++] ?? 0);
        writer.onAcknowledged();
      }
      if (gave && got) resolve(writer);
    });
    socket.on('error', reject);
    socket.on('close', (code) => reject(new Error(`${url} was closed with ${code}`)));
  });
}

const textIn = (node: unknown): string => (node instanceof XmlElement ? node.toArray().join('') : '');

/** The text of the last paragraph; one is made when there is none. */
function lastText(doc: Doc): XmlText {
  const body = doc.getXmlFragment('body');
  const paragraph = body.toArray().at(-1);
  const text = paragraph instanceof XmlElement ? paragraph.toArray()[0] : undefined;
  if (text instanceof XmlText) return text;
  const [made, inner] = [new XmlElement('paragraph'), new XmlText('')];
  doc.transact(() => {
    made.insert(0, [inner]);
    body.insert(body.length, [made]);
  });
  return inner;
}
