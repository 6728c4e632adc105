import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { refusalIn } from '../../support/client.ts';
import { openScreen } from '../../support/screen.ts';
import { until } from '../../support/until.ts';
import { type Desk, openDesk } from '../collab/desk.ts';
import { open } from '../collab/editorsOfTest.ts';
import { refusalOf } from '../collab/raw.ts';
import { writtenDraft } from './written.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk({ nodes: 2 });
});
afterAll(() => desk.cluster.stop());

afterEach(() => expect(desk.cluster.faults()).toEqual([]));

const url = (node = 0) => desk.cluster.nodes[node]?.url ?? '';
const author = () => desk.author.client;
const written = (text: string, ticketId?: string) => writtenDraft(desk, text, ticketId);

const listed = async (which: 'open' | 'discarded' = 'open') =>
  (await author().call('draft.list', { which, limit: 200 })).items;
const untilListed = (docId: string, snippet: string) =>
  until(`the draft is listed as "${snippet}"`, async () =>
    (await listed()).some((one) => one.docId === docId && one.snippet === snippet),
  );

describe('one draft of a kind', () => {
  // D1
  test('opening it again, here or on another node, opens the same', async () => {
    const ticketId = await desk.newTicket();
    const opened = await Promise.all(
      [0, 1, 0, 1].map((node) => author().at(url(node)).call('draft.open', { ticketId, kind: 'reply' })),
    );
    expect(new Set(opened.map(({ docId }) => docId)).size).toBe(1);
    const comment = await author().call('draft.open', { ticketId, kind: 'comment' });
    expect(comment.docId).not.toBe(opened[0]?.docId);
    const theirs = await desk.colleague.client.call('draft.open', { ticketId, kind: 'reply' });
    expect(theirs.docId).not.toBe(opened[0]?.docId);
  });

  // D1
  test('none is opened on a ticket that is not open to the asker', async () => {
    const reply = await desk.outsider.client.ask('draft.open', { ticketId: desk.ticketId, kind: 'reply' });
    expect(reply.status).toBe(404);
  });
});

describe('the Drafts view', () => {
  // D4
  test('shows a draft with its first words and its ticket, live on every screen of its author', async () => {
    const screen = await openScreen(url(1), author().token);
    const { docId, ticketId, editor } = await written('Dear customer,');
    await screen.until('it is there', (state) => state.drafts[docId]?.snippet === 'Dear customer,');
    editor.type(' thank you');
    await screen.until('and follows', (state) => state.drafts[docId]?.snippet === 'Dear customer, thank you');
    const item = (await listed()).find((one) => one.docId === docId);
    expect(item?.ticket?.id).toBe(ticketId);
    screen.close();
  });

  // D4
  test('does not show what holds nothing', async () => {
    const { docId } = await author().call('draft.open', { ticketId: await desk.newTicket(), kind: 'reply' });
    expect((await listed()).map((one) => one.docId)).not.toContain(docId);
    const { docId: other, editor } = await written('words');
    await untilListed(other, 'words');
    editor.erase(0, 5);
    await until('it is gone', async () => !(await listed()).some((one) => one.docId === other));
  });

  test('a file or a recipient alone is something', async () => {
    const draft = await author().call('draft.open', { ticketId: await desk.newTicket(), kind: 'reply' });
    const editor = open(author(), draft.docId);
    await editor.synced();
    editor.doc.getMap('fields').set('cc', [{ name: '', address: 'cc@customers.test' }]);
    await untilListed(draft.docId, '');
  });

  // R4
  test('goes on page by page', async () => {
    for (let index = 0; index < 3; index += 1) {
      const { docId } = await written(`page ${index}`);
      await untilListed(docId, `page ${index}`);
    }
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: { items: { docId: string }[]; next: string | null } = await author().call('draft.list', {
        cursor,
        limit: 2,
      });
      seen.push(...page.items.map(({ docId }) => docId));
      cursor = page.next;
    } while (cursor);
    expect(seen).toEqual((await listed()).map(({ docId }) => docId));
    expect(new Set(seen).size).toBe(seen.length);
  });

  // D3
  test('shows no ticket that its author has lost, and still the draft', async () => {
    const ticketId = await desk.newTicket(desk.outsider.id);
    const draft = await desk.outsider.client.call('draft.open', { ticketId, kind: 'reply' });
    const editor = open(desk.outsider.client, draft.docId);
    await editor.synced();
    editor.type('mine');
    await editor.untilSaved();
    await desk.admin.client.call('ticket.assign', { ticketId, ownerId: desk.author.id });
    const mine = async () =>
      (await desk.outsider.client.call('draft.list', {})).items.find(({ docId }) => docId === draft.docId);
    await until('it is listed', async () => (await mine())?.snippet === 'mine');
    expect((await mine())?.ticket).toBeNull();
    const send = { docId: draft.docId, gen: draft.gen, messageId: randomUUID() };
    expect((await desk.outsider.client.ask('draft.send', send)).status).toBe(404);
    const again = await desk.outsider.client.call('draft.open', { ticketId, kind: 'reply' });
    expect(again.docId).toBe(draft.docId);
  });
});

describe('thrown away', () => {
  // D9
  test('it is gone everywhere at once, and comes back with every character', async () => {
    const { docId, gen, editor } = await written('not yet');
    await untilListed(docId, 'not yet');
    const screen = await openScreen(url(1), author().token);
    const other = open(author(), docId, undefined, url(1));
    await other.until('it is open elsewhere', (text) => text === 'not yet');
    await author().call('draft.discard', { docId, gen });
    expect(await editor.closed()).toBe('discarded');
    expect(await other.closed()).toBe('discarded');
    await screen.until('no screen shows it', (state) => !(docId in state.drafts));
    expect((await listed('discarded')).map((one) => one.docId)).toContain(docId);
    expect(await author().call('draft.discard', { docId, gen })).toEqual({ docId });
    expect(await author().call('draft.restore', { docId })).toEqual({ docId, gen });
    await screen.until('it is back', (state) => state.drafts[docId]?.snippet === 'not yet');
    await open(author(), docId).until('whole', (text) => text === 'not yet');
    screen.close();
  });

  // Y11
  test('what another device wrote offline is kept with it', async () => {
    const { docId, gen, editor } = await written('here');
    editor.provider.disconnect();
    editor.type(' and offline');
    await author().call('draft.discard', { docId, gen });
    editor.provider.connect();
    expect(await editor.closed()).toBe('discarded');
    await author().call('draft.restore', { docId });
    await open(author(), docId).until('all of it is back', (text) => text === 'here and offline');
  });

  // D9
  test('brought back beside a new one, both are in the one open draft', async () => {
    const { docId, gen, ticketId } = await written('the old');
    await author().call('draft.discard', { docId, gen });
    const next = await written('the new', ticketId);
    expect(next.gen).toBe(gen + 1);
    expect(await author().call('draft.restore', { docId })).toEqual({ docId: next.docId, gen: next.gen });
    await next.editor.until('both', (text) => text.includes('the old') && text.includes('the new'));
  });
});

describe('by choice', () => {
  // D2, Y8
  test('a colleague writes along under his own name', async () => {
    const { docId, editor } = await written('we');
    const screen = await openScreen(url(1), desk.colleague.client.token);
    await author().call('draft.share', { docId, memberId: desk.colleague.id });
    await until('he is told', () => screen.events.some((event) => event.type === 'draft.invited'));
    const shared = (await desk.colleague.client.call('draft.list', { which: 'shared' })).items;
    expect(shared.map((one) => one.docId)).toContain(docId);
    const guest = open(desk.colleague.client, docId, undefined, url(1));
    await guest.until('he reads', (text) => text === 'we');
    guest.type(' two');
    await editor.until('and writes', (text) => text === 'we two');
    guest.provider.awareness.setLocalStateField('user', { name: 'Somebody else' });
    await until('his cursor bears his id', () =>
      [...editor.provider.awareness.getStates().values()].some((one) => one.memberId === desk.colleague.id),
    );
    const send = { docId, gen: 1, messageId: randomUUID() };
    expect((await desk.colleague.client.ask('draft.send', send)).status).toBe(404);
    screen.close();
  });

  // D2
  test('nobody is let in who may not see the ticket', async () => {
    const { docId } = await written('for few', await desk.newTicket(desk.author.id));
    const reply = await author().ask('draft.share', { docId, memberId: desk.outsider.id });
    expect(refusalIn(reply.body)?.code).toBe('notFound');
  });

  // D2
  test('handed over it is the colleague’s alone', async () => {
    const { docId, editor } = await written('take it');
    const given = await author().call('draft.handOver', { docId, memberId: desk.colleague.id });
    expect(await editor.closed()).toBe('discarded');
    const theirs = open(desk.colleague.client, given.docId);
    await theirs.until('he has the text', (text) => text === 'take it');
    expect(await refusalOf(url(), given.docId, { token: author().token })).toMatch(/^404 /);
    const { items } = await desk.colleague.client.call('draft.list', {});
    expect(items.find((one) => one.docId === given.docId)?.fromId).toBe(desk.author.id);
  });
});
