import { afterAll, beforeAll, describe, expect, jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { launchBrowser, type Person, signIn } from '../support/browser.ts';
import { testWith } from '../support/needs.ts';
import { type Product, startProduct } from '../support/product.ts';

jest.setTimeout(180_000);

let product: Product;
let browser: Browser;

const options = ({ page }: Person) => page.getByRole('option');

describe('whoever looks for something', () => {
  beforeAll(async () => {
    product = await startProduct();
  });
  afterAll(async () => {
    await browser?.close();
    await product?.remove();
  });

  // V5 (en, zh)
  // V8 (en)
  testWith('chromium', 'finds it as he types, in both languages, and is led to the very message', async (path) => {
    browser = await launchBrowser(path);
    const ada = await signIn(browser, product.url, 'ada');
    await ada.page.keyboard.press('/');
    const panel = ada.page.getByRole('dialog', { name: 'Search' });
    await panel.getByRole('combobox').fill('kett');
    await panel.getByText('Messages', { exact: true }).last().waitFor();
    await panel
      .locator('mark', { hasText: /^kett$/i })
      .first()
      .waitFor();
    await panel.getByRole('button', { name: 'Messages' }).click();
    await panel.getByRole('group').first().waitFor();
    await ada.page.waitForFunction(() => document.querySelectorAll('[role=option]').length > 0);
    await options(ada).first().click();
    await panel.waitFor({ state: 'detached' });
    await ada.page.locator('article[id^=message-]:focus, [id^=message-]:focus-within').first().waitFor();

    const mei = await signIn(browser, product.url, 'mei', { locale: 'zh-TW', colorScheme: 'dark' });
    await mei.page.getByRole('button', { name: '搜尋' }).click();
    const chinese = mei.page.getByRole('dialog', { name: '搜尋' });
    await chinese.getByRole('combobox').fill('茶');
    await chinese.locator('mark', { hasText: '茶' }).first().waitFor();
    await chinese.getByRole('combobox').fill('zzqqxx');
    await chinese.getByText('找不到符合「zzqqxx」的內容。').waitFor();
    await mei.page.keyboard.press('Escape');
    await chinese.waitFor({ state: 'detached' });

    await ada.page.keyboard.press('Control+k');
    const palette = ada.page.getByRole('dialog', { name: 'Commands' });
    await palette.getByRole('combobox').fill('kett');
    await palette.locator('mark').first().waitFor();
    await ada.page.keyboard.press('Enter');
    await palette.waitFor({ state: 'detached' });
    expect(ada.page.url()).toMatch(/\/desk\/\w+\/[0-9a-f-]{36}|contacts|companies/);
    expect([...ada.complaints, ...mei.complaints]).toEqual([]);
  });
});
