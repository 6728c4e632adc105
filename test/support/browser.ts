import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { chromiumArgs, chromiumPath, sharedBrowser } from './jest/chromium.mjs';
import { patienceMs } from './until.ts';

export { chromiumArgs, chromiumPath };

/**
 * A browser that talks to nobody but the pages it is given, and that waits as long as tests do. It is that of the whole
 * run, if there is one: closing it closes what was opened by it here. With arguments it is a process of its own.
 */
export async function launchBrowser(executablePath: string, further: string[] = []): Promise<Browser> {
  const shared = process.env[sharedBrowser];
  const browser =
    shared && further.length === 0
      ? await chromium.connect(shared)
      : await chromium.launch({ executablePath, args: [...chromiumArgs, ...further] });
  browser.on('context', (context) => context.setDefaultTimeout(patienceMs));
  return browser;
}

/** A person at a browser of his own. */
export interface Person {
  page: Page;
  /** What the page complained of. */
  complaints: string[];
}

/** What a browser itself reports when nobody is signed in yet, or when the server is away. */
const expected = /401 \(Unauthorized\)|WebSocket connection to|net::ERR_/;

/** Waits until the page has drawn what it knows: what it says is then of the last letter that was typed. */
export const drawn = (page: Page) =>
  page.evaluate(() => new Promise((then) => requestAnimationFrame(() => requestAnimationFrame(then))));

export async function signIn(
  browser: Browser,
  url: string,
  name: string,
  options: BrowserContextOptions = {},
  prepare: (page: Page) => Promise<void> = async () => {},
): Promise<Person> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB', ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !expected.test(message.text())) complaints.push(message.text());
  });
  await prepare(page);
  await page.goto(url);
  await page.locator('input[type=email]').fill(`${name}@baton.test`);
  await page.locator('input[autocomplete=current-password]').fill('baton-demo');
  await page.keyboard.press('Enter');
  // What the page begins with is what it knew; from here on it listens, and is told.
  await page.locator('[data-line=live] [data-ticket]').first().waitFor();
  return { page, complaints };
}
