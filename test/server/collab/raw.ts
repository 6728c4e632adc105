import type { ClientRequest, IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';
import { until } from '../../support/until.ts';
import { collabUrl } from './editors.ts';

/** A WebSocket that speaks no protocol by itself. */
export interface Raw {
  socket: WebSocket;
  /** What the server sent. */
  heard: Uint8Array[];
  closing: number | null;
  send(bytes: Uint8Array | number[] | string): void;
  /** Waits for the end; answers the close code. */
  closed(): Promise<number>;
}

interface Wanted {
  token?: string;
  headers?: Record<string, string>;
  /** After the document's name. */
  suffix?: string;
}

function dial(url: string, docId: string, { token, headers = {}, suffix = '' }: Wanted): WebSocket {
  const protocols = token === undefined ? [] : ['baton', token];
  return new WebSocket(`${collabUrl(url)}/${docId}${suffix}`, protocols, { headers });
}

export async function connectRaw(url: string, docId: string, wanted: Wanted): Promise<Raw> {
  const socket = dial(url, docId, wanted);
  socket.binaryType = 'nodebuffer';
  const raw: Raw = {
    socket,
    heard: [],
    closing: null,
    send: (bytes) => socket.send(typeof bytes === 'string' ? bytes : Uint8Array.from(bytes)),
    async closed() {
      await until('the connection is closed', () => raw.closing !== null);
      return raw.closing ?? 0;
    },
  };
  socket.on('message', (data) => raw.heard.push(new Uint8Array(data as Buffer)));
  socket.on('close', (code) => {
    raw.closing = code;
  });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return raw;
}

/** The whole refusal before the upgrade, as text; fails when there is none. */
export function refusalOf(url: string, docId: string, wanted: Wanted): Promise<string> {
  const socket = dial(url, docId, wanted);
  return new Promise((resolve, reject) => {
    socket.once('open', () => reject(new Error('It was let in')));
    socket.once('error', reject);
    socket.once('unexpected-response', (_request: ClientRequest, reply: IncomingMessage) => {
      const { date: _date, ...headers } = reply.headers;
      let body = '';
      reply.on('data', (chunk) => {
        body += chunk;
      });
      reply.on('end', () => resolve(`${reply.statusCode} ${JSON.stringify(headers)} ${body}`));
    });
  });
}
