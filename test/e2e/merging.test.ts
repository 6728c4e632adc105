import { afterAll, beforeAll, describe, expect, jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { launchBrowser, signIn } from '../support/browser.ts';
import { testWith } from '../support/needs.ts';
import { type Product, startProduct } from '../support/product.ts';

jest.setTimeout(180_000);

let product: Product;
let browser: Browser;

describe('two people at a ticket that is merged', () => {
  beforeAll(async () => {
    product = await startProduct();
  });
  afterAll(async () => {
    await browser?.close();
    await product?.remove();
  });

  // D4, T13, T14 (en, zh)
  testWith(
    'chromium',
    'one writes on in the same words, and is told where they are when it is undone',
    async (path) => {
      browser = await launchBrowser(path);
      const ada = await signIn(browser, product.url, 'ada');
      const mei = await signIn(browser, product.url, 'mei', { locale: 'zh-TW', colorScheme: 'dark' });
      const ticketId = await ada.page.locator('[data-ticket]').nth(1).getAttribute('data-ticket');
      for (const { page } of [ada, mei]) await page.goto(`${product.url}/desk/open/${ticketId}`);
      const words = mei.page.locator('.baton-editor');
      await words.click();
      await mei.page.keyboard.type('寫到一半');
      await mei.page.getByText('已儲存', { exact: true }).first().waitFor();

      await ada.page.getByRole('button', { name: 'Send', exact: true }).waitFor();
      await ada.page.keyboard.press('m');
      const dialog = ada.page.getByRole('dialog');
      await dialog.getByRole('list', { name: 'Tickets' }).getByRole('button').first().click();
      await dialog.getByRole('button', { name: /^Merge into/ }).dblclick();
      await dialog.waitFor({ state: 'detached' });
      await ada.page.getByText(/was merged into #\d+$/).waitFor();
      expect(await ada.page.getByText(/was merged into/).count()).toBe(1);

      await mei.page.waitForURL((url) => !url.pathname.endsWith(ticketId ?? ''));
      await mei.page.keyboard.type('，繼續寫');
      await words.filter({ hasText: '寫到一半，繼續寫' }).waitFor();

      await ada.page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
      await mei.page.getByText(/您的回覆已隨工單回到 #\d+/).waitFor();
      await mei.page.getByRole('button', { name: '繼續撰寫' }).click();
      await mei.page.waitForURL((url) => url.pathname.endsWith(ticketId ?? ''));
      await words.filter({ hasText: '寫到一半，繼續寫' }).waitFor();
      expect([...ada.complaints, ...mei.complaints]).toEqual([]);
    },
  );
});
