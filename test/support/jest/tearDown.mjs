import { rmSync } from 'node:fs';
import { stopBrowser } from './chromium.mjs';

export default async function tearDown() {
  await stopBrowser();
  rmSync(process.env.TMPDIR, { recursive: true, force: true, maxRetries: 5 });
}
