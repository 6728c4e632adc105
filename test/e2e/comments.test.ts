import { afterAll, beforeAll, describe, expect, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { type Sink, startSink } from '../server/mail/sink.ts';
import { chromiumPath, drawn, launchBrowser, type Person, signIn } from '../support/browser.ts';
import { type Cable, layCable } from '../support/cable.ts';
import { type Client, createClient } from '../support/client.ts';
import { testWith } from '../support/needs.ts';
import { type Product, startProduct } from '../support/product.ts';
import { until } from '../support/until.ts';

jest.setTimeout(180_000);

let product: Product;
/** Mei reaches the product by it. */
let cable: Cable;
let sink: Sink;
let browser: Browser;
let program: Client;
let ticketId: string;
/** Two who read English, and one who reads Chinese. */
let ada: Person;
let ben: Person;
let mei: Person;

const patience = { timeout: 60_000 };

const cards = ({ page }: Person, text: string) => page.locator('[data-comment]', { hasText: text });
/** Where a comment is written beside the conversation; a comment that is changed has its own place. */
const field = ({ page }: Person) => page.locator('section[data-writing=comment]').last();
const text = (person: Person) => field(person).locator('.baton-editor');

const commentTab = (page: Page) => page.getByRole('tab', { name: /^(Comment|留言)/ });

async function beginComment(person: Person): Promise<void> {
  const { page } = person;
  if (!page.url().includes(ticketId)) await page.goto(`${new URL(page.url()).origin}/desk/open/${ticketId}`);
  await commentTab(page).click(patience);
  await text(person).click(patience);
  await page.keyboard.press('Control+End');
}

/** From now on notes on the page how many comments with these words stood there at most. */
const countMost = ({ page }: Person, words: string) =>
  page.evaluate((wanted) => {
    const { dataset } = document.documentElement;
    const look = () => {
      const there = [...document.querySelectorAll('[data-comment]')].filter((card) =>
        card.textContent?.includes(wanted),
      );
      dataset.most = String(Math.max(Number(dataset.most ?? 0), there.length));
    };
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  }, words);
const mostOn = ({ page }: Person) => page.evaluate(() => document.documentElement.dataset.most);

/** How many mentions the bell counts, as a screen reader hears it. */
async function mentionsOn({ page }: Person): Promise<number> {
  const label = await page
    .getByRole('button', { name: /^(Notifications|通知)/ })
    .first()
    .getAttribute('aria-label');
  return Number(/\d+/.exec(label ?? '')?.[0] ?? 0);
}

describe('comments', () => {
  beforeAll(async () => {
    if (!chromiumPath) return;
    sink = await startSink();
    product = await startProduct({ SMTP_URL: sink.url, BATON_UNDO_SECONDS: '0' });
    cable = await layCable(product.url);
    const nobody = createClient(product.url, '');
    const answer = await nobody.call('session.create', { email: 'ada@baton.test', password: 'baton-demo' });
    program = createClient(product.url, 'token' in answer ? answer.token : '');
    const { items } = await program.call('ticket.list', { filter: { view: 'open' }, limit: 100 });
    ticketId = items.find(({ name }) => name.startsWith('Heron kettle stops heating'))?.id ?? '';
    browser = await launchBrowser(chromiumPath);
    ada = await signIn(browser, product.url, 'ada');
    ben = await signIn(browser, product.url, 'ben', { colorScheme: 'dark' });
    mei = await signIn(browser, cable.url, 'mei', { locale: 'zh-TW' });
  });
  afterAll(async () => {
    await browser?.close();
    await cable?.stop();
    await product?.remove();
    await sink?.stop();
  });

  // M3, M5 (en, zh)
  testWith('chromium', "a mention is on its person's screen at once, and leads to exactly that comment", async () => {
    await beginComment(ada);
    await ada.page.keyboard.type('Batch 2406, ask @me');
    const option = ada.page.getByRole('option', { name: 'Mei' });
    await option.waitFor();
    expect(await text(ada).getAttribute('aria-activedescendant')).toBe(await option.getAttribute('id'));
    await ada.page.keyboard.press('Enter');
    await ada.page.keyboard.type('today.');
    await ada.page.getByText('Saved', { exact: true }).first().waitFor(patience);
    await ada.page.keyboard.press('Control+Enter');
    await cards(ada, 'Batch 2406, ask @Mei today.').waitFor();

    const toast = mei.page.locator('[data-toast=mention]');
    await toast.getByText('Ada 提到您').waitFor();
    await until('her bell counts it', async () => (await mentionsOn(mei)) === 1);
    await toast.getByRole('link', { name: '開啟留言' }).click();
    await cards(mei, 'Batch 2406').waitFor(patience);
    await until('the comment has the focus', () =>
      cards(mei, 'Batch 2406').evaluate((element) => element === document.activeElement),
    );
    expect(await mentionsOn(mei)).toBe(1);
    await mei.page.getByRole('button', { name: /^通知/ }).click();
    const panel = mei.page.getByRole('dialog', { name: '通知' });
    await panel
      .getByRole('button', { name: /^知道了/ })
      .first()
      .click();
    await until('it is acknowledged', async () => (await mentionsOn(mei)) === 0);
    await panel.getByRole('button', { name: '關閉通知' }).click();
  });

  testWith('chromium', "an input method's Enter takes no name and adds nothing", async () => {
    await beginComment(ada);
    await ada.page.keyboard.type('@');
    const cdp = await ada.page.context().newCDPSession(ada.page);
    await cdp.send('Input.imeSetComposition', { text: 'm', selectionStart: 1, selectionEnd: 1 });
    await ada.page.getByRole('option', { name: 'Mei' }).waitFor();
    await text(ada).evaluate((element) => {
      const enter = { key: 'Enter', keyCode: 229, isComposing: true, bubbles: true, cancelable: true };
      element.dispatchEvent(new KeyboardEvent('keydown', enter));
      element.dispatchEvent(new KeyboardEvent('keydown', { ...enter, ctrlKey: true }));
    });
    expect(await text(ada).locator('.mention').count()).toBe(0);
    await ada.page.getByRole('option', { name: 'Mei' }).waitFor();
    await cdp.send('Input.insertText', { text: 'm' });
    await cdp.detach();
    await ada.page.keyboard.press('Escape');
    await ada.page.keyboard.press('Control+A');
    await ada.page.keyboard.press('Delete');
  });

  // M5 (en)
  testWith('chromium', 'who may not open the ticket is marked, and let in with his mention', async () => {
    await beginComment(ada);
    await ada.page.keyboard.type('@rio');
    await ada.page.getByText('Cannot open this ticket').waitFor();
    await ada.page.getByRole('option', { name: 'Mention anyway' }).waitFor();
    await ada.page.getByRole('option', { name: 'Let Rio in and mention' }).waitFor();
    await ada.page.keyboard.press('Enter');
    await ada.page.keyboard.type('can you look?');
    await ada.page.keyboard.press('Control+Enter');
    await cards(ada, '@Rio can you look?').waitFor();
    const rio = await signIn(browser, product.url, 'rio');
    try {
      const panel = rio.page.getByRole('dialog', { name: 'Notifications' });
      await panel.getByRole('link', { name: 'Open comment' }).click(patience);
      await cards(rio, '@Rio can you look?').waitFor(patience);
      expect(rio.complaints).toEqual([]);
    } finally {
      await rio.page.context().close();
    }
  });

  // M4 (en, zh)
  testWith('chromium', 'three write one comment, all press Add, and it is there once', async () => {
    await beginComment(ada);
    await ada.page.keyboard.type('What we tell every cafe:');
    await ada.page.getByText('Saved', { exact: true }).first().waitFor(patience);
    for (const name of ['Mei', 'Ben']) {
      await field(ada)
        .getByRole('button', { name: /^(Write together|.*Written together)/ })
        .click();
      await ada.page.getByRole('menuitemradio', { name }).click();
      await ada.page.keyboard.press('Escape');
    }
    for (const [person, join] of [
      [mei, '加入撰寫'],
      [ben, 'Write along'],
    ] as const) {
      const { page } = person;
      if (!page.url().includes(ticketId)) await page.goto(`${product.url}/desk/open/${ticketId}`);
      await commentTab(page).click(patience);
      await page.getByRole('button', { name: join }).click(patience);
      await page.locator('.baton-editor', { hasText: 'What we tell every cafe:' }).click(patience);
      await page.keyboard.press('Control+End');
    }
    await mei.page.keyboard.type(' a new base');
    await until('Ben has it', async () => (await text(ben).textContent())?.includes('a new base') ?? false);
    await ben.page.keyboard.press('Control+End');
    await ben.page.keyboard.type(' and a label.');
    await until('Ada has both', async () =>
      Boolean(
        (await text(ada).textContent())?.includes('a new base') &&
          (await text(ada).textContent())?.includes('and a label.'),
      ),
    );
    await ada.page.locator('.other-caret', { hasText: 'Mei' }).waitFor();
    await ada.page.locator('.other-caret', { hasText: 'Ben' }).waitFor();
    await text(ada).focus();
    for (const person of [ada, mei, ben]) await countMost(person, 'and a label.');
    await Promise.all([ada, mei, ben].map(({ page }) => page.keyboard.press('Control+Enter')));
    for (const person of [ada, mei, ben]) await cards(person, 'and a label.').waitFor(patience);
    await until('no draft is left', async () => !(await text(ada).textContent())?.includes('label'));
    for (const person of [ada, mei, ben]) {
      expect(await cards(person, 'and a label.').count()).toBe(1);
      expect(await mostOn(person)).toBe('1');
    }
    const { items } = await program.call('comment.list', { ticketId });
    expect(items.filter((comment) => comment.text.includes('and a label.'))).toHaveLength(1);
  });

  // M4 (en, zh)
  testWith('chromium', 'an added comment is changed together, and keeps what it said before', async () => {
    const card = cards(ada, 'and a label.');
    await card.getByRole('button', { name: 'More about this comment' }).click();
    await ada.page.getByRole('menuitem', { name: 'Change' }).click();
    await card.locator('.baton-editor').waitFor(patience);
    await card.getByRole('button', { name: 'Write together' }).click();
    await ada.page.getByRole('menuitemradio', { name: 'Mei' }).click();
    await ada.page.keyboard.press('Escape');
    const hers = cards(mei, 'and a label.');
    await hers.getByRole('button', { name: '加入撰寫' }).click(patience);
    await hers.locator('.baton-editor:focus').waitFor(patience);
    await mei.page.keyboard.press('Control+End');
    await mei.page.keyboard.type(' Credit note too.');
    await card.locator('.baton-editor', { hasText: 'Credit note too.' }).waitFor();
    await mei.page.keyboard.press('Control+Enter');
    await until('it is changed for all', async () => (await cards(ben, 'Credit note too.').count()) === 1);
    await cards(ben, 'Credit note too.')
      .getByRole('button', { name: /^Edited by Mei/ })
      .click();
    const past = ben.page.getByRole('region', { name: 'This comment over time' });
    await past.getByText('and a label.').waitFor();
    expect(await past.textContent()).not.toContain('Credit note');
  });

  // D4, M4 (en, zh)
  testWith('chromium', 'what a guest types without a line outlives his page', async () => {
    await beginComment(ada);
    await ada.page.keyboard.type('Once more:');
    await ada.page.getByText('Saved', { exact: true }).first().waitFor(patience);
    await field(ada).getByRole('button', { name: 'Write together' }).click();
    await ada.page.getByRole('menuitemradio', { name: 'Mei' }).click();
    await ada.page.keyboard.press('Escape');
    await mei.page.getByRole('button', { name: '加入撰寫' }).click(patience);
    await mei.page.locator('.baton-editor', { hasText: 'Once more:' }).click(patience);
    await mei.page.keyboard.press('Control+End');
    try {
      cable.cut();
      await mei.page.keyboard.type(' from the train');
      await mei.page.locator('.baton-editor', { hasText: 'from the train' }).waitFor(patience);
      await drawn(mei.page);
      await mei.page.getByText('僅存於此裝置').first().waitFor(patience);
      await mei.page.goto('about:blank');
    } finally {
      cable.mend();
    }
    await mei.page.goto(cable.url);
    // She need not even open the ticket.
    let hers: string | null = null;
    await until(
      () => `Ada has it, and not only: ${hers}`,
      async () => {
        hers = await text(ada).textContent();
        return hers?.includes('from the train') ?? false;
      },
    );
    await ada.page.keyboard.press('Control+Enter');
    await cards(ada, 'Once more: from the train').waitFor(patience);
  });

  // M1 (en)
  testWith('chromium', 'the customer gets no word of any of it', async () => {
    expect(sink.mails).toEqual([]);
    await ada.page.getByRole('tab', { name: /^Reply/ }).click();
    await ada.page.locator('section[data-writing=reply] .baton-editor').click(patience);
    await ada.page.keyboard.type('A new base leaves today.');
    await ada.page.keyboard.press('Control+Enter');
    await sink.has(1);
    const [mail] = sink.mails;
    expect(mail?.text).toContain('A new base leaves today.');
    for (const words of ['Batch 2406', 'can you look', 'every cafe', 'Credit note', 'from the train', 'data-mention'])
      expect(mail?.text).not.toContain(words);
    expect([...ada.complaints, ...ben.complaints, ...mei.complaints]).toEqual([]);
  });
});
