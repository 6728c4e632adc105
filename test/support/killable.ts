import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { type BrowserContext, chromium } from 'playwright-core';
import { chromiumArgs } from './browser.ts';

/** A browser of its own that can be killed, with a profile that outlives it. */
export async function killable(
  chromiumAt: string,
  profile: string,
): Promise<{ context: BrowserContext; kill: () => Promise<void> }> {
  const child: ChildProcess = spawn(
    chromiumAt,
    [...chromiumArgs, '--headless', '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank'],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  if (!child.stderr) throw new Error('Without a pipe nothing can be heard');
  let address = '';
  for await (const line of createInterface({ input: child.stderr })) {
    address = /DevTools listening on (ws:\S+)/.exec(line)?.[1] ?? '';
    if (address) break;
  }
  const connected = await chromium.connectOverCDP(address);
  const [context] = connected.contexts();
  if (!context) throw new Error('A browser has a context');
  return {
    context,
    async kill() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
      await connected.close().catch(() => {});
    },
  };
}
