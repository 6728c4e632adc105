import { generateKeyPairSync } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { checkSender } from '../../../server/channels/email/senderChecks.ts';
import type { Dns } from '../../../server/platform/dns.ts';
import { buildMember } from '../../support/build.ts';
import { type Client, refusalIn, signIn } from '../../support/client.ts';
import { type Desk, openDesk } from './desk.ts';
import { plainLetter } from './letters.ts';

/** What the name service holds, as the domain's owner has put it there. */
const records = new Map<string, string>();
const dns: Dns = async (name, type) => {
  const found = type === 'TXT' ? records.get(name) : undefined;
  if (found === undefined) throw Object.assign(new Error(`There is no ${name}`), { code: 'ENOTFOUND' });
  // A name service hands long texts out in pieces.
  return [found.match(/.{1,255}/gs) ?? []];
};

let desk: Desk;
let admin: Client;
let channelId: string;

beforeAll(async () => {
  desk = await openDesk({ dns });
  const { app, workspaceId, node } = desk.cluster;
  admin = await signIn(node.url, (await buildMember(app, workspaceId, { role: 'admin' })).email);
  channelId = desk.channel._id;
});
afterEach(() => expect(desk.cluster.faults()).toEqual([]));
afterAll(() => desk.stop());

const place = { domain: 'baton.test', selector: 'baton' };

async function sent(text: string): Promise<string> {
  const before = (await desk.tickets()).length;
  await desk.post(plainLetter({ id: `${text.replaceAll(' ', '')}@x` }));
  const [ticket] = await desk.hasTickets(before + 1);
  const count = desk.sink.mails.length;
  await desk.reply(ticket?.id ?? '', text);
  await desk.sink.has(count + 1);
  return desk.sink.mails[count]?.text ?? '';
}

const verdictOn = (mail: string) =>
  checkSender(
    () => Readable.from([Buffer.from(mail)]),
    { from: { address: 'support@baton.test' }, envelopeFrom: 'support@baton.test', origin: null },
    dns,
    10_000,
  );

test('a key is made, looked up, and signs what verifiers take; nobody is shown it', async () => {
  const { sealedKey } = await admin.call('channel.makeDkimKey', {});
  const { dkim } = await admin.call('channel.setDkim', { channelId, dkim: { ...place, on: false, sealedKey } });
  expect(dkim?.record).toMatchObject({ name: 'baton._domainkey.baton.test', type: 'TXT' });
  expect(await admin.call('channel.checkDkim', { channelId })).toMatchObject({ ok: false, why: 'missing' });
  expect(await sent('not yet')).not.toContain('DKIM-Signature');

  records.set('baton._domainkey.baton.test', 'v=DKIM1; k=rsa; p=AAAA');
  expect(await admin.call('channel.checkDkim', { channelId })).toMatchObject({ ok: false, why: 'other' });
  records.set(dkim?.record.name ?? '', dkim?.record.value ?? '');
  expect(await admin.call('channel.checkDkim', { channelId })).toEqual({ ok: true, why: null, found: null });

  await admin.call('channel.setDkim', { channelId, dkim: { ...place, on: true } });
  const mail = await sent('signed 簽名');
  expect(await verdictOn(mail)).toMatchObject({ from: 'pass', dkim: 'pass', signedBy: ['baton.test'] });
  expect(await verdictOn(mail.replace('signed', 'forged'))).toMatchObject({ dkim: 'fail', signedBy: [] });

  const told = JSON.stringify([
    await admin.call('channel.settings', { channelId }),
    await admin.call('screen.load', {}),
    await admin.call('audit.list', {}),
  ]);
  expect(told).not.toMatch(/PRIVATE|sealedKey/);
  const kept = await desk.cluster.app.storage.connection.collection('channels').findOne({ dkim: { $ne: null } });
  expect(JSON.stringify(kept)).not.toContain('PRIVATE');
});

test('a key of ones own is taken, whatever it was called before', async () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = String(privateKey.export({ type: 'pkcs1', format: 'pem' }));
  const { dkim } = await admin.call('channel.setDkim', {
    channelId,
    dkim: { domain: 'baton.test', selector: 'own', on: true, privateKey: pem },
  });
  records.set(dkim?.record.name ?? '', dkim?.record.value ?? '');
  expect(await verdictOn(await sent('own key'))).toMatchObject({ dkim: 'pass' });
});

test.each([
  ['another domain', { domain: 'other.test', selector: 'baton', on: true }, 'dkim.domain'],
  ['no key', { ...place, on: true, privateKey: 'nonsense' }, 'dkim.privateKey'],
  ['a key that another installation has sealed', { ...place, on: true, sealedKey: 'AAAA' }, 'dkim.privateKey'],
])('%s is refused, and the field is named', async (_what, dkim, field) => {
  const { body, status } = await admin.ask('channel.setDkim', { channelId, dkim });
  expect([status, refusalIn(body)?.details]).toEqual([400, { field }]);
});

test('without its key an address signs nothing any more', async () => {
  await admin.call('channel.setDkim', { channelId, dkim: null });
  expect(await sent('no longer')).not.toContain('DKIM-Signature');
  expect(await admin.call('channel.settings', { channelId })).toMatchObject({ dkim: null });
});
