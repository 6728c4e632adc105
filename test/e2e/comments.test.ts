import { afterAll, beforeAll, describe, expect, jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { type Sink, startSink } from '../server/mail/sink.ts';
import { launchBrowser, type Person, signIn } from '../support/browser.ts';
import { testWith } from '../support/needs.ts';
import { type Product, startProduct } from '../support/product.ts';
import { until } from '../support/until.ts';

jest.setTimeout(240_000);

const subject = 'Heron kettle stops heating at 60 °C';
let product: Product;
let sink: Sink;
let browser: Browser;
let ada: Person;
let mei: Person;

async function openTicket({ page }: Person): Promise<void> {
  await page.locator('[data-ticket]', { hasText: subject }).first().click();
  await page.getByRole('heading', { name: subject }).waitFor();
  await page.getByRole('tab', { name: /^(Comment|留言)/ }).waitFor();
}

/** The letter goes to the page, wherever the focus is not a text. */
async function beginComment({ page }: Person): Promise<void> {
  await page.getByRole('tab', { name: /^(Comment|留言)/ }).click();
  await page.locator('.baton-editor:focus').waitFor();
}

const cards = ({ page }: Person, text: string) => page.locator('[data-comment]', { hasText: text });

describe('comments', () => {
  beforeAll(async () => {
    sink = await startSink();
    product = await startProduct({ SMTP_URL: sink.url });
  });
  afterAll(async () => {
    await browser?.close();
    await product?.remove();
    await sink?.stop();
  });

  testWith(
    'chromium',
    "a mention by name is on its person's screen, and leads to exactly that comment",
    async (path) => {
      browser = await launchBrowser(path);
      ada = await signIn(browser, product.url, 'ada');
      mei = await signIn(browser, product.url, 'mei', { locale: 'zh-TW', colorScheme: 'dark' });
      await openTicket(ada);
      await ada.page.locator('body').press('c');
      await ada.page.locator('.baton-editor:focus').waitFor();
      await ada.page.keyboard.type('Batch 2406, ask @me');
      const option = ada.page.getByRole('option', { name: 'Mei' });
      await option.waitFor();
      expect(await ada.page.locator('.baton-editor').getAttribute('aria-activedescendant')).toBe(
        await option.getAttribute('id'),
      );
      await ada.page.keyboard.press('Enter');
      await ada.page.keyboard.type('today.');
      await ada.page.keyboard.press('Control+Enter');
      await cards(ada, 'Batch 2406, ask @Mei today.').waitFor();

      const mentions = mei.page
        .getByRole('link', { name: /^提及我的，1/ })
        .or(mei.page.getByRole('link', { name: /^提及我的.*1/ }));
      await mentions.click();
      const card = mei.page.getByRole('region', { name: '提及我的' }).getByRole('listitem').first();
      await card.getByText('Batch 2406').waitFor();
      await card.getByRole('link').click();
      await mei.page.locator('[data-comment].animate-lit', { hasText: 'Batch 2406' }).waitFor();
      await until('the comment has the focus', () =>
        cards(mei, 'Batch 2406').evaluate((element) => element === document.activeElement),
      );
      await card.getByRole('button').last().click();
      await mei.page.getByRole('link', { name: /^提及我的.*0/ }).waitFor();
    },
  );

  testWith('chromium', "an input method's Enter takes no name and adds nothing", async () => {
    await beginComment(ada);
    await ada.page.keyboard.type('@m');
    await ada.page.getByRole('option', { name: 'Mei' }).waitFor();
    await ada.page.locator('.baton-editor').evaluate((element) => {
      const enter = { key: 'Enter', keyCode: 229, isComposing: true, bubbles: true, cancelable: true };
      element.dispatchEvent(new KeyboardEvent('keydown', enter));
      element.dispatchEvent(new KeyboardEvent('keydown', { ...enter, ctrlKey: true }));
    });
    expect(await ada.page.locator('.baton-editor .mention').count()).toBe(0);
    await ada.page.getByRole('option', { name: 'Mei' }).waitFor();
    await ada.page.keyboard.press('Escape');
    await ada.page.keyboard.press('Control+A');
    await ada.page.keyboard.press('Delete');
  });

  testWith('chromium', 'who may not open the ticket is let in with his mention', async () => {
    await beginComment(ada);
    await ada.page.keyboard.type('@rio');
    await ada.page.getByRole('option', { name: 'Let Rio in and mention' }).waitFor();
    await ada.page.keyboard.press('Enter');
    await ada.page.keyboard.type('can you look?');
    await ada.page.keyboard.press('Control+Enter');
    await cards(ada, '@Rio can you look?').waitFor();
    const rio = await signIn(browser, product.url, 'rio');
    await rio.page.getByRole('link', { name: /^My mentions, 1/ }).click();
    await rio.page.getByRole('region', { name: 'My mentions' }).getByRole('link').first().click();
    await rio.page.locator('[data-comment]', { hasText: '@Rio can you look?' }).waitFor();
    await rio.page.context().close();
  });

  testWith('chromium', 'two write one comment, both press Add, it is there once; then both change it', async () => {
    await openTicket(mei);
    await beginComment(mei);
    await beginComment(ada);
    await ada.page.keyboard.type('What we tell every cafe:');
    await ada.page.getByText('Saved').first().waitFor();
    await ada.page.getByRole('button', { name: 'Write together' }).click();
    await ada.page.getByRole('menuitemradio', { name: 'Mei' }).click();
    await mei.page.getByRole('button', { name: '加入撰寫' }).click();
    await mei.page.locator('.baton-editor', { hasText: 'What we tell every cafe:' }).waitFor();
    await mei.page.locator('.baton-editor').click();
    await mei.page.keyboard.press('Control+End');
    await mei.page.keyboard.type(' a new base.');
    await ada.page.locator('.baton-editor', { hasText: 'What we tell every cafe: a new base.' }).waitFor();
    await ada.page.locator('.other-caret', { hasText: 'Mei' }).waitFor();
    await ada.page.keyboard.press('Escape');
    await ada.page.locator('.baton-editor').focus();
    await Promise.all([ada.page.keyboard.press('Control+Enter'), mei.page.keyboard.press('Control+Enter')]);
    for (const person of [ada, mei]) await cards(person, 'a new base.').waitFor();
    await until(
      'no draft is left',
      async () => !(await ada.page.locator('.baton-editor').textContent())?.includes('base'),
    );
    expect(await cards(ada, 'a new base.').count()).toBe(1);
    expect(await cards(mei, 'a new base.').count()).toBe(1);

    const card = cards(ada, 'a new base.');
    await card.getByRole('button', { name: 'More about this comment' }).click();
    await ada.page.getByRole('menuitem', { name: 'Change' }).click();
    await card.locator('.baton-editor').waitFor();
    await card.getByRole('button', { name: 'Write together' }).click();
    await ada.page.getByRole('menuitemradio', { name: 'Mei' }).click();
    const hers = cards(mei, 'a new base.');
    await hers.getByRole('button', { name: '加入撰寫' }).click();
    await hers.locator('.baton-editor:focus').waitFor();
    await mei.page.keyboard.type(' And a note.');
    await mei.page.keyboard.press('Control+Enter');
    await cards(ada, 'a new base. And a note.').waitFor();
    await cards(ada, 'And a note.')
      .getByRole('button', { name: /^Edited by Mei/ })
      .click();
    await ada.page.getByRole('region', { name: 'This comment over time' }).getByText('a new base.').waitFor();
    expect(sink.mails).toEqual([]);
    expect([...ada.complaints, ...mei.complaints]).toEqual([]);
  });
});
