import type { Page } from 'playwright-core';
import { chromiumPath, launchBrowser, type Person, signIn } from '../test/support/browser.ts';
import { type Cable, layCable } from '../test/support/cable.ts';
import { type Client, signIn as signInProgram } from '../test/support/client.ts';
import { type Product, startProduct } from '../test/support/product.ts';

/** product V9 */
const withinMs = 2_000;
const times = 5;

interface Desk {
  product: Product;
  line: Cable;
  page: Page;
}

/** How the network goes, and comes back; the moment it is back is the moment the answer resolves. */
type Outage = (desk: Desk) => Promise<void>;

const offline = (page: Page) => page.locator('[role=status]').getByText(/^Offline/);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function away({ line, page }: Desk, how: 'lose' | 'cut', ms: number): Promise<void> {
  line[how]();
  if (ms <= 1_000) await pause(ms);
  else {
    await page.clock.fastForward(ms);
    await offline(page).waitFor();
    await pause(1_500);
  }
  line.mend();
}

const minute = 60_000;
const outages: Record<string, Outage> = {
  'network broken for 1 s': (desk) => away(desk, 'cut', 1_000),
  'network broken for 1 min': (desk) => away(desk, 'cut', minute),
  'network silent for 1 min': (desk) => away(desk, 'lose', minute),
  'network silent for 1 h, the token run out': (desk) => away(desk, 'lose', 60 * minute),
  'asleep for 8 h': async ({ line, page }) => {
    // The connection dies while nothing runs; the network is there again before the page is.
    line.cut();
    line.mend();
    await page.clock.fastForward(8 * 60 * minute);
  },
  'server killed and started': async ({ product, page }) => {
    await product.kill();
    await offline(page).waitFor();
    await product.start();
  },
};

/** From the moment the server can be reached until what was missed is on the screen and nothing is said. */
async function healing(desk: Desk, client: Client, name: string, outage: Outage, turn: number): Promise<number> {
  const { page } = desk;
  const subject = `${name} ${turn}`;
  const { pipelines } = await client.call('screen.load', {});
  const [pipeline] = pipelines;
  const [status] = pipeline?.statuses ?? [];
  if (!pipeline || !status) throw new Error('The demo shop has a pipeline');
  const create = () => client.call('ticket.create', { name: subject, pipelineId: pipeline.id, statusId: status.id });
  if (name.startsWith('server')) await create();
  else setTimeout(() => void create(), 100);
  await outage(desk);
  const back = performance.now();
  await page.locator('[data-ticket]', { hasText: subject }).waitFor({ timeout: 60_000 });
  await page.locator('[data-line=live]').waitFor({ timeout: 60_000 });
  return performance.now() - back;
}

/** Lost networks, sleep and restarts in a real browser, long ones by the page's clock: each heals within two seconds. */
export async function heal(): Promise<string> {
  if (!chromiumPath) throw new Error('Needs Chromium');
  const product = await startProduct();
  const line = await layCable(product.url);
  const browser = await launchBrowser(chromiumPath);
  try {
    const words: string[] = [];
    for (const [name, outage] of Object.entries(outages)) {
      const client = await signInProgram(product.url, 'ada@baton.test', undefined, 'baton-demo');
      const person: Person = await signIn(browser, line.url, 'ben', {}, (page) => page.clock.install());
      const took: number[] = [];
      for (let turn = 0; turn < times; turn += 1) {
        await person.page.locator('[data-line=live]').waitFor();
        took.push(await healing({ product, line, page: person.page }, client, name, outage, turn));
      }
      await person.page.context().close();
      const worst = Math.round(Math.max(...took));
      if (worst > withinMs) throw new Error(`${name}: healed after ${took.map(Math.round).join(', ')} ms`);
      words.push(`${name} ${worst} ms`);
    }
    return `each of ${times} times healed within ${words.join('; ')}`;
  } finally {
    await browser.close();
    await line.stop();
    await product.remove();
  }
}
