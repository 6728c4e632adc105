import { afterAll, beforeAll, describe, expect, jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { axeFindings } from '../support/axe.ts';
import { launchBrowser, signIn } from '../support/browser.ts';
import { testWith } from '../support/needs.ts';
import { type Product, startProduct } from '../support/product.ts';

jest.setTimeout(180_000);

const sections = [
  'profile',
  'notifications',
  'security',
  'sessions',
  'tokens',
  'workspace',
  'members',
  'teams',
  'mail',
  'pipelines',
  'audit',
];
const outside = ['/', '/forgot', '/setup', `/reset/${'a'.repeat(43)}`, `/join/${'a'.repeat(43)}`];
const looks = [
  ['light', 'en-GB'],
  ['dark', 'zh-TW'],
] as const;

let product: Product;
let browser: Browser;

describe.each(looks)('in the %s theme, %s', (colorScheme, locale) => {
  beforeAll(async () => {
    product = await startProduct();
  });
  afterAll(async () => {
    await browser?.close();
    await product?.remove();
  });

  testWith('chromium', 'axe finds nothing on the screens of who is not signed in', async (path) => {
    browser = await launchBrowser(path);
    const page = await (await browser.newContext({ colorScheme, locale })).newPage();
    for (const place of outside) {
      await page.goto(`${product.url}${place}`);
      await page.locator('main h1').waitFor();
      await page.locator('main :is(input, h2)').first().waitFor({ state: 'attached' });
      expect({ place, found: await axeFindings(page) }).toEqual({ place, found: [] });
    }
  });

  testWith('chromium', 'axe finds nothing on any section of the settings', async () => {
    const { page } = await signIn(browser, product.url, 'ada', { colorScheme, locale });
    for (const section of sections) {
      await page.goto(`${product.url}/settings/${section}`);
      await page.locator('main header h1').waitFor();
      await page.locator('main .animate-pulse-soft').first().waitFor({ state: 'detached' });
      expect({ section, found: await axeFindings(page) }).toEqual({ section, found: [] });
    }
  });
});
