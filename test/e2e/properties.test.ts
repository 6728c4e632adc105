import { afterAll, beforeAll, describe, expect, jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { launchBrowser, signIn } from '../support/browser.ts';
import { testWith } from '../support/needs.ts';
import { type Product, startProduct } from '../support/product.ts';

jest.setTimeout(120_000);

let product: Product;
let browser: Browser;
/** Pictures to look at, when somebody wants them. */
const pictures = process.env.PICTURES;

describe('properties of a workspace’s own', () => {
  beforeAll(async () => {
    product = await startProduct();
  });
  afterAll(async () => {
    await browser?.close();
    await product?.remove();
  });

  // T12 (en, zh)
  // T13 (en)
  testWith(
    'chromium',
    'an admin makes one, a colleague finds it beside the ticket in his language and fills it in, and both see that',
    async (path) => {
      browser = await launchBrowser(path);
      const ada = await signIn(browser, product.url, 'ada');
      const mei = await signIn(browser, product.url, 'mei', { locale: 'zh-TW', colorScheme: 'dark' });
      await mei.page.locator('[data-ticket]').first().click();
      const address = mei.page.url();

      await ada.page.goto(`${product.url}/settings/properties`);
      await ada.page.getByRole('button', { name: 'Add property' }).click();
      await ada.page.getByRole('textbox', { name: 'Name' }).fill('Damage');
      await ada.page.getByRole('combobox', { name: 'Kind' }).selectOption('multiChoice');
      await ada.page.getByRole('textbox', { name: 'Choices' }).fill('Lid\nBase\nCord');
      if (pictures) await ada.page.screenshot({ path: `${pictures}/settings.png` });
      await ada.page.getByRole('button', { name: 'Save' }).click();
      await ada.page.getByRole('button', { name: 'Change Damage' }).waitFor();

      await mei.page.getByRole('button', { name: 'Damage: 無' }).click();
      await mei.page.getByRole('menuitemradio', { name: 'Base' }).click();
      await mei.page.getByRole('button', { name: 'Damage: Base' }).waitFor();
      await mei.page.getByRole('button', { name: '說明: 無' }).click();
      await mei.page.getByRole('textbox', { name: '說明' }).fill('底座裂開。');
      await mei.page.keyboard.press('Control+Enter');
      await mei.page.getByRole('button', { name: '說明: 底座裂開。' }).waitFor();
      if (pictures) await mei.page.screenshot({ path: `${pictures}/sidebar.png` });

      await ada.page.goto(address);
      await ada.page.getByRole('button', { name: 'Damage: Base' }).waitFor();
      await ada.page.getByRole('button', { name: 'Description: 底座裂開。' }).waitFor();
      await ada.page.getByRole('button', { name: /^History/ }).click();
      await ada.page.getByText('set Damage to Base').first().waitFor();
      if (pictures) await ada.page.screenshot({ path: `${pictures}/sidebar-en.png` });
      expect([...ada.complaints, ...mei.complaints]).toEqual([]);
    },
  );
});
