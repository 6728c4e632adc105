import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeStateVector, encodeStateVector } from 'yjs';
import { demoPassword, demoPeople } from '../../../server/demo/people.ts';
import { createClient } from '../../support/client.ts';
import { createRandom } from '../../support/random.ts';
import { until } from '../../support/until.ts';
import { type Editor, openEditor } from './editors.ts';
import { startWhole } from './whole.ts';

/** A server that was killed may take its time to come back. */
const backMs = 60_000;
const keyEveryMs = 2;

/** What these editors have been told is stored, of all writers. */
function confirmed(editors: readonly Editor[]): Map<number, number> {
  const all = new Map<number, number>();
  for (const vector of editors.flatMap(({ saved }) => saved.at(-1) ?? [])) {
    for (const [id, clock] of vector) all.set(id, Math.max(clock, all.get(id) ?? 0));
  }
  return all;
}

/**
 * Three editors type into one draft while the product is killed and started again, `rounds` times. Each time a new editor
 * finds every character that was called saved before the old ones come back, and then all of them have the same.
 * Answers how many characters were typed and how many of them were called saved at the moment of a kill. @throws what is not so
 */
export async function killWhileTyping(rounds: number): Promise<{ typed: number; promised: number }> {
  const random = createRandom('kill while typing');
  const dir = await mkdtemp(join(tmpdir(), 'baton-typing-'));
  let whole = await startWhole(dir, 0);
  const email = demoPeople[0]?.email ?? '';
  const entry = await createClient(whole.url, '').call('session.create', { email, password: demoPassword });
  if (!('token' in entry)) throw new Error('Nobody signed in');
  const client = createClient(whole.url, entry.token);
  const [ticket] = (await client.call('ticket.list', { limit: 1 })).items;
  const { docId } = await client.call('draft.open', { ticketId: ticket?.id ?? '', kind: 'reply' });
  const editors = Array.from({ length: 3 }, () => openEditor(client, docId));
  let [typed, promisedInAll, agreed] = [0, 0, '|'];
  try {
    await Promise.all(editors.map((one) => one.synced()));
    editors[0]?.type('|');
    await Promise.all(editors.map((one) => one.until('all begin alike', (text) => text === '|')));
    for (let round = 0; round < rounds; round += 1) {
      const [wanted, before] = [typed + 50 + random.below(150), confirmed(editors)];
      const typing = setInterval(() => {
        random.pick(editors).type(random.pick(['a', 'b', 'c', ' ']));
        typed += 1;
      }, keyEveryMs);
      const moreIsSaved = () => [...confirmed(editors)].some(([id, clock]) => clock > (before.get(id) ?? 0));
      await until('they have typed, and something of it is saved', () => typed >= wanted && moreIsSaved());
      await whole.kill();
      clearInterval(typing);
      for (const { provider } of editors) provider.disconnect();
      const promised = confirmed(editors);
      promisedInAll += [...promised].reduce((sum, [id, clock]) => sum + clock - (before.get(id) ?? 0), 0);

      whole = await startWhole(dir, Number(new URL(whole.url).port));
      const fresh = openEditor(client, docId);
      await fresh.synced();
      const there = decodeStateVector(encodeStateVector(fresh.doc));
      for (const [id, clock] of promised) {
        assert.ok(
          (there.get(id) ?? 0) >= clock,
          `round ${round}: ${clock} of ${id} were saved, ${there.get(id)} are there`,
        );
      }
      // Nobody takes anything away: what all had agreed on is there, and nothing has overwritten it.
      assert.ok(fresh.text().length >= agreed.length, `round ${round}: ${agreed.length} became ${fresh.text().length}`);

      for (const { provider } of editors) provider.connect();
      const all = [...editors, fresh];
      const equal = () => new Set(all.map((one) => one.text())).size === 1;
      await until('all agree again', () => equal() && fresh.text().length === typed + 1, backMs);
      for (const editor of editors) await editor.untilSaved();
      agreed = fresh.text();
      fresh.stop();
    }
    await until('the Drafts view shows it', async () => {
      const { items } = await client.call('draft.list', {});
      return items.some((one) => one.docId === docId && one.snippet !== '');
    });
    return { typed, promised: promisedInAll };
  } finally {
    for (const editor of editors) editor.stop();
    await whole.kill();
    await rm(dir, { recursive: true, force: true });
  }
}
