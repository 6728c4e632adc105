import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { Doc } from 'yjs';
import { createRandom } from '../../support/random.ts';
import { until } from '../../support/until.ts';
import { type Desk, openDesk } from './desk.ts';
import { open as openForTest } from './editorsOfTest.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk({ nodes: 2 });
});
afterAll(() => desk.cluster.stop());

afterEach(() => expect(desk.cluster.faults()).toEqual([]));

const url = (node: number) => desk.cluster.nodes[node]?.url ?? '';
const open = (docId: string, node = 0, doc = new Doc()) => openForTest(desk.author.client, docId, doc, url(node));

async function newDraft(): Promise<string> {
  const { docId } = await desk.author.client.call('draft.open', { ticketId: await desk.newTicket(), kind: 'reply' });
  return docId;
}

// Y1
test('two tabs write one draft and show the same', async () => {
  const docId = await newDraft();
  const [one, two] = [open(docId), open(docId)];
  await one.synced();
  one.type('Dear customer');
  await two.until('the other tab shows it', (text) => text === 'Dear customer');
  two.type(', hello');
  await one.until('and the first the second', (text) => text === 'Dear customer, hello');
});

// Y5
test('what was saved is there after everybody has left', async () => {
  const docId = await newDraft();
  const one = open(docId);
  await one.synced();
  one.type('kept');
  await one.untilSaved();
  one.stop();
  await open(docId, 1).until('it is there on another node', (text) => text === 'kept');
});

// Y6
test('two devices on two nodes write one draft', async () => {
  const docId = await newDraft();
  const [one, two] = [open(docId, 0), open(docId, 1)];
  await Promise.all([one.synced(), two.synced()]);
  one.type('from the first');
  await two.until('the second node shows it', (text) => text === 'from the first');
  two.type(', from the second');
  await one.until('and back', (text) => text === 'from the first, from the second');
  await Promise.all([one.untilSaved(), two.untilSaved()]);
});

// Y6
test('two nodes that do not hear each other find the text by looking', async () => {
  desk.cluster.loseRings(true);
  const docId = await newDraft();
  const [one, two] = [open(docId, 0), open(docId, 1)];
  await Promise.all([one.synced(), two.synced()]);
  one.type('unheard');
  await two.until('the other node has looked', (text) => text === 'unheard');
  desk.cluster.loseRings(false);
});

// Y6
test('what two devices wrote offline is joined', async () => {
  const docId = await newDraft();
  const [one, two] = [open(docId, 0), open(docId, 1)];
  await Promise.all([one.synced(), two.synced()]);
  one.type('together. ');
  await two.until('both have it', (text) => text === 'together. ');
  for (const editor of [one, two]) editor.provider.disconnect();
  one.type('one alone. ');
  two.type('two alone. ');
  for (const editor of [one, two]) editor.provider.connect();
  await one.until('nothing is lost', (text) => text.includes('one alone') && text.includes('two alone'));
  await two.until('and both agree', (text) => text === one.text());
});

// Y6
test('a tail of many updates is folded, and nothing is lost by it', async () => {
  const docId = await newDraft();
  await desk.author.client.call('draft.share', { docId, memberId: desk.colleague.id });
  const one = open(docId);
  // With a colleague there each key is stored at once.
  const colleague = openForTest(desk.colleague.client, docId, new Doc(), url(0));
  await Promise.all([one.synced(), colleague.synced()]);
  for (let index = 0; index < 120; index += 1) {
    one.type(`${index} `);
    await one.untilSaved();
  }
  const stored = await desk.cluster.app.documents.find(docId);
  expect(stored?.n).toBeGreaterThan(100);
  expect(stored?.u.length).toBeLessThan(40);
  await open(docId, 1).until('another reads all of it', (text) => text === one.text());
});

// Y6
test('keys of one member alone share writes, and all of them are stored', async () => {
  const docId = await newDraft();
  const [one, two] = [open(docId), open(docId)];
  await Promise.all([one.synced(), two.synced()]);
  const letters = 'Good morning, your parcel has left our house today.';
  for (const letter of letters) {
    one.type(letter);
    const typed = one.text();
    await two.until('the other tab has heard the key', (text) => text === typed);
  }
  await one.untilSaved();
  expect((await desk.cluster.app.documents.find(docId))?.n).toBeLessThan(letters.length);
  await open(docId, 1).until('another node reads all of it', (text) => text === letters);
});

// Y6
test('documents that are stored together do not touch each other, though another node has written to one of them', async () => {
  const docIds = await Promise.all(Array.from({ length: 6 }, newDraft));
  const here = docIds.map((docId) => open(docId, 0));
  await Promise.all(here.map((one) => one.synced()));
  const [first] = docIds;
  const there = open(first ?? '', 1);
  await there.synced();
  desk.cluster.loseRings(true);
  there.type('from the other node. ');
  await there.untilSaved();
  for (const one of here) one.type('from here. ');
  await Promise.all(here.map((one) => one.untilSaved()));
  for (const one of here) one.type('and again');
  await Promise.all(here.map((one) => one.untilSaved()));
  desk.cluster.loseRings(false);
  for (const [index, docId] of docIds.entries()) {
    const words = ['from here. ', 'and again', ...(index === 0 ? ['from the other node. '] : [])];
    const length = words.join('').length;
    const all = (text: string) => words.every((one) => text.includes(one)) && text.replace('\n', '').length === length;
    await open(docId, 1).until('all of it is stored, once', all);
  }
});

// Y5
test('nothing is called saved before the store has it', async () => {
  const docId = await newDraft();
  const one = open(docId);
  await one.synced();
  one.type('first. ');
  await one.untilSaved();
  const { documents } = desk.cluster.app;
  const { write } = documents;
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let asked = 0;
  documents.write = async (...words) => {
    asked += 1;
    await held;
    return write(...words);
  };
  one.type('second');
  await until('the store is asked', () => asked > 0);
  const two = open(docId);
  await two.until('peers see it at once', (text) => text === 'first. second');
  expect(one.isSaved()).toBe(false);
  await until('the other hears what is saved', () => two.saved.length > 0);
  expect(two.isSaved()).toBe(false);
  letGo();
  documents.write = write;
  await one.untilSaved();
});

// Y5
test('while the store is away nothing is saved and nothing is lost', async () => {
  const docId = await newDraft();
  const one = open(docId);
  await one.synced();
  const { documents } = desk.cluster.app;
  const { write } = documents;
  let failures = 0;
  documents.write = async () => {
    failures += 1;
    throw new Error('The store does not answer');
  };
  one.type('typed into the dark');
  await until('it was tried more than once', () => failures > 2);
  expect(one.isSaved()).toBe(false);
  documents.write = write;
  await one.untilSaved();
  await open(docId, 1).until('it is stored', (text) => text === 'typed into the dark');
  desk.cluster.faults().length = 0;
});

// Y5, Y6
test('a thousand edits on two nodes, with lines that break at any moment, lose not a character', async () => {
  const random = createRandom('edits with reconnects');
  const docId = await newDraft();
  const devices = [open(docId, 0), open(docId, 1), open(docId, 0)];
  await Promise.all(devices.map((one) => one.synced()));
  devices[0]?.type('|');
  await Promise.all(devices.map((one) => one.until('all begin with the same', (text) => text === '|')));
  const typed = new Map<string, number>();
  const confirmations = () => devices.reduce((sum, one) => sum + one.saved.length, 0);
  for (let index = 0; index < 1000; index += 1) {
    const device = random.below(devices.length);
    const editor = devices[device] ?? devices[0];
    const letter = 'abc'[device] ?? 'z';
    editor?.type(letter);
    typed.set(letter, (typed.get(letter) ?? 0) + 1);
    if (random.chance(0.02)) editor?.provider.ws?.close();
    if (random.chance(0.01)) (editor?.provider.ws as unknown as { terminate?: () => void } | null)?.terminate?.();
    const before = confirmations();
    if (random.chance(0.05)) await until('something more is stored', () => confirmations() > before);
  }
  const complete = (text: string) =>
    [...typed].every(([letter, count]) => [...text].filter((one) => one === letter).length === count);
  for (const editor of devices) await editor.until('every character is there, once', complete);
  for (const editor of devices) await editor.untilSaved();
  expect(new Set(devices.map((one) => one.text())).size).toBe(1);
  await open(docId, 1).until('and in the store', (text) => text === devices[0]?.text());
});
