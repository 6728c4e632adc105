import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { CallName, Input, Output } from '../../shared/contract.ts';
import { launchBrowser, type Person, signIn } from '../support/browser.ts';
import { createClient } from '../support/client.ts';
import { testWith } from '../support/needs.ts';
import { type Product, startProduct } from '../support/product.ts';
import { until } from '../support/until.ts';

jest.setTimeout(240_000);

let product: Product;
let browser: Browser;
let ada: Person;
let ben: Person;

/** A colleague at a program of his own. */
async function colleague(name: string) {
  const nobody = createClient(product.url, '');
  const email = `${name}@baton.test`;
  const answer = await nobody.call('session.create', { email, password: 'baton-demo' });
  if (!('token' in answer)) throw new Error('The demo has one workspace');
  const client = createClient(product.url, answer.token);
  return <N extends CallName>(call: N, input: Input<N>): Promise<Output<N>> => client.call(call, input);
}

const row = ({ page }: Person, id: string) => page.locator(`[data-ticket="${id}"]`);
const bell = ({ page }: Person) => page.getByRole('button', { name: /^Notifications/ });
const panel = ({ page }: Person) => page.getByRole('dialog', { name: 'Notifications' });

describe('colleagues at one desk', () => {
  let mei: Awaited<ReturnType<typeof colleague>>;
  let adaId: string;
  let benId: string;
  let ticketIds: string[];

  async function mention(ticketId: string, words: string, memberId = adaId): Promise<string> {
    const commentId = randomUUID();
    const html = `<p><span data-mention="${memberId}"></span> ${words}</p>`;
    await mei('comment.add', { ticketId, commentId, html });
    return commentId;
  }

  beforeAll(async () => {
    product = await startProduct();
    mei = await colleague('mei');
    const { items: members } = await mei('member.list', {});
    const idOf = (name: string) => members.find(({ email }) => email === `${name}@baton.test`)?.id ?? '';
    [adaId, benId] = [idOf('ada'), idOf('ben')];
    const { items } = await mei('ticket.list', { filter: { view: 'open' }, limit: 8 });
    ticketIds = items.map(({ id }) => id);
  });
  afterAll(async () => {
    await browser?.close();
    await product?.remove();
  });

  const ticket = (index: number): string => {
    const id = ticketIds[index];
    if (!id) throw new Error('The demo has open tickets');
    return id;
  };

  // M5 (en)
  testWith(
    'chromium',
    'mentions that waited are the first thing after signing in, and lead to their comment',
    async (path) => {
      const words = 'the lids have come';
      const commentId = await mention(ticket(0), words);
      browser = await launchBrowser(path);
      ada = await signIn(browser, product.url, 'ada');
      await panel(ada).getByText(words).waitFor();
      await panel(ada).getByRole('link', { name: 'Open comment' }).first().click();
      await ada.page.locator(`[data-comment="${commentId}"]`).waitFor();
      await ada.page.locator('main').getByText(words).waitFor();
      // It stays until she says so.
      await panel(ada).getByText(words).waitFor();
      await panel(ada)
        .getByRole('button', { name: /^Got it/ })
        .first()
        .click();
      await panel(ada).getByText('Nobody waits for you').waitFor();
      await ada.page.reload();
      await bell(ada).click();
      await panel(ada).getByText('Nobody waits for you').waitFor();
      await panel(ada).getByRole('button', { name: 'Close notifications' }).click();
    },
  );

  // M5, M6 (en)
  testWith('chromium', 'a mention shows without a reload: on the bell, on screen, and for the ear', async () => {
    const words = 'shall we send a new base today';
    await mention(ticket(1), words);
    const toast = ada.page.locator('[data-toast=mention]');
    await toast.getByText(words).waitFor();
    await ada.page.getByRole('button', { name: 'Notifications: 1 mentions', exact: false }).waitFor();
    await until('it is said to the ear', async () =>
      (await ada.page.locator('[aria-live=polite]').allTextContents()).some((text) => text.includes(words)),
    );
    await toast.getByRole('button', { name: 'Got it' }).click();
    await toast.waitFor({ state: 'detached' });
    await until('the bell knows', async () => !(await bell(ada).getAttribute('aria-label'))?.includes('1 mentions'));
  });

  // M7 (en)
  testWith('chromium', 'who is at a ticket is seen in its row and its header, and what he writes is told', async () => {
    const [id] = [ticket(2)];
    ben = await signIn(browser, product.url, 'ben', { colorScheme: 'dark' });
    await row(ada, id).click();
    await row(ben, id).click();
    await ada.page.getByRole('img', { name: 'Ben is looking at this ticket' }).first().waitFor();
    await ben.page.locator('[contenteditable=true]').first().click();
    await ben.page.keyboard.type('Hello', { delay: 20 });
    await ada.page.locator('main').getByText('Ben is writing a reply').waitFor();
    await row(ada, id).getByRole('img', { name: 'Ben is writing a reply' }).waitFor();
    // He has stopped.
    await ada.page.locator('main').getByText('Ben is writing a reply').waitFor({ state: 'detached' });
  });

  // M7 (en)
  testWith('chromium', 'a killed page is gone from the others', async () => {
    const [id] = [ticket(2)];
    const other = await signIn(browser, product.url, 'mei', { locale: 'zh-TW' });
    await row(other, id).click();
    const seen = row(ada, id).locator('[role=img][aria-label*="Mei"]');
    await seen.waitFor();
    const session = await other.page.context().newCDPSession(other.page);
    // The renderer dies in the middle of it, and says nothing.
    void session.send('Page.crash').catch(() => {});
    await seen.waitFor({ state: 'detached' });
    expect([...ada.complaints, ...ben.complaints]).toEqual([]);
  });

  // M6 (en)
  testWith('chromium', 'what somebody chooses for himself is stored at once, and holds', async () => {
    await ada.page.goto(`${product.url}/settings/notifications`);
    const toastOf = (topic: string) => ada.page.getByRole('checkbox', { name: `${topic}: On screen` });
    await toastOf('Somebody mentions you').uncheck();
    await ada.page.getByRole('checkbox', { name: 'Leave me in peace at certain hours' }).check();
    await ada.page.getByLabel('Time zone').selectOption('Asia/Taipei');
    await ada.page.getByText('Saved', { exact: true }).waitFor();
    await ada.page.reload();
    await until('it is as she chose', async () => !(await toastOf('Somebody mentions you').isChecked()));
    expect(await ada.page.getByLabel('Time zone').inputValue()).toBe('Asia/Taipei');
    await mention(ticket(3), 'no toast for this');
    await ada.page.getByRole('button', { name: 'Notifications: 1 mentions', exact: false }).waitFor();
    expect(await ada.page.locator('[data-toast]').count()).toBe(0);
    expect(ada.complaints).toEqual([]);
  });

  // M6 (zh)
  testWith('chromium', 'who reads Chinese is told, and no longer where he chose not to be', async () => {
    const { page, complaints } = await signIn(browser, product.url, 'ben', { locale: 'zh-TW' });
    // The part that tells is late.
    let release = () => {};
    const late = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.context().route(/\/assets\/attendant-/, async (route) => {
      await late;
      await route.continue();
    });
    await page.reload();
    await page.locator('[data-line=live] [data-ticket]').first().waitFor();
    const button = page.getByRole('button', { name: /^通知/ }).first();
    const counted = async () => Number(/(\d+) 則提及/.exec((await button.getAttribute('aria-label')) ?? '')?.[1] ?? 0);
    const before = await counted();
    await mention(ticket(4), '茶壺到了', benId);
    release();
    const toast = page.locator('[data-toast=mention]');
    await toast.getByText('Mei 提到您').waitFor();
    await toast.getByText('茶壺到了').waitFor();
    await until('the bell counts it', async () => (await counted()) === before + 1);
    await toast.getByRole('button', { name: '知道了' }).click();
    await until('the bell knows', async () => (await counted()) === before);

    await page.goto(`${product.url}/settings/notifications`);
    await page.getByRole('checkbox', { name: '有人提到您: 畫面' }).uncheck();
    await page.getByText('已儲存', { exact: true }).waitFor();
    await mention(ticket(5), '這則不會跳出來', benId);
    await until('only the bell tells', async () => (await counted()) === before + 1);
    expect(await page.locator('[data-toast]').count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
