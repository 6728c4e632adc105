import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKillTrial, writers } from '../test/server/storage/killTrial.ts';
import { sized } from './storeSizes.ts';

/** kill -9 under 22 writers, on one directory that grows. `STORE_KILL_ROUNDS`, and `STORE_KILL_LOAD` writes a round. */
export async function storeKills(): Promise<string> {
  const rounds = Number(process.env.STORE_KILL_ROUNDS ?? sized(50, 1));
  const dir = await mkdtemp(join(tmpdir(), 'baton-kills-'));
  const trial = createKillTrial(dir, Number(process.env.STORE_KILL_LOAD ?? 400));
  for (let round = 0; round < rounds; round++) {
    await trial.round().catch((error: Error) => {
      throw new Error(`round ${round + 1}, left for a look in ${dir}: ${error.message}`);
    });
  }
  await rm(dir, { recursive: true, force: true });
  return `${rounds} rounds of kill -9 under ${writers} writers, ${trial.acknowledged()} writes acknowledged: none lost, no half transaction, every index entry right`;
}
