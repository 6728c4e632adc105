import { afterAll, beforeAll, describe, expect, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, type Person, signIn } from '../support/browser.ts';
import { testWith } from '../support/needs.ts';
import { type Product, startProduct } from '../support/product.ts';
import { until } from '../support/until.ts';

jest.setTimeout(120_000);

let product: Product;
let browser: Browser;

/** The newest mail to an address, and the link in it that begins so. */
async function linkFor(page: Page, address: string, path: 'join' | 'reset'): Promise<string> {
  let link: string | undefined;
  await until(`a mail to ${address}`, async () => {
    await page.goto(`${product.url}/dev/mailbox`);
    const mail = page.locator('a[href*="/dev/mailbox/"]').first();
    const href = (await mail.count()) > 0 ? await mail.getAttribute('href') : null;
    const text = href ? await (await page.request.get(new URL(href, product.url).href)).text() : '';
    link = new RegExp(`/${path}/[A-Za-z0-9_-]{43}`).exec(text)?.[0];
    return link !== undefined && text.includes(address);
  });
  return `${product.url}${link}`;
}

const toSettings = (page: Page, section: string) => page.goto(`${product.url}/settings/${section}`);

async function setRole({ page }: Person, name: string, role: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Role' }).selectOption(role);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText(`Rights of ${name} saved`).last().waitFor();
}

describe('people and settings on their screens', () => {
  beforeAll(async () => {
    product = await startProduct();
  });
  afterAll(async () => {
    await browser?.close();
    await product?.remove();
  });

  testWith(
    'chromium',
    'whoever is invited joins by the mail, and loses a section with the right to it',
    async (path) => {
      browser = await launchBrowser(path);
      const ada = await signIn(browser, product.url, 'ada');
      await toSettings(ada.page, 'members');
      await ada.page.getByRole('button', { name: 'Invite', exact: true }).click();
      await ada.page.getByLabel('E-mail').fill('zita@people.test');
      await ada.page.getByRole('button', { name: 'Send invitation' }).click();
      await ada.page.getByRole('button', { name: /^Take back/ }).waitFor();

      const zita = await (await browser.newContext({ locale: 'en-GB' })).newPage();
      await zita.goto(await linkFor(zita, 'zita@people.test', 'join'));
      await zita.getByLabel('Your name').fill('Zita');
      await zita.getByLabel('Choose a password').fill('correct horse battery');
      await zita.getByRole('button', { name: 'Join' }).click();
      await zita.locator('[data-ticket]').first().waitFor();

      await ada.page.getByRole('button', { name: 'Change Zita' }).click();
      await setRole(ada, 'Zita', 'admin');
      await toSettings(zita, 'members');
      await zita.getByRole('heading', { name: 'Members', level: 1 }).waitFor();
      await setRole(ada, 'Zita', 'agent');
      await zita.getByText('This section is open to admins only').waitFor({ timeout: 1500 });
      expect(await zita.getByRole('link', { name: 'Audit log' }).count()).toBe(0);
      expect(ada.complaints).toEqual([]);
    },
  );

  testWith('chromium', 'a session that is ended from afar is at the sign-in at once, and says so', async (path) => {
    browser = browser ?? (await launchBrowser(path));
    const here = await signIn(browser, product.url, 'ben');
    const there = await signIn(browser, product.url, 'ben');
    await toSettings(here.page, 'sessions');
    const end = here.page.getByRole('button', { name: /^Sign out Chrome/ });
    await end.click();
    await end.click();
    await there.page.getByText('This session was ended from another place').waitFor();
    await here.page.locator('[aria-label^="Sign out Chrome"]').waitFor({ state: 'detached' });
  });
});
