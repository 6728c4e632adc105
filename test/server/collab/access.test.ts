import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { closing } from '../../../server/collab/closing.ts';
import { password } from '../../support/build.ts';
import { signIn } from '../../support/client.ts';
import { createHandClock } from '../../support/clock.ts';
import { type Desk, openDesk } from './desk.ts';
import { open } from './editorsOfTest.ts';
import { connectRaw, refusalOf } from './raw.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk({ nodes: 2 });
});
afterAll(() => desk.cluster.stop());

afterEach(() => expect(desk.cluster.faults()).toEqual([]));

const url = (node = 0) => desk.cluster.nodes[node]?.url ?? '';
async function newDraft(ownerId: string | null = null) {
  const ticketId = await desk.newTicket(ownerId);
  return { ticketId, ...(await desk.author.client.call('draft.open', { ticketId, kind: 'reply' })) };
}

const author = () => desk.author.client;
const randomName = () => `reply.${randomUUID()}.${randomUUID()}.1`;

describe('before the upgrade', () => {
  // Y2
  test("somebody else's document and one that is not there get the same answer, byte by byte", async () => {
    const { docId } = await newDraft();
    for (const { client } of [desk.colleague, desk.admin, desk.outsider]) {
      const theirs = await refusalOf(url(), docId, { token: client.token });
      expect(theirs).toMatch(/^404 /);
      expect(await refusalOf(url(), randomName(), { token: client.token })).toBe(theirs);
      expect(await refusalOf(url(), 'x', { token: client.token })).toBe(theirs);
    }
  });

  // Y1, Y2
  test('nobody, a wrong token and a token in the address are not let in', async () => {
    const { docId } = await newDraft();
    const { token } = desk.author.client;
    expect(await refusalOf(url(), docId, {})).toMatch(/^401 /);
    expect(await refusalOf(url(), docId, { token: 'x.y.z' })).toMatch(/^401 /);
    expect(await refusalOf(url(), docId, { suffix: `?token=${token}` })).toMatch(/^401 /);
  });

  // Y1
  test("another site's page is not let in, whatever it brings", async () => {
    const { docId } = await newDraft();
    const headers = { origin: 'https://elsewhere.test' };
    expect(await refusalOf(url(), docId, { token: desk.author.client.token, headers })).toMatch(/^403 /);
  });

  // Y1
  test('the refresh cookie lets a browser in from the same origin only', async () => {
    const { docId } = await newDraft();
    const { email } = (await desk.author.client.call('session.refresh', {}).catch(() => null))?.user ?? {
      email: (await desk.cluster.app.auth.userById(desk.author.id))?.email ?? '',
    };
    const reply = await fetch(`${url()}/api/session.create`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password }),
    });
    const cookie = (reply.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    expect(cookie).not.toBe('');
    const raw = await connectRaw(url(), docId, { headers: { cookie, origin: url() } });
    raw.socket.close();
    const elsewhere = { cookie, origin: 'https://elsewhere.test' };
    expect(await refusalOf(url(), docId, { headers: elsewhere })).toMatch(/^403 /);
  });

  // Y2
  test('a program comes in with a token that may read and write, and is sent away when it is revoked', async () => {
    const { docId } = await newDraft();
    const make = (scopes: ('read' | 'write')[]) => author().call('token.create', { name: 'a program', scopes });
    const [reads, writes] = [await make(['read']), await make(['read', 'write'])];
    expect(await refusalOf(url(), docId, { token: reads.secret })).toMatch(/^404 /);
    const raw = await connectRaw(url(1), docId, { token: writes.secret });
    await author().call('token.revoke', { tokenId: writes.tokenId });
    expect(await raw.closed()).toBe(closing.signedOut);
    expect(await refusalOf(url(), docId, { token: writes.secret })).toMatch(/^401 /);
  });

  // Y1
  test('the token is not repeated in the answer', async () => {
    const { docId } = await newDraft();
    const raw = await connectRaw(url(), docId, { token: desk.author.client.token });
    expect(raw.socket.protocol).toBe('baton');
    raw.socket.close();
  });

  test('other paths are no WebSockets', async () => {
    const reply = await refusalOf(url(), '../nowhere/x', { token: desk.author.client.token });
    expect(reply).toMatch(/^404 /);
  });
});

describe('when rights change', () => {
  // D3
  test('a private draft stays its author’s, though the ticket is no longer', async () => {
    const { docId } = await newDraft(desk.author.id);
    const member = await desk.cluster.app.auth.member(desk.cluster.workspaceId, desk.author.id);
    const editor = open(desk.author.client, docId);
    await editor.synced();
    const access = { view: { level: 'none', unassigned: false } } as const;
    await desk.admin.client.call('member.setAccess', { memberId: desk.author.id, access });
    editor.type('still mine');
    await editor.untilSaved();
    const again = open(desk.author.client, docId, undefined, url(1));
    await again.until('it can be opened anew', (text) => text === 'still mine');
    expect(editor.closing).toBeNull();
    await desk.admin.client.call('member.setAccess', { memberId: desk.author.id, access: member?.access ?? {} });
  });

  // Y3
  test('a guest who may no longer see the ticket is sent away, and the author is not', async () => {
    const { docId, ticketId } = await newDraft(desk.outsider.id);
    await desk.author.client.call('draft.share', { docId, memberId: desk.outsider.id });
    const [mine, guest] = [open(desk.author.client, docId), open(desk.outsider.client, docId, undefined, url(1))];
    await Promise.all([mine.synced(), guest.synced()]);
    guest.type('we two');
    await mine.until('they write together', (text) => text === 'we two');
    await desk.admin.client.call('ticket.assign', { ticketId, ownerId: desk.author.id });
    expect(await guest.closed()).toBe('notFound');
    guest.type(' and more');
    mine.type('!');
    await mine.untilSaved();
    expect(mine.text()).toBe('we two!');
    expect(await refusalOf(url(), docId, { token: desk.outsider.client.token })).toMatch(/^404 /);
  });

  // Y3
  test('a guest whose ticket is taken from him among many others is sent away', async () => {
    const { docId, ticketId } = await newDraft(desk.outsider.id);
    await desk.author.client.call('draft.share', { docId, memberId: desk.outsider.id });
    const guest = open(desk.outsider.client, docId, undefined, url(1));
    await guest.synced();
    const change = { assign: { ownerId: null } };
    await desk.admin.client.call('ticket.bulk', { ids: [ticketId, await desk.newTicket()], change });
    expect(await guest.closed()).toBe('notFound');
  });

  // Y3
  test('a guest goes when the author writes alone again', async () => {
    const { docId } = await newDraft();
    await desk.author.client.call('draft.share', { docId, memberId: desk.colleague.id });
    const guest = open(desk.colleague.client, docId, undefined, url(1));
    await guest.synced();
    await desk.author.client.call('draft.unshare', { docId, memberId: desk.colleague.id });
    expect(await guest.closed()).toBe('notFound');
  });

  // Y3
  test('a session that ends takes its connections with it', async () => {
    const { docId } = await newDraft();
    const user = await desk.cluster.app.auth.userById(desk.author.id);
    const client = await signIn(url(), user?.email ?? '');
    const editor = open(client, docId, undefined, url(1));
    await editor.synced();
    await client.call('session.end', {});
    expect(await editor.closed()).toBe('signedOut');
    expect(await refusalOf(url(), docId, { token: client.token })).toMatch(/^401 /);
  });

  // Y3
  test('a member who is suspended is sent away', async () => {
    const ticketId = await desk.newTicket();
    await desk.admin.client.call('member.setAccess', { memberId: desk.colleague.id, suspended: false });
    const { docId } = await desk.colleague.client.call('draft.open', { ticketId, kind: 'reply' });
    const editor = open(desk.colleague.client, docId);
    await editor.synced();
    await desk.admin.client.call('member.setAccess', { memberId: desk.colleague.id, suspended: true });
    expect(await editor.closed()).toBe('signedOut');
    await desk.admin.client.call('member.setAccess', { memberId: desk.colleague.id, suspended: false });
  });
});

// Y2, K6
test('a client comes back with its first token long after that has run out, as long as the session lives', async () => {
  const clock = createHandClock();
  const other = await openDesk({ clock });
  const { client } = other.author;
  const { docId } = await client.call('draft.open', { ticketId: other.ticketId, kind: 'reply' });
  clock.advance(3_600_000);
  expect((await client.ask('draft.list', {})).status).toBe(401);
  const raw = await connectRaw(client.url, docId, { token: client.token });
  raw.socket.terminate();
  clock.advance(30 * 86_400_000);
  expect(await refusalOf(client.url, docId, { token: client.token })).toMatch(/^401 /);
  await other.cluster.stop();
});
