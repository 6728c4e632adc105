import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { asItComes } from '../../../server/notifications/preferences/model.ts';
import { guardedPost, isInside } from '../../../server/platform/guardedPost.ts';
import { buildMember, reach } from '../../support/build.ts';
import { type Client, refusalIn, signIn } from '../../support/client.ts';
import { until } from '../../support/until.ts';
import { type Desk, openDesk } from '../collab/desk.ts';
import { browserKeys, type Receiver, startReceiver } from './receiver.ts';

let desk: Desk;
let service: Receiver;

/** Somebody with a browser that is told by push. */
interface Reader {
  id: string;
  client: Client;
  read(body: Buffer): unknown;
}

beforeAll(async () => {
  service = await startReceiver();
  desk = await openDesk({ nodes: 2, env: { BATON_PUSH_SERVICES: service.origin } });
});
beforeEach(() => {
  service.answer(201);
  service.pushed.splice(0);
});
afterAll(async () => {
  await desk.cluster.stop();
  await service.stop();
});
afterEach(() => expect(desk.cluster.faults()).toEqual([]));

const jobs = () => desk.cluster.app.storage.connection.collection('jobs');
const subscriptions = () => desk.cluster.app.storage.connection.collection('pushSubscriptions');
const untilSent = () =>
  until(
    'no push waits',
    async () => (await jobs().countDocuments({ kind: 'notification.push', state: { $ne: 'parked' } })) === 0,
  );

async function subscribed(path: string, given: Parameters<typeof buildMember>[2] = {}): Promise<Reader> {
  const { app, workspaceId, node } = desk.cluster;
  const member = await buildMember(app, workspaceId, { access: reach('everything'), ...given });
  const client = await signIn(node.url, member.email);
  const { keys, read } = browserKeys();
  await client.call('push.subscribe', { endpoint: `${service.origin}/${path}`, keys });
  return { id: member.userId, client, read };
}

async function mention(id: string, words = 'look'): Promise<{ ticketId: string; commentId: string }> {
  const ticketId = await desk.newTicket();
  const commentId = randomUUID();
  await desk.author.client.call('comment.add', { ticketId, commentId, html: `<p>${words}</p>`, mentions: [id] });
  return { ticketId, commentId };
}

// N3
test('a mention reaches the browser of somebody who is away, sealed for it and signed by us', async () => {
  const reader = await subscribed('mention');
  await reader.client.call('me.update', { language: 'zh-Hant' });
  const { ticketId, commentId } = await mention(reader.id, '批號 2406');
  const { path, headers, body } = await service.has(1);
  expect(path).toBe('/mention');
  expect(headers).toMatchObject({ 'content-encoding': 'aes128gcm', urgency: 'high' });
  const { publicKey } = await reader.client.call('push.key', {});
  expect(headers.authorization).toContain(`k=${publicKey}`);
  expect(body.toString('latin1')).not.toContain('2406');
  expect(reader.read(body)).toMatchObject({
    title: expect.stringContaining('提到您'),
    body: '批號 2406',
    path: `/desk/open/${ticketId}?comment=${commentId}`,
    lang: 'zh-Hant',
  });
});

// N3
test('the key that browsers subscribe with is the same on every node', async () => {
  const keys = await Promise.all(desk.cluster.nodes.map(({ url }) => desk.author.client.at(url).call('push.key', {})));
  expect(new Set(keys.map(({ publicKey }) => publicKey)).size).toBe(1);
});

describe('nothing is said', () => {
  /** Something went out to somebody else meanwhile, and nothing to him. */
  async function mustBeSilent(path: string): Promise<void> {
    const other = await subscribed(`beside-${path}`);
    await mention(other.id);
    await service.has(1);
    await untilSent();
    expect(service.pushed.map((one) => one.path)).toEqual([`/beside-${path}`]);
  }

  // N3
  test('to whom the ticket is no longer open when the message is about to leave', async () => {
    const reader = await subscribed('gone', { access: reach('own') });
    const ticketId = await desk.newTicket(reader.id);
    service.answer(503);
    const commentId = randomUUID();
    await desk.author.client.call('comment.add', { ticketId, commentId, html: '<p>x</p>', mentions: [reader.id] });
    await service.has(1);
    await desk.author.client.call('ticket.assign', { ticketId, ownerId: desk.author.id });
    service.answer(201);
    service.pushed.splice(0);
    await mustBeSilent('gone');
  });

  // N3
  test('of what he has acknowledged meanwhile', async () => {
    const reader = await subscribed('seen');
    service.answer(503);
    await mention(reader.id);
    await service.has(1);
    const { items } = await reader.client.call('notification.list', { lane: 'mentions', open: true });
    for (const { id: notificationId } of items)
      await reader.client.call('notification.acknowledge', { notificationId });
    service.answer(201);
    service.pushed.splice(0);
    await mustBeSilent('seen');
  });

  // N3
  test('to a browser where he has signed out, which is forgotten', async () => {
    const reader = await subscribed('out');
    await reader.client.call('session.end', {});
    await mention(reader.id);
    await mustBeSilent('out');
    expect(await subscriptions().countDocuments({ memberId: reader.id })).toBe(0);
  });

  // N2
  test('of a topic that he does not want by push', async () => {
    const reader = await subscribed('unwanted');
    const { mention: ways, ...topics } = asItComes.topics;
    await reader.client.call('notification.setPreferences', {
      ...asItComes,
      topics: { ...topics, mention: { ...ways, push: false } },
    });
    await mention(reader.id);
    await mustBeSilent('unwanted');
  });

  // N2
  test('in quiet hours that hold for mentions, too', async () => {
    const reader = await subscribed('quiet');
    const now = new Date();
    const hour = (add: number) => `${String((now.getUTCHours() + add + 24) % 24).padStart(2, '0')}:00`;
    const quiet = { on: true, from: hour(-2), to: hour(3), timeZone: 'UTC', mentions: false };
    await reader.client.call('notification.setPreferences', { ...asItComes, quiet });
    await mention(reader.id);
    await mustBeSilent('quiet');
  });

  // N3
  test('to a browser that has unsubscribed', async () => {
    const reader = await subscribed('left');
    const endpoint = `${service.origin}/left`;
    expect(await desk.author.client.call('push.unsubscribe', { endpoint })).toEqual({ removed: false });
    expect(await reader.client.call('push.unsubscribe', { endpoint })).toEqual({ removed: true });
    await mention(reader.id);
    await mustBeSilent('left');
  });
});

// N3
test('a browser that its push service no longer knows is forgotten', async () => {
  const reader = await subscribed('unknown');
  service.answer(410);
  await mention(reader.id);
  await service.has(1);
  await until('it is forgotten', async () => (await subscriptions().countDocuments({ memberId: reader.id })) === 0);
});

describe('an endpoint is refused', () => {
  test.each([
    ['that is not https', 'http://fcm.googleapis.com/fcm/send/x'],
    ['of a service that nobody knows', 'https://push.example.com/x'],
    ['that only looks like one', 'https://fcm.googleapis.com.example.com/x'],
    ['that ends like one', 'https://evilpush.apple.com.test/x'],
    ['on another port', 'https://fcm.googleapis.com:8443/x'],
    ['with a password', 'https://a:b@fcm.googleapis.com/x'],
    ['of this machine', 'https://127.0.0.1/x'],
    ['of the cloud itself', 'http://169.254.169.254/latest/meta-data'],
    ['that is a file', 'file:///etc/passwd'],
  ])('%s', async (_name, endpoint) => {
    const answer = await desk.author.client.ask('push.subscribe', { endpoint, keys: browserKeys().keys });
    expect(answer.status).toBe(400);
    expect(refusalIn(answer.body)).toMatchObject({ code: 'invalid', details: expect.anything() });
  });

  test('with keys that are none', async () => {
    const keys = { p256dh: 'A'.repeat(87), auth: 'A'.repeat(22) };
    const answer = await desk.author.client.ask('push.subscribe', { endpoint: `${service.origin}/x`, keys });
    expect(refusalIn(answer.body)).toMatchObject({ code: 'invalid', details: { field: 'keys' } });
  });

  test('of a program', async () => {
    const { secret } = await desk.author.client.call('token.create', { name: 'bot', scopes: ['read', 'write'] });
    const program = { ...desk.author.client, token: secret };
    const asked = await fetch(`${program.url}/api/push.subscribe`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${secret}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
      body: JSON.stringify({ endpoint: `${service.origin}/x`, keys: browserKeys().keys }),
    });
    expect(asked.status).toBe(400);
  });
});

describe('what leaves by an address that somebody else named', () => {
  test.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    'fe80::1',
    'fd00::1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
  ])('does not go to %s', (address) => {
    expect(isInside(address)).toBe(true);
  });

  test.each(['8.8.8.8', '1.1.1.1', '2606:4700:4700::1111', '172.32.0.1'])('may go to %s', (address) => {
    expect(isInside(address)).toBe(false);
  });

  test('does not go to a name that means this machine, nor without TLS, nor where a redirect points', async () => {
    const given = { headers: {}, body: Buffer.from('x') };
    await expect(guardedPost('https://localhost/x', given, [])).rejects.toThrow('is not on the internet');
    await expect(guardedPost('https://[::1]/x', given, [])).rejects.toThrow('is not on the internet');
    await expect(guardedPost(`${service.origin}/x`, given, [])).rejects.toThrow('https');
    service.answer(307);
    expect((await guardedPost(`${service.origin}/x`, given, [service.origin])).status).toBe(307);
    expect(service.pushed).toHaveLength(1);
  });
});
