import { afterAll, beforeAll, describe, expect, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { axeFindings } from '../support/axe.ts';
import { launchBrowser, signIn } from '../support/browser.ts';
import { testWith } from '../support/needs.ts';
import { type Product, startProduct } from '../support/product.ts';
import { until } from '../support/until.ts';

jest.setTimeout(240_000);

let product: Product;
let browser: Browser;

const row = (page: Page, subject: string) => page.locator('[data-ticket]', { hasText: subject });
const about = (page: Page) => page.getByRole('complementary', { name: /^(About this ticket|工單資訊)/ });

/** Keeps a page's requests of one name from the server for a while. */
function holder() {
  let name = '';
  const kept: (() => void)[] = [];
  return {
    lay: (page: Page) =>
      page.routeWebSocket(/socket\.io/, (line) => {
        const server = line.connectToServer();
        line.onMessage((message) => {
          if (name && String(message).includes(`"${name}"`)) kept.push(() => server.send(message));
          else server.send(message);
        });
      }),
    hold(wanted: string) {
      name = wanted;
    },
    async release() {
      await until(`${name} was asked for`, () => kept.length > 0);
      name = '';
      for (const send of kept.splice(0)) send();
    },
  };
}

describe('contacts and companies', () => {
  beforeAll(async () => {
    product = await startProduct();
  });
  afterAll(async () => {
    await browser?.close();
    await product?.remove();
  });

  // T3, T4, T6, T7 (en)
  // R1 (en, zh)
  testWith(
    'chromium',
    'a ticket is made with a company made on the way and a contact; without a contact there is nothing to reply with',
    async (path) => {
      browser = await launchBrowser(path);
      const held = holder();
      const ada = await signIn(browser, product.url, 'ada', {}, held.lay);
      const mei = await signIn(browser, product.url, 'mei', { locale: 'zh-TW' });
      const dialog = ada.page.getByRole('dialog', { name: 'Create ticket' });
      const reply = ada.page.getByRole('textbox', { name: 'Reply', exact: true });
      await ada.page.getByRole('button', { name: 'Create ticket' }).click();
      await dialog.getByRole('textbox', { name: 'Ticket name' }).fill('Nobody yet');
      await ada.page.keyboard.press('Control+Enter');
      await ada.page.getByRole('heading', { name: 'Nobody yet' }).waitFor();
      // Colleagues may say something; there is nobody to reply to.
      await ada.page.getByRole('textbox', { name: 'Comment', exact: true }).waitFor();
      expect(await reply.count()).toBe(0);
      await about(ada.page).getByRole('button', { name: 'Add a contact' }).click();
      await ada.page.getByRole('combobox', { name: 'Add a contact' }).fill('clara');
      await ada.page.getByRole('option', { name: /Clara Jansen/ }).click();
      await reply.waitFor();

      await ada.page.getByRole('button', { name: 'Create ticket' }).click();
      await dialog.getByRole('textbox', { name: 'Ticket name' }).fill('Lid does not fit');
      await dialog.getByRole('combobox', { name: 'Company' }).fill('Teehaus');
      await ada.page.getByRole('option', { name: 'Create company “Teehaus”' }).click();
      await dialog.getByRole('combobox', { name: 'Contacts' }).fill('clara');
      await ada.page.getByRole('option', { name: /Clara Jansen/ }).click();
      // What was filled in outlives the page.
      await ada.page.reload();
      await ada.page.getByRole('button', { name: 'Create ticket' }).click();
      expect(await dialog.getByRole('textbox', { name: 'Ticket name' }).inputValue()).toBe('Lid does not fit');
      await dialog.getByRole('button', { name: 'Remove Clara Jansen from the ticket' }).waitFor();
      await dialog.getByRole('checkbox', { name: /Nobody yet/ }).check();
      expect(await axeFindings(ada.page)).toEqual([]);
      await ada.page.keyboard.press('Control+Enter');
      await about(ada.page).getByRole('link', { name: 'Teehaus' }).waitFor();

      await row(mei.page, 'Lid does not fit').click();
      await about(mei.page).getByRole('link', { name: 'Teehaus' }).waitFor();
      await about(mei.page)
        .getByRole('link', { name: /Nobody yet/ })
        .first()
        .waitFor();

      // What is still being made is waited for.
      held.hold('company.create');
      await ada.page.getByRole('button', { name: 'Create ticket' }).click();
      await dialog.getByRole('textbox', { name: 'Ticket name' }).fill('Sent too soon');
      await dialog.getByRole('combobox', { name: 'Company' }).fill('Slow Leaf');
      await ada.page.getByRole('option', { name: 'Create company “Slow Leaf”' }).click();
      await ada.page.keyboard.press('Control+Enter');
      await dialog.getByRole('button', { name: 'Creating…' }).waitFor();
      await held.release();
      await ada.page.getByRole('heading', { name: 'Sent too soon' }).waitFor();
      await about(ada.page).getByRole('link', { name: 'Slow Leaf' }).waitFor();
      // What cannot be made says so, and nothing is sent without it.
      held.hold('contact.create');
      await ada.page.getByRole('button', { name: 'Create ticket' }).click();
      await dialog.getByRole('textbox', { name: 'Ticket name' }).fill('Not without him');
      const contacts = dialog.getByRole('combobox', { name: 'Contacts' });
      await contacts.fill('no address@');
      await ada.page.getByRole('option', { name: 'Create contact “no address@”' }).click();
      await ada.page.keyboard.press('Control+Enter');
      await dialog.getByRole('button', { name: 'Creating…' }).waitFor();
      await held.release();
      await dialog.getByText('The server did not accept this value.').waitFor();
      expect(await contacts.inputValue()).toBe('no address@');
      expect(await dialog.getByRole('textbox', { name: 'Ticket name' }).inputValue()).toBe('Not without him');
      expect(await row(ada.page, 'Not without him').count()).toBe(0);
      expect([ada.complaints, mei.complaints]).toEqual([[], []]);
    },
  );

  // T2 (en, zh)
  testWith('chromium', 'a first mail from a contact’s page makes a ticket that a colleague sees', async () => {
    const ben = await signIn(browser, product.url, 'ben', { colorScheme: 'dark' });
    const { page } = await signIn(browser, product.url, 'ada');
    await page.getByRole('link', { name: 'Contacts' }).click();
    await page.getByRole('searchbox').fill('陳');
    await page.getByRole('link', { name: /陳/ }).first().click();
    await page.getByRole('button', { name: 'Write an e-mail' }).click();
    await page.getByRole('textbox', { name: 'Subject' }).fill('Your tea is here');
    await page.getByRole('textbox', { name: 'Message' }).fill('Hello <b>,\n\ncome by.');
    expect(await axeFindings(page)).toEqual([]);
    await page.reload();
    await page.getByRole('button', { name: 'Write an e-mail' }).click();
    expect(await page.getByRole('textbox', { name: 'Message' }).inputValue()).toBe('Hello <b>,\n\ncome by.');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('heading', { name: 'Your tea is here' }).waitFor();
    await row(ben.page, 'Your tea is here').click();
    await ben.page.getByText('Hello <b>,').first().waitFor();

    const mei = await signIn(browser, product.url, 'mei', { locale: 'zh-TW' });
    await mei.page.getByRole('link', { name: '聯絡人' }).click();
    await mei.page.getByRole('searchbox').fill('Clara');
    await mei.page
      .getByRole('link', { name: /Clara Jansen/ })
      .first()
      .click();
    await mei.page.getByRole('button', { name: '寫電子郵件' }).click();
    await mei.page.getByRole('textbox', { name: '主旨' }).fill('新茶到了');
    await mei.page.getByRole('textbox', { name: '內容' }).fill('歡迎來店裡試喝。');
    await mei.page.getByRole('button', { name: '傳送' }).click();
    await mei.page.getByRole('heading', { name: '新茶到了' }).waitFor();
    // A list keeps still while the pointer is on it.
    await ben.page.mouse.move(900, 300);
    await row(ben.page, '新茶到了').click();
    await ben.page.getByText('歡迎來店裡試喝。').first().waitFor();
    // What is sent from the ticket stays in it.
    await mei.page.locator('section[data-writing=reply] .baton-editor').click();
    await mei.page.keyboard.type('也有新的茶壺。');
    await mei.page.keyboard.press('Control+Enter');
    await ben.page.locator('article', { hasText: '也有新的茶壺。' }).waitFor();
    expect(await row(ben.page, '新茶到了').count()).toBe(1);
  });

  testWith('chromium', 'a contact is changed on a phone, in Chinese, and stays so', async () => {
    const viewport = { width: 390, height: 844 };
    const mei = await signIn(browser, product.url, 'mei', { locale: 'zh-TW', viewport, colorScheme: 'dark' });
    await mei.page.getByRole('link', { name: '聯絡人' }).click();
    await mei.page.getByRole('link', { name: /Clara Jansen/ }).click();
    const phone = mei.page.getByRole('textbox', { name: '電話' });
    await phone.fill('+31 10 123');
    await phone.press('Enter');
    expect(await axeFindings(mei.page)).toEqual([]);
    await mei.page.reload();
    await until('the number is there again', async () => (await phone.inputValue()) === '+31 10 123');
  });
});
