import { afterAll, beforeAll, describe, expect, jest } from '@jest/globals';
import type { Browser, Locator } from 'playwright-core';
import { launchBrowser, type Person, signIn } from '../support/browser.ts';
import { signIn as enter } from '../support/client.ts';
import { testWith } from '../support/needs.ts';
import { type Product, startProduct } from '../support/product.ts';
import { until } from '../support/until.ts';

jest.setTimeout(180_000);

let product: Product;
let browser: Browser;

beforeAll(async () => {
  product = await startProduct();
});
afterAll(async () => {
  await browser?.close();
  await product?.remove();
});

const rows = ({ page }: Person) => page.locator('table [data-ticket]');
const own = ({ page }: Person, name: string) => page.getByRole('link', { name: new RegExp(`^${name}, \\d`) });
const countIn = async (link: Locator) => Number(/, (\d+)/.exec((await link.getAttribute('aria-label')) ?? '')?.[1]);
const cell = ({ page }: Person, id: string, column: string) =>
  page.locator('tr', { has: page.locator(`[data-ticket="${id}"]`) }).locator(`[data-cell="${column}"]`);

describe('a view of one’s own', () => {
  // V2, V3 (en, zh)
  testWith(
    'chromium',
    'is built of nested filters, shared, counted live and worked on as a table in two languages',
    async (path) => {
      browser = await launchBrowser(path);
      const ada = await signIn(browser, product.url, 'ada');
      const { page } = ada;
      await page.getByRole('button', { name: 'Table', exact: true }).click();
      await rows(ada).first().waitFor();
      await page.getByRole('button', { name: 'Filter', exact: true }).click();
      await page.getByRole('button', { name: 'Add group' }).click();
      const first = page.locator('[data-condition="0.0"]');
      await first.getByText('Choose a value.').waitFor();
      await first.getByLabel('Property').selectOption({ label: 'Tags' });
      await first.getByLabel('Type a tag').fill('wholesale');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Add to this group' }).click();
      const second = page.locator('[data-condition="0.1"]');
      await second.getByLabel('Property').selectOption({ label: 'Priority' });
      await second.getByLabel('Add a value').selectOption({ label: 'High' });
      await page.getByRole('button', { name: 'Add to this group' }).click();
      await page.getByRole('button', { name: 'Remove this filter: Status' }).press('Enter');
      await page.locator('[data-condition="0.2"]').waitFor({ state: 'detached' });
      expect(await page.locator(':focus').textContent()).toBe('Add to this group');
      await page.getByRole('button', { name: 'Save as view…' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: 'Save view' }).click();
      await dialog.getByText('Give the view a name.').waitFor();
      await dialog.getByLabel('Name').fill('Urgent');
      await dialog.getByLabel('Who has it').selectOption('everyone');
      await dialog.getByRole('button', { name: 'Save view' }).click();
      await own(ada, 'Urgent').waitFor();
      await page.getByRole('button', { name: 'Close the filters' }).click();
      await until('its count is that of its list', async () => {
        const count = await countIn(own(ada, 'Urgent'));
        return count > 0 && (await rows(ada).count()) === count;
      });

      const mei = await signIn(browser, product.url, 'mei', { locale: 'zh-TW', colorScheme: 'dark' });
      await own(mei, 'Urgent').click();
      await mei.page.getByRole('button', { name: '表格', exact: true }).click();
      await rows(mei).first().waitFor();
      const before = await countIn(own(mei, 'Urgent'));
      const id = (await rows(mei).first().getAttribute('data-ticket')) ?? '';
      await cell(mei, id, 'priority').getByRole('button').click();
      await mei.page.getByRole('menuitemradio', { name: '低' }).click();
      await page.locator(`table [data-ticket="${id}"]`).waitFor({ state: 'detached' });
      for (const person of [ada, mei])
        await until('it is counted no more', async () => (await countIn(own(person, 'Urgent'))) === before - 1);

      const columns = () =>
        mei.page.locator('th[data-column]').evaluateAll((all) => all.map((one) => one.getAttribute('data-column')));
      await mei.page.getByRole('button', { name: '「狀態」欄' }).click();
      await mei.page.getByRole('menuitem', { name: '左移' }).click();
      expect((await columns()).slice(0, 3)).toEqual(['number', 'name', 'status']);
      const edge = mei.page.getByRole('separator', { name: '「狀態」的欄寬' });
      const width = Number(await edge.getAttribute('aria-valuenow'));
      await edge.focus();
      await mei.page.keyboard.press('ArrowRight');
      expect(Number(await edge.getAttribute('aria-valuenow'))).toBe(width + 16);
      await mei.page.reload();
      await rows(mei).first().waitFor();
      expect((await columns()).slice(0, 3)).toEqual(['number', 'name', 'status']);
      expect(Number(await edge.getAttribute('aria-valuenow'))).toBe(width + 16);

      // Saved elsewhere while she changes its name, and again while she changes what it holds.
      const elsewhere = await enter(product.url, 'ada@baton.test', undefined, 'baton-demo');
      const view = (await elsewhere.call('view.list', {})).items.find((one) => one.name === 'Urgent');
      if (!view) throw new Error('It was saved');
      const overtaken = page.getByText('Somebody else has saved this meanwhile. Nothing of yours is lost.');
      await own(ada, 'Urgent').hover();
      await page.getByRole('button', { name: 'More about “Urgent”' }).click();
      await page.getByRole('menuitem', { name: 'Name and sharing…' }).click();
      await dialog.getByLabel('Name').fill('Urgent mine');
      await elsewhere.call('view.save', { viewId: view.id, name: 'Urgent theirs' });
      await overtaken.waitFor();
      expect(await dialog.getByLabel('Name').inputValue()).toBe('Urgent mine');
      await page.getByRole('button', { name: 'Save mine over it' }).click();
      await own(mei, 'Urgent mine').waitFor();

      await page
        .getByRole('button', { name: 'Filter', exact: true })
        .or(page.getByRole('button', { name: / filters?$/ }))
        .first()
        .click();
      const conditions = page.locator('[data-condition]');
      await conditions.getByLabel('Type a tag').fill('courier');
      await page.keyboard.press('Enter');
      await elsewhere.call('view.save', { viewId: view.id, filter: { and: [] } });
      await overtaken.waitFor();
      await conditions.getByText('courier').waitFor();
      await page.getByRole('button', { name: 'Load theirs instead' }).click();
      await overtaken.waitFor({ state: 'detached' });
      await conditions.getByText('courier').waitFor({ state: 'detached' });
      await page.getByRole('button', { name: 'Close the filters' }).click();

      await own(ada, 'Urgent mine').hover();
      await page.getByRole('button', { name: 'More about “Urgent mine”' }).click();
      await page.getByRole('menuitem', { name: 'Delete…' }).click();
      await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
      await own(mei, 'Urgent mine').waitFor({ state: 'detached' });
      await mei.page.waitForURL(/\/desk\/open/);
      expect([...ada.complaints, ...mei.complaints]).toEqual([]);
    },
  );

  // V2 (zh)
  testWith('chromium', 'on a phone the filters lie over the page and narrow the list beneath', async () => {
    const viewport = { width: 390, height: 844 };
    const ben = await signIn(browser, product.url, 'ben', { locale: 'zh-TW', viewport, colorScheme: 'dark' });
    const { page } = ben;
    const all = page.locator('[data-ticket]');
    await all.first().waitFor();
    await page.getByRole('button', { name: '篩選', exact: true }).click();
    await page.getByRole('menuitem', { name: '所有篩選條件…' }).click();
    const sheet = page.getByRole('dialog', { name: '篩選條件' });
    const shown = sheet.getByRole('status').first().locator('span').first();
    await shown.getByText(/^\d+$/).waitFor();
    const whole = Number(await shown.textContent());
    await sheet.getByRole('button', { name: '新增條件' }).click();
    await sheet.getByRole('combobox', { name: '屬性' }).selectOption('priority');
    await sheet.getByRole('combobox', { name: '新增值' }).selectOption('high');
    await until('they are fewer', async () => Number(await shown.textContent()) < whole);
    const fewer = await shown.textContent();
    const { width } = (await sheet.boundingBox()) ?? { width: 0 };
    expect(width).toBe(390);
    await sheet.getByRole('button', { name: '關閉篩選條件' }).click();
    await sheet.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: new RegExp(`\\b${fewer}$`) }).waitFor();
    expect(ben.complaints).toEqual([]);
  });
});
