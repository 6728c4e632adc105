import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { storeProcess } from './child.ts';
import { createKillTrial, writers } from './killTrial.ts';

const rounds = Number(process.env.STORE_KILL_ROUNDS ?? 2);
/** Acknowledged writes before the process is killed. */
const load = Number(process.env.STORE_KILL_LOAD ?? 150);

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'baton-crash-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

test(`after kill -9 under ${writers} writers everything acknowledged is there and every index entry is right`, async () => {
  const trial = createKillTrial(dir, load);
  for (let round = 0; round < rounds; round++) await trial.round();
  expect(trial.acknowledged()).toBeGreaterThanOrEqual(rounds * load);
}, 600_000);

test('a second process is refused with the pid of the first', async () => {
  const first = await storeProcess(dir);
  const second = await storeProcess(dir);
  expect(second.said).toContain('EmbeddedStoreLocked');
  expect(second.said).toContain(`process ${first.process.pid}`);
  await first.kill();
  const third = await storeProcess(dir);
  expect(third.said).toContain('mongodb://');
  await third.kill();
});
