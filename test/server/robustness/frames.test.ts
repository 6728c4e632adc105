import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { buildMember, buildPipeline } from '../../support/build.ts';
import { type Client, exchange, signIn } from '../../support/client.ts';
import { type Cluster, startCluster } from '../../support/cluster.ts';
import { openScreen, type Screen } from '../../support/screen.ts';
import { until } from '../../support/until.ts';

let cluster: Cluster;
let client: Client;
let screen: Screen;

beforeAll(async () => {
  cluster = await startCluster();
  await buildPipeline(cluster.app, cluster.workspaceId);
  const member = await buildMember(cluster.app, cluster.workspaceId, { role: 'admin' });
  client = await signIn(cluster.node.url, member.email);
  screen = await openScreen(client.url, client.token);
});
afterAll(async () => {
  screen.close();
  await cluster.stop();
});
afterEach(async () => {
  await screen.heard(await cluster.mark());
  expect((await exchange(`${client.url}/readyz`)).status).toBe(200);
  expect(cluster.faults()).toEqual([]);
});

/** A bare websocket, and what came over it. */
async function bare(query = 'EIO=4&transport=websocket') {
  const socket = new WebSocket(`${client.url.replace('http', 'ws')}/socket.io/?${query}`);
  const heard: string[] = [];
  let over = false;
  socket.on('message', (data) => heard.push(String(data)));
  socket.on('close', () => {
    over = true;
  });
  socket.on('error', () => {});
  return {
    socket,
    heard,
    closed: () => until('the connection is closed', () => over),
    hears: (start: string) => until(`it hears ${start}`, () => heard.some((packet) => packet.startsWith(start))),
  };
}

/** A bare websocket that has come in as the protocol says. */
async function signedIn() {
  const line = await bare();
  await line.hears('0');
  line.socket.send(`40${JSON.stringify({ token: client.token })}`);
  await line.hears('42["ready"');
  return line;
}

test('a protocol version that nobody speaks is closed', async () => {
  await (await bare('EIO=99&transport=websocket')).closed();
});

test('garbage before signing in closes the connection', async () => {
  const garbage = [
    'garbage',
    '9',
    '4',
    '49',
    '42["request"]',
    '451-[]',
    '40{',
    '40[]',
    '40null',
    '44',
    '',
    '{}',
    '0',
    '4'.repeat(1000),
    '42[]',
  ];
  for (const packet of garbage) {
    const line = await bare();
    await line.hears('0');
    line.socket.send(packet);
    line.socket.close();
    await line.closed();
  }
});

test('binary frames and frames that are too large close the connection', async () => {
  for (const frame of [
    randomBytes(10),
    randomBytes(60_000),
    Buffer.alloc(0),
    Buffer.alloc(200_000, 0x34),
    '4'.repeat(70_000),
  ]) {
    const line = await signedIn();
    line.socket.send(frame);
    line.socket.close();
    await line.closed();
  }
});

test('bytes that are no frame at all close the connection', async () => {
  for (const bytes of [
    randomBytes(100),
    Buffer.from([0xff, 0xff, 0xff]),
    Buffer.from([0x81, 0xfe]),
    Buffer.from([0xc1, 0x80, 0, 0, 0, 0]),
  ]) {
    const line = await signedIn();
    (line.socket as unknown as { _socket: { write(bytes: Buffer): void; end(): void } })._socket.write(bytes);
    (line.socket as unknown as { _socket: { end(): void } })._socket.end();
    await line.closed();
  }
});

// C2
test('without a token, or with a wrong one, nobody comes in', async () => {
  const wrong = [
    '',
    '{}',
    '{"token":null}',
    '{"token":7}',
    '{"token":{"$gt":""}}',
    '{"token":["a"]}',
    '{"token":"x.y.z"}',
    '{"__proto__":{"token":"x"}}',
  ];
  for (const auth of wrong) {
    const line = await bare();
    await line.hears('0');
    line.socket.send(`40${auth}`);
    await line.hears('44');
    expect(line.heard.filter((packet) => packet.startsWith('42'))).toEqual([]);
    line.socket.close();
    await line.closed();
  }
});

// C6
test('a place in the log that is none is as good as no place', async () => {
  for (const place of [
    { seq: -1, epoch: 'x' },
    { seq: 'x' },
    { seq: { $gt: 0 }, epoch: {} },
    { seq: Number.MAX_SAFE_INTEGER },
    { epoch: [] },
    { seq: 0.5, epoch: 'e' },
  ]) {
    const line = await bare();
    await line.hears('0');
    line.socket.send(`40${JSON.stringify({ token: client.token, ...place })}`);
    await line.hears('42["ready"');
    line.socket.close();
    await line.closed();
  }
});

test('packets that ask for nothing, or for nothing known, are let pass or refused', async () => {
  const line = await signedIn();
  const packets = [
    '42["nothing"]',
    '42["request"]',
    '42["request",null]',
    '42["__proto__",{}]',
    '421["nothing",{}]',
    '422["event",{"seq":1}]',
    '423["request"]',
    '424["request",null]',
    `425["request",{"id":"${randomUUID()}","name":"__proto__","input":{}}]`,
    '43999[]',
    '431["not asked"]',
    `426["request","${randomUUID()}","ticket.list",{}]`,
  ];
  for (const packet of packets) line.socket.send(packet);
  await line.hears('436');
  for (const id of [3, 4, 5]) await line.hears(`43${id}[{"error"`);
  line.socket.close();
  await line.closed();
});

test('a request that is nested without end is too large', async () => {
  const line = await signedIn();
  for (const [open, close] of [
    ['[', ']'],
    ['{"a":', '}'],
  ] as const) {
    const times = open === '[' ? 15_000 : 5_000;
    const input = `${open.repeat(times)}1${close.repeat(times)}`;
    line.socket.send(`427["request",{"id":"${randomUUID()}","name":"team.create","input":${input}}]`);
    await line.hears('437[{"error"');
    expect(line.heard.find((packet) => packet.startsWith('437'))).toMatch(/"code":"(tooLarge|invalid)"/);
    line.heard.length = 0;
  }
  line.socket.close();
  await line.closed();
});

test('signing in twice on one connection changes nothing', async () => {
  const line = await signedIn();
  line.socket.send(`40${JSON.stringify({ token: client.token })}`);
  line.socket.send(`421["request",{"id":"${randomUUID()}","name":"team.list","input":{}}]`);
  line.socket.send('40');
  line.socket.close();
  await line.closed();
});

// R6
test('more requests at once than anybody has are refused, not queued without end', async () => {
  const line = await signedIn();
  for (let count = 0; count < 200; count += 1) {
    line.socket.send(`42${1000 + count}["request",{"id":"${randomUUID()}","name":"ticket.list","input":{}}]`);
  }
  await until('all are answered', () => line.heard.filter((packet) => packet.startsWith('431')).length === 200);
  const refused = line.heard.filter((packet) => packet.includes('"rateLimited"'));
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.length).toBeLessThanOrEqual(200 - 64);
  line.socket.close();
  await line.closed();
});
