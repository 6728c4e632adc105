import { afterAll, beforeAll, describe, expect, jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { launchBrowser, type Person, signIn } from '../support/browser.ts';
import { testWith } from '../support/needs.ts';
import { type Product, startProduct } from '../support/product.ts';
import { until } from '../support/until.ts';

jest.setTimeout(180_000);

let product: Product;
let browser: Browser;

const rows = ({ page }: Person) => page.locator('[data-ticket]');
const row = ({ page }: Person, id: string) => page.locator(`[data-ticket="${id}"]`);
const link = ({ page }: Person, name: string) => page.getByRole('link', { name: new RegExp(`^${name}, \\d`) });

async function countOf(person: Person, name: string): Promise<number> {
  const label = (await link(person, name).getAttribute('aria-label')) ?? '';
  return Number(/(\d+)/.exec(label)?.[1]);
}

/** The first row, opened; answers its ticket. */
async function openFirst(person: Person): Promise<string> {
  const id = (await rows(person).first().getAttribute('data-ticket')) ?? '';
  await row(person, id).click();
  await person.page.locator('[contenteditable=true]').first().waitFor();
  return id;
}

/** Chooses from the conversation's menu, by its words in the person's language. */
async function choose(person: Person, menu: string, item: string): Promise<void> {
  await person.page.getByRole('button', { name: menu, exact: true }).click();
  await person.page.getByRole('menuitem', { name: item }).click();
}

describe('two people at the same queue, in two languages', () => {
  beforeAll(async () => {
    product = await startProduct();
  });
  afterAll(async () => {
    await browser?.close();
    await product?.remove();
  });

  // T13, T16, V1 (en, zh)
  testWith('chromium', 'what one snoozes, follows, throws away and takes back is so on both screens', async (path) => {
    browser = await launchBrowser(path);
    const ada = await signIn(browser, product.url, 'ada');
    const mei = await signIn(browser, product.url, 'mei', { locale: 'zh-TW', colorScheme: 'dark' });
    // A list keeps still while the pointer is on it.
    await mei.page.mouse.move(900, 300);
    const before = await countOf(mei, '所有未結');
    const id = await openFirst(ada);
    await row(mei, id).waitFor();

    await choose(ada, 'More', 'Tomorrow morning');
    await until('the count fell', async () => (await countOf(mei, '所有未結')) === before - 1);
    expect(await countOf(mei, '已延後')).toBe(1);
    await row(mei, id).waitFor({ state: 'detached' });
    await link(mei, '已延後').click();
    await row(mei, id).click();
    await mei.page.getByRole('button', { name: '立即取消延後' }).click();
    await until('it is back', async () => (await countOf(ada, 'All open')) === before);

    await choose(ada, 'More', 'Follow');
    await until('it is followed', async () => (await countOf(ada, 'Following')) === 1);
    expect(await countOf(mei, '追蹤中')).toBe(0);

    await choose(ada, 'More', 'Move to the trash');
    await until('it is in the trash', async () => (await countOf(mei, '垃圾桶')) === 1);
    await until('it is followed no more', async () => (await countOf(ada, 'Following')) === 0);
    expect(await countOf(ada, 'All open')).toBe(before - 1);
    await mei.page.getByRole('button', { name: '復原' }).click();
    await until('it was restored', async () => (await countOf(ada, 'Following')) === 1);
    expect(await countOf(ada, 'All open')).toBe(before);
    expect([...ada.complaints, ...mei.complaints]).toEqual([]);
  });

  // T13 (en)
  // T16 (zh)
  testWith('chromium', 'one is laid aside until a chosen time, and one is deleted for good', async () => {
    const ada = await signIn(browser, product.url, 'ada');
    const mei = await signIn(browser, product.url, 'mei', { locale: 'zh-TW', colorScheme: 'dark' });
    const before = await countOf(ada, 'Snoozed');
    await openFirst(mei);
    await choose(mei, '更多', '選擇時間…');
    const asked = mei.page.getByRole('dialog');
    await asked.getByLabel('延後到').fill('2020-01-01T10:00');
    await asked.getByRole('button', { name: '延後' }).click();
    await asked.getByText('請選擇未來的時間。').waitFor();
    await asked.getByLabel('延後到').fill('2099-05-04T10:30');
    await asked.getByRole('button', { name: '延後' }).click();
    await mei.page.getByText(/^已延後到 .*2099/).waitFor();
    await until('it is counted', async () => (await countOf(ada, 'Snoozed')) === before + 1);

    const id = await openFirst(ada);
    await choose(ada, 'More', 'Move to the trash');
    await link(mei, '垃圾桶').click();
    await row(mei, id).waitFor();
    await ada.page.getByRole('button', { name: 'Delete for good…' }).click();
    await ada.page.getByRole('dialog').getByRole('button', { name: 'Delete for good' }).click();
    await ada.page.getByText(/was deleted for good\.$/).waitFor();
    await row(mei, id).waitFor({ state: 'detached' });
    expect(await countOf(mei, '垃圾桶')).toBe(0);
    expect([...ada.complaints, ...mei.complaints]).toEqual([]);
  });

  testWith('chromium', 'what is read in one window is read in the other, and a filter is remembered', async () => {
    const one = await signIn(browser, product.url, 'ben');
    const two = await signIn(browser, product.url, 'ben');
    for (const { page } of [one, two]) await page.mouse.move(900, 300);
    const unread = rows(one).filter({ has: one.page.getByRole('img', { name: 'Unread' }) });
    const id = (await unread.first().getAttribute('data-ticket')) ?? '';
    const dot = (person: Person) => row(person, id).getByRole('img', { name: 'Unread' });
    await dot(two).waitFor();
    await row(one, id).click();
    await dot(two).waitFor({ state: 'detached' });
    await choose(one, 'More', 'Mark as unread');
    await dot(two).waitFor();

    const all = await rows(two).count();
    await two.page.getByRole('button', { name: 'Filter' }).click();
    await two.page.getByRole('menuitemradio', { name: 'High' }).click();
    await two.page.getByRole('button', { name: '1 filter' }).waitFor();
    await two.page.locator('[aria-busy=true]').waitFor({ state: 'detached' });
    await until('fewer rows, and some', async () => {
      const count = await rows(two).count();
      return count > 0 && count < all;
    });
    const narrowed = await rows(two).count();
    await two.page.reload();
    await two.page.getByRole('button', { name: '1 filter' }).waitFor();
    await until('the same rows', async () => (await rows(two).count()) === narrowed);
  });
});
