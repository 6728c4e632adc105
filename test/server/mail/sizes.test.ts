import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { AttachmentView } from '../../../shared/entities.ts';
import { buildMember } from '../../support/build.ts';
import { type Client, refusalIn, signIn } from '../../support/client.ts';
import { type Editor, openEditor } from '../collab/editors.ts';
import { type Desk, openDesk } from './desk.ts';
import { plainLetter } from './letters.ts';

const announced = 3_000_000;

let desk: Desk;
let admin: Client;
const editors: Editor[] = [];

beforeAll(async () => {
  desk = await openDesk({ env: { BATON_UNDO_SECONDS: '0' }, sinkSize: announced });
  const { app, workspaceId, node } = desk.cluster;
  admin = await signIn(node.url, (await buildMember(app, workspaceId, { role: 'admin' })).email);
});
afterEach(() => {
  for (const editor of editors.splice(0)) editor.stop();
  expect(desk.cluster.faults()).toEqual([]);
});
afterAll(() => desk.stop());

async function upload(bytes: number): Promise<string> {
  const answer = await fetch(`${desk.agent.url}/files?name=large.bin`, {
    method: 'POST',
    body: new Uint8Array(bytes).fill(65 + Math.floor(Math.random() * 20)),
    headers: { authorization: `Bearer ${desk.agent.token}`, 'content-type': 'application/octet-stream' },
  });
  return AttachmentView.parse(await answer.json()).fileId;
}

async function newTicket(): Promise<string> {
  const before = (await desk.tickets()).length;
  await desk.post(plainLetter({ id: `${randomUUID()}@x` }));
  const [ticket] = await desk.hasTickets(before + 1);
  return ticket?.id ?? '';
}

test('a mail that its address may not send is refused while it is a draft, with what it has and may have', async () => {
  const ticketId = await newTicket();
  await admin.call('channel.update', { channelId: desk.channel._id, maxMailMb: 1 });
  const input = { ticketId, messageId: randomUUID(), html: '<p>Large</p>', fileIds: [await upload(800_000)] };
  const { body, status } = await desk.agent.ask('message.send', input);
  expect(status).toBe(413);
  expect(refusalIn(body)).toMatchObject({ code: 'tooLarge', details: { limit: 1_000_000 } });
  await desk.agent.call('message.send', { ...input, messageId: randomUUID(), fileIds: [await upload(700_000)] });
  await desk.sink.has(1);
  await admin.call('channel.update', { channelId: desk.channel._id, maxMailMb: null });
});

test('a mail that is larger than the other server announces fails at once, for good and unsent, and is a draft again when its author asks', async () => {
  const ticketId = await newTicket();
  const draft = await desk.agent.call('draft.open', { ticketId, kind: 'reply' });
  const editor = openEditor(desk.agent, draft.docId);
  editors.push(editor);
  await editor.synced();
  editor.type('Here is all of it.');
  editor.doc.getMap('fields').set('files', [await upload(2_500_000)]);
  await editor.untilSaved();
  const bodies = desk.sink.bodies;
  const { messageId } = await desk.agent.call('draft.send', { ...draft, messageId: randomUUID() });
  const { delivery } = await desk.delivered(ticketId, messageId, 'failed');
  expect(delivery).toMatchObject({ attempts: 1, returns: true, tooLarge: { limit: announced } });
  expect(delivery?.tooLarge?.bytes).toBeGreaterThan(3_300_000);
  expect(desk.sink.bodies).toBe(bodies);
  const back = await desk.agent.call('message.undo', { messageId });
  const again = openEditor(desk.agent, back.docId);
  editors.push(again);
  await again.until('its words are there', (text) => text.includes('Here is all of it.'));
  expect((await desk.messages(ticketId)).some(({ id }) => id === messageId)).toBe(false);
  again.doc.getMap('fields').set('files', []);
  await again.untilSaved();
  const mails = desk.sink.mails.length;
  await desk.agent.call('draft.send', { ...back, messageId: randomUUID() });
  await desk.sink.has(mails + 1);
});

test('what another server has refused may be had back, what it may have taken may not', async () => {
  const ticketId = await newTicket();
  const sent = async (text: string) => {
    const draft = await desk.agent.call('draft.open', { ticketId, kind: 'reply' });
    const editor = openEditor(desk.agent, draft.docId);
    editors.push(editor);
    await editor.synced();
    editor.type(text);
    await editor.untilSaved();
    return (await desk.agent.call('draft.send', { ...draft, messageId: randomUUID(), anyway: true })).messageId;
  };
  desk.sink.behave('vanish');
  const lost = await sent('Perhaps');
  await desk.delivered(ticketId, lost, 'uncertain');
  desk.sink.behave({ at: 'rcpt', code: 550, words: '5.1.1 No such user' });
  await desk.agent.call('message.retry', { messageId: lost });
  const failed = await desk.delivered(ticketId, lost, 'failed');
  expect(failed.delivery?.returns).toBeUndefined();
  expect((await desk.agent.ask('message.undo', { messageId: lost })).status).toBe(409);
  const refused = await sent('Certainly not');
  expect((await desk.delivered(ticketId, refused, 'failed')).delivery?.returns).toBe(true);
  await desk.agent.call('message.undo', { messageId: refused });
  desk.sink.behave('take');
});
