import { afterAll, beforeAll, describe, expect, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { hotp, stepAt } from '../../server/auth/totp.ts';
import { launchBrowser, signIn } from '../support/browser.ts';
import { testWith } from '../support/needs.ts';
import { type Product, startProduct } from '../support/product.ts';

jest.setTimeout(180_000);

let product: Product;
let browser: Browser;

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** What an authenticator does with the key it was given. */
function bytesOf(secret: string): Buffer {
  const bits = [...secret].map((sign) => alphabet.indexOf(sign).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)));
}

const toSettings = (page: Page, section: string) => page.goto(`${product.url}/settings/${section}`);

describe('a new installation', () => {
  beforeAll(async () => {
    product = await startProduct({ BATON_DEMO: 'false', HOST: '127.0.0.1' });
  });
  afterAll(async () => {
    await browser?.close();
    await product?.remove();
  });

  // O3 (en, zh)
  testWith('chromium', 'is set up in the browser, in Chinese as well, once', async (path) => {
    browser = await launchBrowser(path);
    const page = await (await browser.newContext({ locale: 'zh-TW' })).newPage();
    await page.goto(product.url);
    await page.waitForURL(/\/setup$/);
    await page.getByLabel('工作區名稱').fill('壺與葉');
    await page.keyboard.press('Enter');
    await page.getByLabel('姓名').fill('艾達');
    await page.getByLabel('電子郵件').fill('ada@kettleleaf.test');
    await page.getByLabel('設定密碼').fill('a first password');
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: '地址' }).fill('care@kettleleaf.test');
    await page.getByRole('textbox', { name: 'IMAP 伺服器' }).fill('127.0.0.1');
    await page.getByRole('textbox', { name: 'SMTP 伺服器' }).fill('127.0.0.1');
    await page.locator('main input[type=password]').fill('a password');
    await page.getByRole('button', { name: '連接埠、加密與其他登入方式' }).click();
    await page.getByRole('textbox', { name: 'IMAP: 連接埠' }).fill('1');
    await page.getByRole('textbox', { name: 'SMTP: 連接埠' }).fill('1');
    await page.getByRole('button', { name: '測試' }).click();
    await page.locator('main li', { hasText: '登入 IMAP' }).getByText('沒有回應服務').waitFor();
    await page.locator('main li', { hasText: '登入 SMTP' }).getByText('沒有回應服務').waitFor();
    await page.getByRole('radio', { name: '先試用' }).check();
    await page.getByRole('button', { name: '建立工作區' }).click();
    await page.getByLabel('電子郵件').fill('ben@kettleleaf.test');
    await page.keyboard.press('Enter');
    await page.getByText('已寄邀請給 ben@kettleleaf.test').waitFor();
    await page.getByRole('button', { name: '開啟客服台' }).click();
    await page.getByText('壺與葉').first().waitFor();

    const late = await (await browser.newContext({ locale: 'en-GB' })).newPage();
    await late.goto(`${product.url}/setup`);
    await late.getByText('Baton is set up already').waitFor();
  });
});

describe('what admins set', () => {
  beforeAll(async () => {
    product = await startProduct();
  });
  afterAll(async () => {
    await browser?.close();
    await product?.remove();
  });

  // T8 (en)
  testWith('chromium', 'a pipeline is made by keyboard, ordered, and seen by a colleague at once', async (path) => {
    browser = await launchBrowser(path);
    const ada = await signIn(browser, product.url, 'ada');
    const { page } = ada;
    await toSettings(page, 'pipelines');
    await page.getByRole('button', { name: 'Add pipeline' }).click();
    await page.getByLabel('Name of the pipeline').fill('Returns');
    await page.getByRole('button', { name: 'Add status' }).press('Enter');
    await page.getByLabel('Name of status 2').fill('Parcel on its way');
    await page.getByLabel('State of Parcel on its way').selectOption('waiting');
    await page.getByRole('button', { name: 'Move Parcel on its way up' }).press('Enter');
    await page.getByRole('button', { name: 'Save' }).press('Enter');
    await page.getByText('The first status is where new tickets begin: it must be open.').waitFor();
    await page.getByRole('button', { name: 'Move Parcel on its way down' }).press('Enter');
    await page.getByRole('button', { name: 'Save' }).press('Enter');
    await page.getByText('Open · Parcel on its way · Closed').waitFor();
    expect(ada.complaints).toEqual([]);
  });

  // T8 (en)
  testWith('chromium', 'a status with tickets goes when its tickets are given another', async () => {
    const { page } = await signIn(browser, product.url, 'ada');
    await toSettings(page, 'pipelines');
    await page.getByRole('button', { name: /^Change (?!Returns)/ }).click();
    await page
      .getByText(/^[1-9]\d* tickets?$/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Remove Waiting on contact' }).click();
    await page.getByLabel(/“Waiting on contact” goes/).selectOption({ label: 'Waiting on us' });
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('New · Waiting on us · Closed').waitFor();
    await page.goto(`${product.url}/desk/waiting`);
    await page.getByRole('link', { name: /^Waiting.* 0/ }).waitFor();
  });

  // O3 (en)
  testWith('chromium', 'an address is added, told why its server fails, and removed', async () => {
    const { page } = await signIn(browser, product.url, 'ada');
    await toSettings(page, 'mail');
    await page.getByRole('button', { name: 'Add address' }).click();
    const panel = page.getByRole('dialog');
    await panel.getByRole('textbox', { name: 'Address' }).fill('sales@kettleleaf.test');
    await panel.getByRole('button', { name: 'Add address' }).click();
    await panel.getByLabel('Send through').selectOption('own');
    await panel.getByRole('textbox', { name: 'SMTP server' }).fill('127.0.0.1');
    await panel.getByLabel('Port').fill('1');
    await panel.getByRole('button', { name: 'Test', exact: true }).click();
    await panel.getByText('Nobody listens at this port').waitFor();
    const remove = panel.getByRole('button', { name: 'Remove sales@kettleleaf.test' });
    await remove.click();
    await remove.click();
    await page.getByText('sales@kettleleaf.test removed').waitFor();
    await page.getByRole('button', { name: 'Change sales@kettleleaf.test' }).waitFor({ state: 'detached' });
  });

  // A5 (en)
  testWith('chromium', 'a second factor is set up by its code, asked for, and reset by an admin', async () => {
    const ben = await signIn(browser, product.url, 'ben');
    await toSettings(ben.page, 'security');
    await ben.page.getByRole('button', { name: 'Set up' }).click();
    await ben.page.getByRole('img', { name: /^QR code/ }).waitFor();
    const uri = await ben.page.getByRole('link', { name: 'Open in the authenticator' }).getAttribute('href');
    const secret = new URL(uri ?? '').searchParams.get('secret') ?? '';
    await ben.page.getByLabel('Six digits').fill(hotp(bytesOf(secret), stepAt(new Date())));
    await ben.page.keyboard.press('Enter');
    await ben.page.getByText('Your recovery codes').waitFor();

    const ada = await signIn(browser, product.url, 'ada');
    await toSettings(ada.page, 'members');
    await ada.page.getByRole('button', { name: 'Change Ben' }).click();
    const reset = ada.page.getByRole('button', { name: 'Reset second factor' });
    await reset.click();
    await reset.click();
    await ada.page.getByText(/Second factor of Ben.* reset/).waitFor();
    await ben.page.locator('input[autocomplete=current-password]').waitFor();
    await ben.page.locator('input[type=email]').fill('ben@baton.test');
    await ben.page.locator('input[autocomplete=current-password]').fill('baton-demo');
    await ben.page.keyboard.press('Enter');
    await ben.page
      .getByRole('heading', { name: 'Password and sign-in' })
      .or(ben.page.locator('[data-ticket]').first())
      .first()
      .waitFor();
  });

  // A5 (en)
  testWith('chromium', 'tabs of one browser sign out and in together', async () => {
    const { page } = await signIn(browser, product.url, 'mei');
    const other = await page.context().newPage();
    await other.goto(product.url);
    await other.locator('[data-ticket]').first().waitFor();
    await page
      .getByRole('button', { name: /^(Account|Your account|.*: Mei)/ })
      .first()
      .click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await other.getByText('You signed out in another tab').waitFor();
    await page.locator('input[type=email]').fill('mei@baton.test');
    await page.locator('input[autocomplete=current-password]').fill('baton-demo');
    await page.keyboard.press('Enter');
    await other.locator('[data-ticket]').first().waitFor();
  });

  // A3 (zh)
  testWith('chromium', 'who is removed sees at once that he is out, and why', async () => {
    const mei = await signIn(browser, product.url, 'mei', { locale: 'zh-TW' });
    const ada = await signIn(browser, product.url, 'ada');
    await toSettings(ada.page, 'members');
    await ada.page.getByRole('button', { name: 'Change Mei' }).click();
    const remove = ada.page.getByRole('button', { name: 'Remove from workspace' });
    await remove.click();
    await remove.click();
    await mei.page.getByText('您已無法進入此工作區').waitFor();
    expect(await mei.page.locator('[data-ticket]').count()).toBe(0);
    await ada.page.getByRole('button', { name: 'Change Mei' }).waitFor({ state: 'detached' });
  });

  // Last: from here on Ada is asked which workspace she means.
  // A6 (en)
  testWith('chromium', 'another workspace is made, and switched to and from; the other tab follows', async () => {
    const { page } = await signIn(browser, product.url, 'ada');
    const other = await page.context().newPage();
    await other.goto(product.url);
    await other.locator('[data-ticket]').first().waitFor();
    await toSettings(page, 'workspace');
    await page.getByLabel('Name of the new workspace').fill('Second shop');
    await page.getByRole('button', { name: 'Make it and go there' }).click();
    await page.getByRole('button', { name: 'Workspace: Second shop' }).waitFor();
    await other.getByRole('button', { name: 'Workspace: Second shop' }).waitFor();
    expect(await other.locator('[data-ticket]').count()).toBe(0);
    await page.getByRole('button', { name: 'Workspace: Second shop' }).click();
    await page
      .getByRole('menuitemradio', { name: 'Kettle & Leaf' })
      .or(page.getByRole('menuitem', { name: 'Kettle & Leaf' }))
      .first()
      .click();
    await page.locator('[data-ticket]').first().waitFor();
    await other.locator('[data-ticket]').first().waitFor();
  });
});
