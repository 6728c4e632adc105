import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Manifest } from '../../../server/backup/manifest.ts';
import { restoreBackup } from '../../../server/backup/restore.ts';
import { takeBackup } from '../../../server/backup/take.ts';
import { type Clock, systemClock as clock } from '../../../server/platform/clock.ts';
import type { TicketView } from '../../../shared/entities.ts';
import { buildMember, buildPipeline, reach } from '../../support/build.ts';
import { type Client, exchange, signIn } from '../../support/client.ts';
import { openScreen, type Screen } from '../../support/screen.ts';
import { until } from '../../support/until.ts';
import { createFolders, type Home, openHome } from './home.ts';
import { type Done, startLoad } from './load.ts';

jest.setTimeout(120_000);

/** When the leases of jobs that were under way have run out. */
const later: Clock = { now: () => new Date(Date.now() + 120_000) };

const folders = createFolders();
let home: Home;
let restored: Home;
let folder: string;
let restoredDir: string;
let before: Done;
let manifest: Manifest;
let screen: Screen;
let email: string;
let agent: Client;
let again: Client;

async function enough(what: string, done: () => Done, mails: number, tickets: number): Promise<void> {
  await until(what, () => done().mails.length >= mails && done().tickets.length >= tickets, 60_000);
}

beforeAll(async () => {
  const dataDir = await folders.make();
  folder = join(await folders.make(), 'backups', 'first');
  restoredDir = join(await folders.make(), 'data');
  home = await openHome(dataDir);
  const { app } = home;
  const workspaceId = await app.workspaces.create('Test', 'test');
  const pipeline = await buildPipeline(app, workspaceId);
  await app.unitOfWork.run(workspaceId, null, (tx) =>
    app.channels.create(tx, { name: 'Support', address: 'support@baton.test', teamId: null }),
  );
  email = (await buildMember(app, workspaceId, { access: reach('everything', true) })).email;
  agent = await signIn(home.url, email);

  const load = startLoad(home, agent, { pipelineId: pipeline._id, statusId: pipeline.statuses[0]?.id ?? '' });
  await enough('work was done before the backup', load.done, 10, 10);
  before = load.done();
  manifest = await takeBackup({ dataDir, folder, clock });
  const after = load.done();
  await enough('work went on', load.done, after.mails.length + 3, after.tickets.length + 3);
  await load.stop();
  screen = await openScreen(home.url, agent.token);
  screen.drop();

  await restoreBackup({ folder, dataDir: restoredDir, clock });
  restored = await openHome(restoredDir, later);
  again = await signIn(restored.url, email);
});

afterAll(async () => {
  await restored?.stop();
  await home?.stop();
  await folders.forget();
});

async function everyTicket(): Promise<TicketView[]> {
  const found: TicketView[] = [];
  for (let cursor: string | null = null, more = true; more; more = cursor !== null) {
    const page: { items: TicketView[]; next: string | null } = await again.call('ticket.list', { cursor, limit: 200 });
    found.push(...page.items);
    cursor = page.next;
  }
  return found;
}

test('everything that was acknowledged before the backup began is there after the restore', async () => {
  const missing = async () => {
    const names = new Set((await everyTicket()).map(({ name }) => name));
    return [...before.tickets, ...before.mails].filter((name) => !names.has(name));
  };
  await until('mails that were still to be read have become tickets', async () => (await missing()).length === 0);
  expect(before.tickets.length).toBeGreaterThanOrEqual(10);
});

test('the counts equal the lists', async () => {
  await until('the counters have the number of tickets', async () => {
    const { counters } = await again.call('screen.load', {});
    const counted = counters.reduce((sum, { n }) => sum + n, 0);
    return counted === (await everyTicket()).length;
  });
});

test('every blob that the restored store names can be read, by its link as well', async () => {
  const { connection } = restored.app.storage;
  const raw = await connection.collection<{ _id: string; blob: string }>('rawMails').find({}).toArray();
  const messages = await connection
    .collection<{ _id: string; id: string; htmlBlob: string | null; sourceBlob: string | null }>('messages')
    .find({})
    .toArray();
  const names = [
    ...raw.map(({ blob }) => blob),
    ...messages.flatMap(({ htmlBlob, sourceBlob }) => [htmlBlob, sourceBlob]),
  ];
  const named = names.filter((name) => typeof name === 'string');
  expect(named.length).toBeGreaterThanOrEqual(2 * before.mails.length);
  for (const name of named) await restored.app.blobs.get(name);
  const { source } = await again.call('message.urls', { messageId: messages[0]?.id ?? '' });
  expect((await exchange(`${restored.url}${source}`)).text).toContain('My kettle leaks');
});

test('a screen that comes back with the old epoch is told to load anew, and sees what is restored', async () => {
  await screen.reconnect({ url: restored.url, token: again.token });
  expect(screen.resets).toEqual(['epoch']);
  const position = await restored.app.events.positions();
  expect(screen.state.epoch).toBe(position[0]?.epoch);
  screen.close();
});

test('the secret came along, so that links and sessions of that time still hold', async () => {
  expect((await readFile(join(restoredDir, 'secret'), 'utf8')).length).toBe(64);
  expect((await agent.at(restored.url).ask('ticket.list', {})).status).toBe(200);
});

test('what is copied is for its owner only', async () => {
  for (const path of ['secret', 'manifest.json', join('store', 'store.mdb')])
    expect((await stat(join(folder, path))).mode & 0o077).toBe(0);
  expect((await stat(folder)).mode & 0o077).toBe(0);
});

test('the manifest says what is in it', () => {
  expect(manifest.store.documents).toMatchObject({ workspaces: 1, positions: 1, meta: 1 });
  expect(manifest.store.documents.tickets).toBeGreaterThanOrEqual(before.tickets.length);
  expect(manifest.blobs.count).toBeGreaterThanOrEqual(before.mails.length);
  expect(manifest.damaged).toEqual([]);
  expect(Date.parse(manifest.begunAt)).toBeLessThan(Date.parse(manifest.finishedAt));
});

test('a backup by the command line, of a Baton that runs, can be restored by the command line', async () => {
  const [target, dataDir] = [join(await folders.make(), 'copy'), await folders.make()];
  expect(await commandLine(['backup', target], restoredDir)).toMatch(/is whole: \d+ documents, \d+ blobs, the secret/);
  expect(await commandLine(['restore', target], dataDir)).toMatch(/is as it was at /);
  const third = await openHome(dataDir);
  await signIn(third.url, email);
  await third.stop();
});

/** What it says, on whichever stream. */
async function commandLine(args: string[], dataDir: string): Promise<string> {
  const main = join(import.meta.dirname, '..', '..', '..', 'build', 'server', 'main.js');
  const { MONGODB_URL: _store, ...env } = process.env;
  const child = spawn(process.execPath, [main, ...args], {
    env: { ...env, BATON_DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => said.push(String(bytes)));
  await once(child, 'close');
  return said.join('');
}
