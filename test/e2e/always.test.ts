import { afterAll, beforeAll, describe, expect, jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { launchBrowser, type Person, signIn } from '../support/browser.ts';
import { testWith } from '../support/needs.ts';
import { type Product, startProduct } from '../support/product.ts';
import { until } from '../support/until.ts';

jest.setTimeout(180_000);

let product: Product;
let browser: Browser;
let ada: Person;
let ben: Person;

const offline = ({ page }: Person) => page.getByText(/^Offline/);
const catchingUp = ({ page }: Person) => page.getByText('Catching up…');
const row = ({ page }: Person, subject: string) => page.locator('[data-ticket]', { hasText: subject });

/** A ticket made by hand, on this person's screen. */
async function make({ page }: Person, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Create ticket' }).first().click();
  await page.getByRole('textbox', { name: 'Ticket name' }).fill(name);
  await page.getByRole('dialog').getByRole('button', { name: 'Create ticket' }).click();
  await row({ page, complaints: [] }, name).waitFor();
}

async function upToDate(person: Person): Promise<void> {
  await offline(person).waitFor({ state: 'detached' });
  await catchingUp(person).waitFor({ state: 'detached' });
}

// V9
describe('a screen says whether it is true', () => {
  beforeAll(async () => {
    product = await startProduct();
  });
  afterAll(async () => {
    await browser?.close();
    await product?.remove();
  });

  testWith('chromium', 'a lost network is said, and what was missed is there when it is back', async (path) => {
    browser = await launchBrowser(path);
    ada = await signIn(browser, product.url, 'ada');
    ben = await signIn(browser, product.url, 'ben');
    await ben.page.mouse.move(900, 300);
    await upToDate(ben);
    await ben.page.context().setOffline(true);
    await offline(ben).waitFor();
    await make(ada, 'Made while Ben was away');
    expect(await row(ben, 'Made while Ben was away').count()).toBe(0);
    await ben.page.context().setOffline(false);
    await row(ben, 'Made while Ben was away').waitFor();
    await upToDate(ben);
  });

  testWith('chromium', 'a killed server is said on every screen, and each heals when it is back', async () => {
    await product.kill();
    await Promise.all([offline(ada).waitFor(), offline(ben).waitFor()]);
    await product.start();
    await Promise.all([upToDate(ada), upToDate(ben)]);
    await make(ada, 'Made after the restart');
    await row(ben, 'Made after the restart').waitFor();
    await until('nothing is said', async () => (await offline(ben).count()) + (await catchingUp(ben).count()) === 0);
  });
});
