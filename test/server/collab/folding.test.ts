import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { Doc, encodeStateAsUpdate } from 'yjs';
import { type Desk, openDesk } from './desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk({ nodes: 2 });
});
afterAll(() => desk.cluster.stop());
afterEach(() => expect(desk.cluster.faults()).toEqual([]));

const documents = 25;
const words = ['one', 'two', 'three', 'four'];

// Y5, Y6
test('a document that two nodes fold for the first time, while it is written, keeps all that was stored', async () => {
  const [here, there] = desk.cluster.nodes.map(({ app }) => app.documents);
  if (!here || !there) throw new Error('There are two nodes');
  for (let index = 0; index < documents; index += 1) {
    const ticketId = await desk.newTicket();
    const { docId, gen } = await desk.author.client.call('draft.open', { ticketId, kind: 'reply' });
    const write = async (node: typeof here, word: string) => {
      const doc = new Doc();
      doc.getMap('fields').set(word, true);
      await node.append(docId, gen, 'open', encodeStateAsUpdate(doc));
      await node.fold(docId);
    };
    await Promise.all(words.map((word, at) => write(at % 2 === 0 ? here : there, word)));
    const loaded = await there.load(docId);
    expect(Object.keys(loaded?.doc.getMap('fields').toJSON() ?? {}).sort()).toEqual([...words].sort());
  }
});
