import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type CallName, contract } from '../../../shared/contract.ts';
import { errorStatus } from '../../../shared/errors.ts';
import { buildMember, buildPipeline } from '../../support/build.ts';
import { type Client, exchange, refusalIn, signIn } from '../../support/client.ts';
import { type Cluster, startCluster } from '../../support/cluster.ts';
import { long, someOf } from '../../support/long.ts';
import { openScreen, type Screen } from '../../support/screen.ts';
import { rightInputs, wrongBodies, wrongValues } from './bodies.ts';

let cluster: Cluster;
let client: Client;
let screen: Screen;
/** Whom nothing depends on. */
let stranger: Client;

async function admin(): Promise<Client> {
  const { email } = await buildMember(cluster.app, cluster.workspaceId, { role: 'admin' });
  return signIn(cluster.node.url, email);
}

beforeAll(async () => {
  cluster = await startCluster();
  await buildPipeline(cluster.app, cluster.workspaceId);
  [client, stranger] = [await admin(), await admin()];
  screen = await openScreen(client.url, client.token);
});
afterAll(async () => {
  screen.close();
  await cluster.stop();
});

/** Whatever came before: it lives, and has met no bug. */
afterEach(async () => {
  expect((await exchange(`${client.url}/readyz`)).status).toBe(200);
  expect((await client.ask('team.list', {})).status).toBe(200);
  expect(cluster.faults()).toEqual([]);
});

const names = Object.keys(contract) as CallName[];

const post = (name: string, body: BodyInit, headers: Record<string, string> = {}) =>
  exchange(`${client.url}/api/${name}`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${client.token}`,
      'idempotency-key': randomUUID(),
      ...headers,
    },
  });

async function sixteenAtOnce<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  for (let from = 0; from < items.length; from += 16) await Promise.all(items.slice(from, from + 16).map(work));
}

const notFields = ['__proto__', 'constructor', '$where'];

/** A field that is none is refused whatever it holds: two values do, other ones for the next request. */
function valuesFor(name: CallName, field: string): unknown[] {
  if (long || !notFields.includes(field)) return wrongValues;
  const first = names.indexOf(name) + notFields.indexOf(field);
  return [first, first + 3].map((index) => wrongValues[index % wrongValues.length]);
}

/** Each field in turn holds what it must not. */
function spoilt(name: CallName): { field: string; input: Record<string, unknown> }[] {
  const right = rightInputs[name];
  return [...Object.keys(right), ...notFields].flatMap((field) =>
    valuesFor(name, field).map((value) => ({
      field,
      input: JSON.parse(
        `{${[...Object.entries(right).filter(([key]) => key !== field), [field, value] as const]
          .map(([key, one]) => `${JSON.stringify(key)}:${JSON.stringify(one)}`)
          .join(',')}}`,
      ),
    })),
  );
}

const refused = (status: number) => status >= 400 && status < 500;

test('every request has an input to spoil', () => {
  expect(Object.keys(rightInputs).sort()).toEqual([...names].sort());
});

describe.each(someOf('requests that are malformed', names, 12))('%s', (name) => {
  // R7
  test('refuses what a field must not hold, by HTTP', async () => {
    await sixteenAtOnce(spoilt(name), async ({ field, input }) => {
      const { status, text } = await post(name, JSON.stringify(input));
      const told = [field, JSON.stringify(input).slice(0, 200), status, text.slice(0, 200)];
      expect([...told, status < 500]).toEqual([...told, true]);
      if (notFields.includes(field)) expect([...told, refused(status)]).toEqual([...told, true]);
    });
  });

  // R7
  test('refuses what a field must not hold, by socket', async () => {
    const some = spoilt(name).filter((_one, index) => index % 3 === 0);
    await sixteenAtOnce(some, async ({ field, input }) => {
      const answer = refusalIn(await screen.askRaw({ id: randomUUID(), name, input }));
      expect([field, answer ? errorStatus[answer.code] : 200]).not.toEqual([field, 500]);
    });
  });

  // R7
  test('refuses a body that is none', async () => {
    // An empty body is no input, which is enough for some, even to sign out: by somebody else.
    if ((await stranger.ask('me.get', {})).status !== 200) stranger = await admin();
    const { token } = stranger;
    await sixteenAtOnce(wrongBodies, async (body) => {
      const { status } = await post(name, body, { authorization: `Bearer ${token}` });
      expect([body.slice(0, 60), status < 500]).toEqual([body.slice(0, 60), true]);
    });
  });
});

// R6
test('a body over a megabyte is too large', async () => {
  const { status } = await post('ticket.update', JSON.stringify({ name: 'x'.repeat(2_000_000) }));
  expect(status).toBe(413);
});

test('a body that is not UTF-8 is refused', async () => {
  for (const bytes of [
    [0xff, 0xfe, 0x00],
    [0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d],
    [0xf8, 0xa1, 0xa1, 0xa1],
  ]) {
    expect(refused((await post('ticket.get', new Uint8Array(bytes))).status)).toBe(true);
  }
});

test('another charset, encoding or type of body is refused or read as JSON, and never a fault', async () => {
  const kinds = [
    { 'content-type': 'text/plain' },
    { 'content-type': 'application/x-www-form-urlencoded' },
    { 'content-type': 'multipart/form-data; boundary=x' },
    { 'content-type': 'application/json; charset=utf-7' },
    { 'content-type': 'application/json; charset=' },
    { 'content-type': '\t' },
    { 'content-encoding': 'gzip' },
    { 'content-encoding': 'br' },
    { 'content-encoding': 'nothing-known' },
  ];
  for (const headers of kinds) {
    const { status } = await post('ticket.get', 'no json', headers as unknown as Record<string, string>);
    expect([headers, refused(status)]).toEqual([headers, true]);
  }
});

// O1
test('a change needs an id of its own, and a sound one', async () => {
  const body = JSON.stringify({ name: 'A team' });
  const without = await exchange(`${client.url}/api/team.create`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${client.token}` },
  });
  expect(without.status).toBe(400);
  for (const key of ['', ' ', 'x'.repeat(201), 'x'.repeat(8000), 'with space', 'caf\u00e9', '\t']) {
    expect([key.slice(0, 20), (await post('team.create', body, { 'idempotency-key': key })).status]).toEqual([
      key.slice(0, 20),
      400,
    ]);
  }
  for (const id of [undefined, null, 7, {}, [], '', 'x'.repeat(201), 'with space']) {
    const answer = await screen.askRaw({ id, name: 'team.create', input: { name: 'A team' } });
    expect([id, refusalIn(answer)?.code]).toEqual([id, 'invalid']);
  }
});

// E2
test('a name that is in no contract is not there', async () => {
  const unknown = [
    'nothing',
    'ticket.steal',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '%00',
    'ticket.get%2f',
    'x'.repeat(4000),
  ];
  for (const name of unknown) expect([name, (await post(name, '{}')).status]).toEqual([name, 404]);
  for (const name of [...unknown, '', '../ticket.get']) {
    const answer = refusalIn(await screen.askRaw({ id: randomUUID(), name, input: {} }));
    expect([name, answer?.code]).toEqual([name, 'notFound']);
  }
  for (const path of ['%E0%A4%A', '%', '%zz', '..%2f..', 'ticket.get/x', '//']) {
    expect([path, refused((await post(path, '{}')).status)]).toEqual([path, true]);
  }
});

test('only POST asks', async () => {
  for (const method of ['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD']) {
    const { status } = await exchange(`${client.url}/api/ticket.list`, { method });
    expect([method, refused(status)]).toEqual([method, true]);
  }
});

test('what is no request over the socket is refused', async () => {
  for (const request of [
    null,
    7,
    'text',
    [],
    {},
    { name: 7 },
    { id: 'x', name: null },
    { name: 'ticket.list', extra: 1 },
    true,
  ]) {
    const answer = await screen.askRaw(request);
    expect([request, refusalIn(answer) !== null || (answer as { items?: unknown }).items !== undefined]).toEqual([
      request,
      true,
    ]);
  }
});

// R6
test('a request over 32 KiB is too large for the socket', async () => {
  const input = { name: 'x'.repeat(40_000) };
  const answer = refusalIn(await screen.askRaw({ id: randomUUID(), name: 'team.create', input }));
  expect(answer?.code).toBe('tooLarge');
});

/** Writes bytes and waits until the other side has closed, or has answered. */
function throwAt(bytes: string | Buffer, end: 'wait' | 'abort'): Promise<string> {
  const { hostname, port } = new URL(client.url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => {
      socket.write(bytes);
      if (end === 'abort') socket.write('', () => socket.resetAndDestroy());
    });
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
      socket.end();
    });
    socket.on('error', () => resolve(answer));
    socket.on('close', () => resolve(answer));
    socket.setTimeout(20_000, () => reject(new Error(`No answer and no end to ${String(bytes).slice(0, 80)}`)));
  });
}

const upgrade = (path: string, more = '') =>
  `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n${more}\r\n`;

test('an upload or an upgrade that breaks off harms nobody', async () => {
  const { port } = new URL(client.url);
  const head = `POST /api/ticket.update HTTP/1.1\r\nHost: x:${port}\r\nContent-Type: application/json\r\nContent-Length: 900000\r\n\r\n{"name":"`;
  for (let count = 0; count < 20; count += 1) {
    await throwAt(`${head}${'x'.repeat(count * 1000)}`, 'abort');
    await throwAt(upgrade('/socket.io/?EIO=4&transport=websocket').slice(0, 40 + count * 10), 'abort');
    await throwAt(upgrade('/socket.io/?EIO=4&transport=websocket'), 'abort');
  }
});

test('an upgrade to nowhere, or with nonsense in it, is refused or closed', async () => {
  const ways = [
    upgrade('/'),
    upgrade('/nowhere'),
    upgrade('/socket.io/'),
    upgrade('/socket.io/?EIO=4&transport=polling'),
    upgrade('/socket.io/?EIO=4&transport=websocket&sid=nobody'),
    upgrade('/socket.io/?EIO=4&transport=websocket', 'Origin: https://evil.test\r\n'),
    upgrade('/socket.io/?EIO=4&transport=websocket', 'Origin: null\r\n'),
    upgrade('/socket.io/?EIO=4&transport=websocket', 'Origin: :::\r\n'),
    upgrade('/socket.io/?EIO=4&transport=websocket').replace('dGhlIHNhbXBsZSBub25jZQ==', 'short'),
    upgrade('/socket.io/?EIO=4&transport=websocket').replace('Version: 13', 'Version: 7'),
    `GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: x\r\n\r\n`,
  ];
  for (const way of ways) {
    const answer = await throwAt(way, 'wait');
    expect([way.slice(0, 70), /^HTTP\/1\.1 (4\d\d)|^$/.test(answer)]).toEqual([way.slice(0, 70), true]);
  }
});

test('what is no HTTP, or has too much of a header, is refused', async () => {
  const ways = [
    'NONSENSE\r\n\r\n',
    'GET / HTTP/9.9\r\n\r\n',
    `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`,
    `GET / HTTP/1.1\r\n${Array.from({ length: 3000 }, (_, index) => `X${index}: 1\r\n`).join('')}\r\n`,
    'POST /api/ticket.get HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n{}',
    'POST /api/ticket.get HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
    Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03]),
  ];
  for (const way of ways) {
    const answer = await throwAt(Buffer.isBuffer(way) ? way : `${way}`, 'wait');
    expect([String(way).slice(0, 50), /^HTTP\/1\.1 4\d\d/.test(answer)]).toEqual([String(way).slice(0, 50), true]);
  }
});
