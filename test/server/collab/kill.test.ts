import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { decodeStateVector, encodeStateVector } from 'yjs';
import { demoPassword, demoPeople } from '../../../server/demo/people.ts';
import { type Client, createClient } from '../../support/client.ts';
import { createRandom } from '../../support/random.ts';
import { until } from '../../support/until.ts';
import { type Editor, openEditor } from './editors.ts';
import { startWhole, type Whole } from './whole.ts';

const rounds = Number(process.env.COLLAB_KILL_ROUNDS ?? 3);

let dir: string;
let whole: Whole;
let client: Client;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'baton-kill-'));
  whole = await startWhole(dir, 0);
  const email = demoPeople[0]?.email ?? '';
  const entry = await createClient(whole.url, '').call('session.create', { email, password: demoPassword });
  if (!('token' in entry)) throw new Error('Nobody signed in');
  client = createClient(whole.url, entry.token);
}, 120_000);
afterAll(async () => {
  await whole.kill();
  await rm(dir, { recursive: true, force: true });
});

/** What this editor has been told is stored, of all writers. */
function confirmed(editors: readonly Editor[]): Map<number, number> {
  const all = new Map<number, number>();
  for (const vector of editors.flatMap(({ saved }) => saved.at(-1) ?? [])) {
    for (const [id, clock] of vector) all.set(id, Math.max(clock, all.get(id) ?? 0));
  }
  return all;
}

// Y5
test(
  'killed while three editors type, it has every character that was called saved, and all agree',
  async () => {
    const random = createRandom('kill while typing');
    const [ticket] = (await client.call('ticket.list', { limit: 1 })).items;
    const { docId } = await client.call('draft.open', { ticketId: ticket?.id ?? '', kind: 'reply' });
    const editors = Array.from({ length: 3 }, () => openEditor(client, docId));
    await Promise.all(editors.map((one) => one.synced()));
    editors[0]?.type('|');
    await Promise.all(editors.map((one) => one.until('all begin alike', (text) => text === '|')));
    for (let round = 0; round < rounds; round += 1) {
      const typing = setInterval(() => random.pick(editors).type(random.pick(['a', 'b', 'c', ' '])), 2);
      await new Promise((resolve) => setTimeout(resolve, 200 + random.below(400)));
      await whole.kill();
      clearInterval(typing);
      for (const { provider } of editors) provider.disconnect();
      const promised = confirmed(editors);
      expect(promised.size).toBeGreaterThan(0);

      whole = await startWhole(dir, Number(new URL(whole.url).port));
      const fresh = openEditor(client, docId);
      await fresh.synced();
      const there = decodeStateVector(encodeStateVector(fresh.doc));
      for (const [id, clock] of promised) expect(there.get(id) ?? 0).toBeGreaterThanOrEqual(clock);

      for (const { provider } of editors) provider.connect();
      await until('all agree again', () => new Set([...editors, fresh].map((one) => one.text())).size === 1);
      for (const editor of editors) await editor.untilSaved();
      fresh.stop();
    }
    await until('the Drafts view shows it', async () => {
      const { items } = await client.call('draft.list', {});
      return items.some((one) => one.docId === docId && one.snippet !== '');
    });
    for (const editor of editors) editor.stop();
  },
  30_000 + rounds * 20_000,
);
