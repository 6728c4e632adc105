import { afterAll, beforeAll, describe, expect, jest } from '@jest/globals';
import type { Browser, Locator } from 'playwright-core';
import { launchBrowser, type Person, signIn } from '../support/browser.ts';
import { testWith } from '../support/needs.ts';
import { type Product, startProduct } from '../support/product.ts';
import { until } from '../support/until.ts';

jest.setTimeout(180_000);

let product: Product;
let browser: Browser;
let ada: Person;
let mei: Person;

const column = ({ page }: Person, at: number) => page.locator('[data-board] [data-status]').nth(at);
const cards = (of: Locator) => of.locator('[data-ticket]');
const idOf = async (card: Locator) => (await card.getAttribute('data-ticket')) ?? '';
const bar = ({ page }: Person, name: string) => page.getByRole('region', { name });

async function middleOf(place: Locator): Promise<{ x: number; y: number }> {
  const box = await place.boundingBox();
  if (!box) throw new Error('It is not on the page');
  return { x: box.x + box.width / 2, y: box.y + Math.min(box.height / 2, 200) };
}

describe('two people at a board and at a list, in two languages', () => {
  beforeAll(async () => {
    product = await startProduct();
  });
  afterAll(async () => {
    await browser?.close();
    await product?.remove();
  });

  // V3 (en, zh)
  testWith(
    'chromium',
    'a card is carried by mouse and by keyboard, and lies in the same column for a colleague',
    async (path) => {
      browser = await launchBrowser(path);
      ada = await signIn(browser, product.url, 'ada');
      mei = await signIn(browser, product.url, 'mei', { locale: 'zh-TW', colorScheme: 'dark' });
      await ada.page.getByRole('button', { name: 'Board', exact: true }).click();
      await mei.page.getByRole('button', { name: '看板', exact: true }).click();
      for (const person of [ada, mei]) await cards(column(person, 0)).first().waitFor();

      const carried = await idOf(cards(column(ada, 0)).first());
      const from = await middleOf(cards(column(ada, 0)).first());
      const to = await middleOf(column(ada, 2));
      await ada.page.mouse.move(from.x, from.y);
      await ada.page.mouse.down();
      await ada.page.mouse.move(from.x + 30, from.y + 10, { steps: 4 });
      await ada.page.mouse.move(to.x, to.y, { steps: 8 });
      await column(ada, 2).getByText('Drop here').waitFor();
      await ada.page.mouse.up();
      await column(ada, 2).locator(`[data-ticket="${carried}"]`).waitFor();
      await column(mei, 2).locator(`[data-ticket="${carried}"]`).waitFor();

      const lifted = cards(column(mei, 0)).first();
      const second = await idOf(lifted);
      await lifted.focus();
      await mei.page.keyboard.press('Space');
      await mei.page.getByText(/^已從「新進」拿起/).waitFor({ state: 'attached' });
      await mei.page.keyboard.press('ArrowRight');
      await mei.page.getByText(/位於「待我方處理」上方/).waitFor({ state: 'attached' });
      await mei.page.keyboard.press('Space');
      await column(mei, 1).locator(`[data-ticket="${second}"]`).waitFor();
      await column(ada, 1).locator(`[data-ticket="${second}"]`).waitFor();
      expect([...ada.complaints, ...mei.complaints]).toEqual([]);
    },
  );

  // T15 (en)
  testWith('chromium', 'all of a view are changed from the bar, told as they go, and put back', async () => {
    await ada.page.getByRole('button', { name: 'Split', exact: true }).click();
    await ada.page.locator('[data-check]').first().waitFor();
    const shown = ada.page.getByRole('checkbox', { name: 'Choose all that are shown' });
    await shown.check();
    const here = bar(ada, 'Change the selected tickets');
    await here.getByText(/^\d+ selected$/).waitFor();
    await here.getByRole('button', { name: 'Tag' }).click();
    await ada.page.getByRole('textbox', { name: 'Tag' }).fill('stocktaking');
    await ada.page.getByRole('textbox', { name: 'Tag' }).press('Enter');
    await here.getByText(/tickets changed$/).waitFor();
    const [count] = /\d+/.exec((await here.getByText(/tickets changed$/).textContent()) ?? '') ?? [];
    expect(Number(count)).toBeGreaterThan(10);
    await here.getByRole('button', { name: 'Undo' }).click();
    await here.getByText(`${count} tickets put back`).waitFor();
    await until('the bar goes when it is closed', async () => {
      await here.getByRole('button', { name: 'Close', exact: true }).first().click();
      return (await here.count()) === 0;
    });
    expect(ada.complaints).toEqual([]);
  });

  // T15, V8 (en)
  testWith('chromium', 'keys act on all that are chosen', async () => {
    const { page } = ada;
    await page.locator('[data-check]').nth(0).check();
    await page.locator('[data-check]').nth(1).check();
    const here = bar(ada, 'Change the selected tickets');
    await here.getByText('2 selected').waitFor();
    for (const [key, item] of [
      ['a', 'No team'],
      ['s', 'Waiting on us'],
    ] as const) {
      await page.keyboard.press(key);
      await page.getByRole('menuitem', { name: item }).waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('menuitem', { name: item }).waitFor({ state: 'detached' });
    }
    await page.keyboard.press('m');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await here.getByRole('button', { name: 'Clear the selection' }).click();
    await here.waitFor({ state: 'detached' });
    expect(ada.complaints).toEqual([]);
  });

  testWith('chromium', 'the second half of a double click does nothing where a menu was or has come', async () => {
    const { page } = ada;
    const pressAgain = async () => {
      await page.mouse.down({ clickCount: 2 });
      await page.mouse.up({ clickCount: 2 });
    };
    const order = await middleOf(page.getByRole('button', { name: /^Order/ }));
    await page.mouse.click(order.x, order.y);
    const item = page.getByRole('menuitemradio', { checked: true });
    await item.waitFor();
    await pressAgain();
    const here = await middleOf(item);
    await page.mouse.click(here.x, here.y);
    await item.waitFor({ state: 'detached' });
    const lies = ({ x, y }: typeof here) => document.elementFromPoint(x, y)?.closest('[data-ticket]') !== null;
    expect(await page.evaluate(lies, here)).toBe(true);
    const opened: string[] = [];
    page.on('framenavigated', (frame) => opened.push(frame.url()));
    await pressAgain();
    await page.mouse.click(here.x, here.y);
    await page.locator('main .baton-editor').first().waitFor();
    expect(opened).toHaveLength(1);
    expect(ada.complaints).toEqual([]);
  });

  // V3 (en, zh)
  testWith('chromium', 'what a cell is too narrow for is changed beside it, and a colleague has it', async () => {
    for (const [{ page }, table, columns, added] of [
      [ada, 'Table', 'Columns', ['Tags', 'Company']],
      [mei, '表格', '欄位', ['標籤', '公司']],
    ] as const) {
      await page.getByRole('button', { name: table, exact: true }).click();
      for (const column of added) {
        await page.getByRole('button', { name: columns, exact: true }).click();
        await page.getByRole('menuitemradio', { name: column, exact: true }).click();
      }
    }
    const first = ada.page.locator('tbody tr').first();
    const id = (await first.locator('[data-ticket]').getAttribute('data-ticket')) ?? '';
    const cell = ({ page }: Person, key: string) =>
      page
        .locator('tbody tr')
        .filter({ has: page.locator(`[data-ticket="${id}"]`) })
        .locator(`[data-cell=${key}]`);

    await cell(ada, 'tags').getByRole('button').click();
    await ada.page.getByRole('button', { name: 'Add a tag' }).click();
    await ada.page.getByRole('textbox', { name: 'Tag' }).fill('fragile');
    await ada.page.getByRole('textbox', { name: 'Tag' }).press('Enter');
    await cell(mei, 'tags').getByText('fragile').waitFor();
    await ada.page.keyboard.press('Escape');
    await ada.page.keyboard.press('Escape');

    await cell(mei, 'company').getByRole('button').click();
    await mei.page.getByRole('combobox', { name: '公司' }).fill('Tideline Surf');
    await mei.page.getByRole('option').last().click();
    await cell(ada, 'company').getByText('Tideline Surf').waitFor();
    await mei.page.keyboard.press('Escape');

    await cell(ada, 'contacts').getByRole('button').click();
    await ada.page.getByRole('combobox').fill('Rosa Lindqvist');
    await ada.page.getByRole('option').last().click();
    await ada.page.getByRole('button', { name: /Rosa Lindqvist/ }).waitFor();
    expect([...ada.complaints, ...mei.complaints]).toEqual([]);
  });

  // V9 (en)
  testWith(
    'chromium',
    'a board that was not read before the line broke begins with what is known, and says so',
    async () => {
      const { page } = ada;
      await page.getByRole('link', { name: /^Waiting, \d/ }).click();
      await page.getByRole('button', { name: 'Split', exact: true }).click();
      await page.locator('[aria-busy=false] [data-ticket]').first().waitFor();
      const note = column(ada, 2).getByText('Offline: only what this device knows.');
      try {
        await page.context().setOffline(true);
        await page.locator('[data-line=offline]').waitFor();
        await page.getByRole('button', { name: 'Board', exact: true }).click();
        await note.waitFor();
        expect(await cards(column(ada, 2)).count()).toBeGreaterThan(0);
      } finally {
        await page.context().setOffline(false);
      }
      await note.waitFor({ state: 'detached' });
      await cards(column(ada, 2)).first().waitFor();
      expect(ada.complaints).toEqual([]);
    },
  );
});
