import { openLine } from './line.ts';

/** An event as it came: bytes `start` to `end`, only good during the call. */
export type OnEvent = (bytes: Buffer, start: number, end: number) => void;

/** A thin Socket.IO client: answers pings, hands on events unread, and asks. */
export interface Agent {
  /** The place in the log from which it hears; 0 at a plain server. */
  from: number;
  /** Emits, and answers what the server acknowledged with. */
  emit(name: string, ...args: unknown[]): Promise<unknown>;
  close(): void;
}

const path = '/socket.io/?EIO=4&transport=websocket';
const code = (letter: string) => letter.charCodeAt(0);
const [zero, two, three, four, e, v] = ['0', '2', '3', '4', 'e', 'v'].map(code);

/**
 * Connects and waits until events will come: `ready` of a Baton, or the bare connection of a plain server.
 * @throws when the line breaks before
 */
export function connectAgent(port: number, token: string | null, onEvent: OnEvent): Promise<Agent> {
  const waiting = new Map<number, (value: unknown) => void>();
  let asked = 0;
  return new Promise((resolve, reject) => {
    const agent: Agent = {
      from: 0,
      emit(name, ...args) {
        asked += 1;
        const id = asked;
        line.send(`42${id}${JSON.stringify([name, ...args])}`);
        return new Promise((answered) => waiting.set(id, answered));
      },
      close: () => line.close(),
    };
    const line = openLine(port, path, read, () => reject(new Error('The line broke')));

    function read(bytes: Buffer, start: number, end: number): void {
      const type = bytes[start];
      if (type === four) readMessage(bytes, start, end);
      else if (type === two) line.send('3');
      else if (type === zero) line.send(`40${JSON.stringify(token === null ? {} : { token })}`);
    }

    function readMessage(bytes: Buffer, start: number, end: number): void {
      const kind = bytes[start + 1];
      if (kind === two) readEvent(bytes, start, end);
      else if (kind === three) readAnswer(bytes.toString('utf8', start + 2, end));
      else if (kind === zero && token === null) resolve(agent);
      else if (kind === four) reject(new Error(bytes.toString('utf8', start, end)));
    }

    /** `42["event",…` is handed on; of the rest only `ready` says something that is needed here. */
    function readEvent(bytes: Buffer, start: number, end: number): void {
      if (bytes[start + 4] === e && bytes[start + 5] === v) {
        onEvent(bytes, start, end);
        return;
      }
      const [name, data] = JSON.parse(bytes.toString('utf8', start + 2, end)) as [string, { seq: number }];
      if (name !== 'ready') return;
      agent.from = data.seq;
      resolve(agent);
    }

    function readAnswer(text: string): void {
      const bracket = text.indexOf('[');
      const id = Number(text.slice(0, bracket));
      const [value] = JSON.parse(text.slice(bracket)) as unknown[];
      waiting.get(id)?.(value);
      waiting.delete(id);
    }
  });
}

/** Connects many, a few at a time. */
export async function connectAgents(
  count: number,
  one: (index: number) => Promise<Agent>,
  atOnce = 20,
): Promise<Agent[]> {
  const agents: Agent[] = [];
  for (let first = 0; first < count; first += atOnce) {
    const some = Array.from({ length: Math.min(atOnce, count - first) }, (_, index) => one(first + index));
    agents.push(...(await Promise.all(some)));
  }
  return agents;
}

const seqKey = Buffer.from('"seq":');

/** The number of an event in its bytes; it stands near the end. */
export function seqIn(bytes: Buffer, start: number, end: number): number {
  const key = bytes.subarray(start, end).lastIndexOf(seqKey);
  if (key < 0) return -1;
  let seq = 0;
  for (let at = start + key + seqKey.length; at < end; at += 1) {
    const digit = (bytes[at] ?? 0) - (zero ?? 0);
    if (digit < 0 || digit > 9) break;
    seq = seq * 10 + digit;
  }
  return seq;
}
