import { afterAll, beforeAll, describe, expect, jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { launchBrowser, signIn } from '../support/browser.ts';
import { testWith } from '../support/needs.ts';
import { type Product, startProduct } from '../support/product.ts';

jest.setTimeout(240_000);

let product: Product;
let browser: Browser;

describe('for everyone', () => {
  beforeAll(async () => {
    product = await startProduct();
  });
  afterAll(async () => {
    await browser?.close();
    await product?.remove();
  });

  // V8
  testWith('chromium', 'whoever has switched single letters off moves nothing by typing one', async (path) => {
    browser = await launchBrowser(path);
    const { page } = await signIn(browser, product.url, 'ben');
    await page.keyboard.press('?');
    await page.getByRole('checkbox', { name: 'Single-letter keys act' }).uncheck();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('n');
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog', { name: 'Commands' }).waitFor();
    expect(await page.getByRole('dialog', { name: 'Create ticket' }).count()).toBe(0);
  });

  // O5: at 200 % a screen of 1440 has room for 720.
  testWith('chromium', 'at twice the size nothing is cut off, and the phone’s bar leads everywhere', async () => {
    const { page } = await signIn(browser, product.url, 'kai', { viewport: { width: 720, height: 450 } });
    const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
    expect(await fits()).toBe(true);
    await page.getByRole('navigation', { name: 'Baton' }).getByRole('link', { name: 'Contacts' }).click();
    await page.locator(':is(main, section) ul a').first().click();
    await page.getByRole('button', { name: 'Write an e-mail' }).waitFor();
    expect(await fits()).toBe(true);
  });
});
