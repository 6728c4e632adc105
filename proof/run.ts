import { guessing } from './guessing.ts';
import { heal } from './heal.ts';
import { killLoop } from './killLoop.ts';
import { mailCorpus } from './mail.ts';
import { mailFlood } from './mailFlood.ts';
import { mailKills } from './mailKills.ts';
import { secondStore } from './secondStore.ts';
import { secondSuite } from './secondSuite.ts';
import { sendLoop } from './sends.ts';
import { storeKills } from './storeKills.ts';
import { storePlans } from './storePlans.ts';
import { longTests, walking, wholeTests } from './tests.ts';
import { typing } from './typing.ts';

/** What takes longer than a test may. Each proof answers one line; a proof that fails throws. */
const proofs: Record<string, () => Promise<string>> = {
  'kill loop': killLoop,
  heal,
  'send loop': sendLoop,
  typing,
  mail: mailCorpus,
  'mail flood': mailFlood,
  guessing,
  'mail kills': mailKills,
  'store plans': storePlans,
  'store kills': storeKills,
  'second store': secondStore,
  'second suite': secondSuite,
  walks: walking,
  'whole tests': wholeTests,
  'long tests': longTests,
};

const wanted = process.argv.slice(2);
let failed = 0;
for (const [name, proof] of Object.entries(proofs)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const began = Date.now();
  const seconds = () => Math.round((Date.now() - began) / 1000);
  try {
    process.stdout.write(`✓ ${name}: ${await proof()} (${seconds()} s)\n`);
  } catch (error) {
    failed += 1;
    process.stdout.write(`✗ ${name} (${seconds()} s)\n${error instanceof Error ? error.stack : String(error)}\n`);
  }
}
process.exit(failed === 0 ? 0 : 1);
