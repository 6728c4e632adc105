import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Desk, openDesk } from './desk.ts';
import { openEditor } from './editors.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk({ nodes: 2 });
});
afterAll(() => desk.cluster.stop());

const newDraft = async () => desk.author.client.call('draft.open', { ticketId: await desk.newTicket(), kind: 'reply' });

test('two tabs write one draft and show the same', async () => {
  const { docId } = await newDraft();
  const [one, two] = [openEditor(desk.author.client, docId), openEditor(desk.author.client, docId)];
  await one.synced();
  one.type('Dear customer');
  await two.until('the other tab shows it', (text) => text === 'Dear customer');
  two.type(', hello');
  await one.until('and the first the second', (text) => text === 'Dear customer, hello');
  await one.untilSaved();
  one.stop();
  two.stop();
  const later = openEditor(desk.author.client, docId);
  await later.until('it is still there', (text) => text === 'Dear customer, hello');
  later.stop();
  expect(desk.cluster.faults()).toEqual([]);
});
