import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { encodeAwarenessUpdate } from 'y-protocols/awareness';
import { applyUpdate, Doc, encodeStateAsUpdate, encodeStateVector, XmlElement, XmlText } from 'yjs';
import { closing } from '../../../server/collab/closing.ts';
import { documentBytes } from '../../../server/collab/limits.ts';
import { editorSchema } from '../../../shared/editorSchema.ts';
import { until } from '../../support/until.ts';
import { type Desk, openDesk } from './desk.ts';
import { type Editor, openEditor } from './editors.ts';
import { connectRaw, type Raw, refusalOf } from './raw.ts';

let desk: Desk;
let docId: string;
let peer: Editor;
let raws: Raw[] = [];

beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.cluster.stop());
beforeEach(async () => {
  ({ docId } = await desk.author.client.call('draft.open', { ticketId: await desk.newTicket(), kind: 'reply' }));
  peer = openEditor(desk.author.client, docId);
  await peer.synced();
  peer.type('safe');
  await peer.untilSaved();
});
/** Whatever was sent, the process and the other editors have not noticed. */
afterEach(async () => {
  peer.type(' and sound');
  await peer.untilSaved();
  expect(peer.text()).toBe('safe and sound');
  expect(peer.closing).toBeNull();
  peer.stop();
  for (const { socket } of raws) socket.terminate();
  raws = [];
  expect(desk.cluster.faults()).toEqual([]);
});

async function connect(): Promise<Raw> {
  const raw = await connectRaw(desk.author.client.url, docId, { token: desk.author.client.token });
  raws.push(raw);
  return raw;
}

/** A number in lib0's form. */
function varUint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return [...bytes, rest];
}
const framed = (head: number[], body: ArrayLike<number>) =>
  Uint8Array.from([...head, ...varUint(body.length), ...Array.from(body)]);
const updateOf = (body: ArrayLike<number>) => framed([0, 2], body);

const nested = (() => {
  const doc = new Doc();
  doc.getMap('fields').set('deep', 1);
  return encodeStateAsUpdate(doc);
})();

// Y9, Y10
describe('frames that are not of the protocol close their socket and nothing else', () => {
  const frames: Record<string, Uint8Array | string> = {
    'no bytes': new Uint8Array(),
    text: 'hello',
    'an unknown kind': Uint8Array.from([77, 1, 2, 3]),
    'an unknown step': Uint8Array.from([0, 9, 1, 0]),
    'a length without bytes': Uint8Array.from([0, 2, ...varUint(1_000_000)]),
    'a number without an end': Uint8Array.from([0, 2, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255]),
    'two billion structs in seven bytes': updateOf([1, ...varUint(2_000_000_000), 1, 0]),
    'two billion clients': updateOf(varUint(2_000_000_000)),
    'two billion deletions': updateOf([0, 1, 1, ...varUint(2_000_000_000)]),
    'garbage for an update': updateOf(Array.from({ length: 200 }, (_, index) => (index * 37) % 256)),
    'half an update': updateOf(nested.subarray(0, nested.length - 3)),
    'a state vector that claims too much': framed([0, 0], varUint(2_000_000_000)),
    'an awareness update that claims too much': framed([1], varUint(2_000_000_000)),
    'an awareness state that is no JSON': framed([1], [1, 5, 1, 3, 123, 123, 123]),
    'an awareness state that is a list': framed([1], [1, 5, 1, 2, 91, 93]),
  };
  test.each(Object.entries(frames))('%s', async (_name, frame) => {
    const raw = await connect();
    raw.send(frame);
    expect(await raw.closed()).toBe(closing.malformed);
  });
});

/** An awareness update of one client. */
function awareness(client: number, clock: number, state: unknown): Uint8Array {
  const body = encodeAwarenessUpdate(
    { states: new Map([[client, state]]), meta: new Map([[client, { clock, lastUpdated: 0 }]]) } as never,
    [client],
  );
  return framed([1], body);
}

describe('awareness', () => {
  // Y8
  test('an oversized state is refused', async () => {
    const raw = await connect();
    raw.send(awareness(1234, 1, { cursor: 'x'.repeat(3000) }));
    expect(await raw.closed()).toBe(closing.malformed);
    expect(peer.provider.awareness.getStates().has(1234)).toBe(false);
  });

  // Y8
  test('nobody speaks for another, nor under another name', async () => {
    await desk.author.client.call('draft.share', { docId, memberId: desk.colleague.id });
    const other = await connectRaw(desk.author.client.url, docId, { token: desk.colleague.client.token });
    raws.push(other);
    peer.provider.awareness.setLocalStateField('cursor', 1);
    const witness = openEditor(desk.author.client, docId);
    await until('the witness sees the peer', () => witness.provider.awareness.getStates().has(peer.doc.clientID));
    other.send(awareness(peer.doc.clientID, 99, { cursor: 'forged' }));
    other.send(awareness(4321, 1, { cursor: 2, memberId: desk.admin.id }));
    await until('the witness sees the other', () => witness.provider.awareness.getStates().has(4321));
    expect(witness.provider.awareness.getStates().get(4321)).toEqual({ cursor: 2, memberId: desk.colleague.id });
    expect(witness.provider.awareness.getStates().get(peer.doc.clientID)).toMatchObject({ cursor: 1 });
    other.socket.close();
    await until('and sees it go', () => !witness.provider.awareness.getStates().has(4321));
    witness.stop();
  });

  // Y8
  test('nobody writes on under the client id of another; whose it is loses no key', async () => {
    await desk.author.client.call('draft.share', { docId, memberId: desk.colleague.id });
    const raw = await connectRaw(desk.author.client.url, docId, { token: desk.colleague.client.token });
    raws.push(raw);
    await until('the room knows the peer', () => raw.heard.some((frame) => frame[0] === 1));
    const [id, forged] = [peer.doc.clientID, new Doc()];
    applyUpdate(forged, encodeStateAsUpdate(peer.doc));
    forged.clientID = id;
    forged.getMap('fields').set('subject', 'forged');
    raw.send(updateOf(encodeStateAsUpdate(forged, encodeStateVector(peer.doc))));
    expect(await raw.closed()).toBe(closing.restarting);
    peer.type('!');
    await peer.untilSaved();
    const stored = await desk.cluster.app.documents.load(docId);
    expect(stored?.doc.getMap('fields').toJSON()).toEqual({});
    const fresh = openEditor(desk.author.client, docId);
    await fresh.until('every key is there', (text) => text === 'safe!');
    fresh.stop();
    expect(peer.doc.clientID).toBe(id);
    peer.erase(4, 1);
  });

  // Y8
  test('an editor brings what it has of another who is there, as far as that is known', async () => {
    await desk.author.client.call('draft.share', { docId, memberId: desk.colleague.id });
    const guest = openEditor(desk.colleague.client, docId);
    await guest.until('he reads', (text) => text === 'safe');
    guest.provider.disconnect();
    guest.erase(0, 1);
    guest.provider.connect();
    await peer.until('both are heard', (text) => text === 'afe');
    peer.doc.transact(() => peer.erase(0, 3));
    peer.type('safe');
    await guest.until('and go on', (text) => text === 'safe');
    guest.stop();
  });

  // Y8
  test('one connection cannot fill the room with names', async () => {
    const raw = await connect();
    for (let client = 1; client <= 50; client += 1) raw.send(awareness(client, 1, { a: 1 }));
    raw.send(Uint8Array.from([3]));
    await until('it is answered', () => raw.heard.length > 3);
    await until('the first are there', () => peer.provider.awareness.getStates().has(4));
    expect(peer.provider.awareness.getStates().size).toBeLessThan(8);
  });
});

function textOf(length: number): Uint8Array {
  const doc = new Doc();
  const [paragraph, text] = [new XmlElement('paragraph'), new XmlText('x'.repeat(length))];
  paragraph.insert(0, [text]);
  doc.getXmlFragment('body').insert(0, [paragraph]);
  return encodeStateAsUpdate(doc);
}

describe('an editor of another release', () => {
  const say = (schema: number | string) =>
    connectRaw(desk.author.client.url, docId, { token: desk.author.client.token, suffix: `?schema=${schema}` });

  // Y12
  test('is sent away before it is told or has changed anything', async () => {
    for (const schema of [editorSchema - 1, editorSchema + 1, '', 'x']) {
      const raw = await say(schema);
      raws.push(raw);
      raw.send(updateOf(textOf(5)));
      expect(await raw.closed()).toBe(closing.outdated);
      expect(raw.heard).toEqual([]);
    }
    expect((await desk.cluster.app.documents.load(docId))?.doc.getXmlFragment('body').length).toBe(1);
  });

  // Y12
  test('of this one is let in', async () => {
    const raw = await say(editorSchema);
    raws.push(raw);
    await until('it is asked what it has', () => raw.heard.length > 0);
    expect(raw.closing).toBeNull();
  });

  // Y2, Y12
  test('learns nothing of documents that are not open to it', async () => {
    const { token } = desk.outsider.client;
    const there = await refusalOf(desk.author.client.url, docId, { token, suffix: '?schema=0' });
    expect(await refusalOf(desk.author.client.url, `${docId}0`, { token, suffix: '?schema=0' })).toBe(there);
  });
});

describe('limits', () => {
  // Y9
  test('a document grows to two megabytes and not beyond; the writer keeps his text', async () => {
    const ticketId = await desk.newTicket();
    const draft = await desk.author.client.call('draft.open', { ticketId, kind: 'reply' });
    const editor = openEditor(desk.author.client, draft.docId);
    await editor.synced();
    editor.type('y'.repeat(1_500_000));
    await editor.untilSaved();
    editor.type('z'.repeat(700_000));
    expect(await editor.closed()).toBe('tooLarge');
    expect(editor.text().length).toBe(2_200_000);
    editor.stop();
    const again = openEditor(desk.author.client, draft.docId);
    await again.until('what was stored is there', (text) => text.length === 1_500_000);
    again.stop();
  });

  // Y9
  test('a message larger than any document closes its socket', async () => {
    const raw = await connect();
    raw.send(updateOf(textOf(documentBytes + 200_000)));
    expect(await raw.closed()).toBe(1009);
  });

  // Y9
  test('who sends without end is stopped', async () => {
    const raw = await connect();
    for (let index = 0; index < 3000; index += 1) raw.send(awareness(7, index + 1, { index }));
    expect(await raw.closed()).toBe(closing.rateLimited);
  });

  // Y9
  test('who asks for everything again and again is stopped', async () => {
    const raw = await connect();
    for (let index = 0; index < 200; index += 1) raw.send(framed([0, 0], [0]));
    expect(await raw.closed()).toBe(closing.rateLimited);
  });
});

// Y7
test('an update that builds on what never came is asked for, not stored', async () => {
  const doc = new Doc();
  const map = doc.getMap('fields');
  map.set('one', 1);
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  map.set('two', 2);
  const raw = await connect();
  await until('it is asked what it has', () => raw.heard.length > 0);
  const before = raw.heard.length;
  raw.send(updateOf(updates[0] ?? []));
  await until('it is asked again', () => raw.heard.slice(before).some((frame) => frame[0] === 0 && frame[1] === 0));
  const stored = await desk.cluster.app.documents.load(docId);
  expect(stored?.doc.getMap('fields').toJSON()).toEqual({});
  raw.send(framed([0, 1], encodeStateAsUpdate(doc)));
  await until('all of it is taken', async () => {
    const now = await desk.cluster.app.documents.load(docId);
    return now?.doc.getMap('fields').get('two') === 2;
  });
});
