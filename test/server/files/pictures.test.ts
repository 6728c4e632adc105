import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { isPublic, type Outside } from '../../../server/platform/outside.ts';
import { type Cluster, startCluster } from '../../support/cluster.ts';
import { pixel } from '../mail/letters.ts';

/** A public address that leads to the server of this test, and names that lead everywhere. */
const publicAddress = '93.184.216.34';
const places: Record<string, string[]> = {
  'pictures.test': [publicAddress],
  'inside.test': ['10.0.0.5'],
  'itself.test': ['127.0.0.1'],
  'half.test': [publicAddress, '192.168.1.1'],
  'cloud.test': ['169.254.169.254'],
  'six.test': ['::1'],
  'mapped.test': ['::ffff:127.0.0.1'],
  'unique.test': ['fd00::1'],
};

let cluster: Cluster;
let requests: IncomingMessage[] = [];
let connected: string[] = [];
let turns = 0;
const answers: Record<string, (reply: ServerResponse) => void> = {
  '/ok.png': (reply) => reply.writeHead(200, { 'content-type': 'image/png', 'set-cookie': 'a=b' }).end(pixel),
  '/moved': (reply) => reply.writeHead(302, { location: 'http://pictures.test/ok.png' }).end(),
  '/inwards': (reply) => reply.writeHead(302, { location: 'http://inside.test/ok.png' }).end(),
  '/metadata': (reply) => reply.writeHead(302, { location: 'http://169.254.169.254/latest' }).end(),
  '/file': (reply) => reply.writeHead(302, { location: 'file:///etc/passwd' }).end(),
  '/circle': (reply) => reply.writeHead(302, { location: '/circle' }).end(),
  '/page': (reply) => reply.writeHead(200, { 'content-type': 'image/png' }).end('<script>alert(1)</script>'),
  '/drawing': (reply) =>
    reply.writeHead(200, { 'content-type': 'image/svg+xml' }).end('<svg xmlns="http://www.w3.org/2000/svg"/>'),
  '/huge': (reply) =>
    reply.writeHead(200, { 'content-type': 'image/png' }).end(Buffer.concat([pixel, Buffer.alloc(6_000_000)])),
  '/gone': (reply) => reply.writeHead(404).end(pixel),
};
const elsewhere = createServer((request, reply) => {
  requests.push(request);
  (answers[request.url ?? ''] ?? answers['/gone'])?.(reply);
});

const outside: Outside = {
  async addressesOf(host) {
    /** Answers for the check and for the connection differ. */
    if (host === 'rebinding.test') {
      turns += 1;
      return turns === 1 ? [publicAddress] : ['127.0.0.1'];
    }
    const found = places[host];
    if (!found) throw new Error(`There is no ${host}`);
    return found;
  },
  connect(address) {
    connected.push(address);
    return connect({ host: '127.0.0.1', port: (elsewhere.address() as AddressInfo).port });
  },
};

beforeAll(async () => {
  elsewhere.listen(0, '127.0.0.1');
  await once(elsewhere, 'listening');
  cluster = await startCluster({ outside });
});
afterAll(async () => {
  await cluster.stop();
  elsewhere.close();
});

async function shown(url: string): Promise<Response> {
  requests = [];
  connected = [];
  return fetch(cluster.node.url + cluster.app.links.makePicture(url), {
    headers: { cookie: 'session=secret', referer: 'https://help.example/desk', 'user-agent': 'The reader' },
  });
}

describe('pictures from elsewhere', () => {
  test.each(['http://pictures.test/ok.png', 'http://pictures.test/moved'])(
    '%s is fetched, and nothing of the reader with it',
    async (url) => {
      const reply = await shown(url);
      expect(reply.status).toBe(200);
      expect(reply.headers.get('content-type')).toBe('image/png');
      expect(reply.headers.get('set-cookie')).toBeNull();
      expect(reply.headers.get('content-security-policy')).toContain('sandbox');
      expect(Buffer.from(await reply.arrayBuffer())).toEqual(pixel);
      for (const { headers } of requests) {
        expect(Object.keys(headers).sort()).toEqual(['accept', 'accept-encoding', 'connection', 'host', 'user-agent']);
        expect(headers['user-agent']).not.toContain('reader');
      }
    },
  );

  test.each([
    'http://inside.test/ok.png',
    'http://itself.test/ok.png',
    'http://half.test/ok.png',
    'http://cloud.test/ok.png',
    'http://six.test/ok.png',
    'http://mapped.test/ok.png',
    'http://unique.test/ok.png',
    'http://127.0.0.1/ok.png',
    'http://[::1]/ok.png',
    'http://[::ffff:10.0.0.1]/ok.png',
    'http://2130706433/ok.png',
    'http://0x7f.1/ok.png',
    'http://0177.0.0.1/ok.png',
    'http://0/ok.png',
    'http://localhost/ok.png',
    'http://100.64.0.1/ok.png',
    'http://[64:ff9b::7f00:1]/ok.png',
    'http://[2002:7f00:1::]/ok.png',
    'http://pictures.test:6379/ok.png',
    'ftp://pictures.test/ok.png',
    'file:///etc/passwd',
    'http://',
    'data:image/png;base64,AAAA',
  ])('%s is never connected to', async (url) => {
    expect((await shown(url)).status).toBe(404);
    expect(connected).toEqual([]);
  });

  test.each(['/inwards', '/metadata', '/file'])('%s leads inwards, and is not followed', async (path) => {
    expect((await shown(`http://pictures.test${path}`)).status).toBe(404);
    expect(connected).toEqual([publicAddress]);
  });

  test('a name is asked for once, and what it said then is connected to', async () => {
    await shown('http://rebinding.test/ok.png');
    expect(connected).toEqual([publicAddress]);
    await shown('http://rebinding.test/ok.png');
    expect(connected).toEqual([]);
  });

  test.each(['/page', '/drawing', '/huge', '/gone', '/circle'])('%s is no picture that is shown', async (path) => {
    const reply = await shown(`http://pictures.test${path}`);
    expect(reply.status).toBe(404);
    expect(requests.length).toBeLessThanOrEqual(5);
  });

  test('nobody makes an address of his own', async () => {
    const made = cluster.app.links.makePicture('http://pictures.test/ok.png');
    const [text = '', mac = ''] = made.slice('/pictures/'.length).split('.');
    const other = Buffer.from(JSON.stringify(['http://inside.test/', 9e15])).toString('base64url');
    for (const forged of [`${other}.${mac}`, text, `${text}.${'0'.repeat(32)}`, '%']) {
      requests = [];
      const reply = await fetch(`${cluster.node.url}/pictures/${forged}`);
      expect(reply.status).toBeGreaterThanOrEqual(400);
      expect(requests).toEqual([]);
    }
  });

  test.each([
    ['8.8.8.8', true],
    ['2606:4700::1111', true],
    ['172.16.0.1', false],
    ['192.0.2.1', false],
    ['224.0.0.1', false],
    ['255.255.255.255', false],
    ['fe80::1', false],
    ['ff02::1', false],
    ['2001:db8::1', false],
    ['no address', false],
  ])('%s is public: %s', (address, is) => expect(isPublic(address)).toBe(is));
});
