import { afterAll, beforeAll, describe, expect, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { type Sink, startSink } from '../server/mail/sink.ts';
import { launchBrowser, type Person, signIn } from '../support/browser.ts';
import { createClient } from '../support/client.ts';
import { testWith } from '../support/needs.ts';
import { type Product, startProduct } from '../support/product.ts';
import { until } from '../support/until.ts';
import { docs, gmail, libre, outlook, word } from './clipboard.ts';

jest.setTimeout(240_000);

let product: Product;
let sink: Sink;
let browser: Browser;

beforeAll(async () => {
  sink = await startSink();
  product = await startProduct({ SMTP_URL: sink.url, BATON_UNDO_SECONDS: '0' });
});
afterAll(async () => {
  await browser?.close();
  await product?.remove();
  await sink?.stop();
});

const text = (page: Page) => page.locator('.baton-editor');

const paste = (page: Page, at: string, type: string, words: string) =>
  page.evaluate(
    ({ at, type, words }) => {
      const data = new DataTransfer();
      data.setData(type, words);
      data.setData('text/plain', type === 'text/plain' ? words : 'plain');
      const target = document.querySelector(at);
      target?.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: data }));
    },
    { at, type, words },
  );

/** The editor's HTML, without what it draws for itself. */
const written = (page: Page) =>
  text(page).evaluate((one) => {
    const copy = one.cloneNode(true) as HTMLElement;
    for (const drawn of copy.querySelectorAll('.ProseMirror-trailingBreak, .ProseMirror-separator')) drawn.remove();
    for (const picture of copy.querySelectorAll('.picture')) picture.replaceWith('[picture]');
    return copy.innerHTML.replace(/ (rel|target|class|data-placeholder)="[^"]*"/g, '');
  });

/** Empties the text, pastes, and says what is in it. */
async function pasted(page: Page, html: string): Promise<string> {
  await text(page).focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  await paste(page, '.baton-editor', 'text/html', html);
  await until('every picture is there', async () => (await page.locator('.picture.coming').count()) === 0);
  return written(page);
}

async function secondAddress(): Promise<void> {
  const nobody = createClient(product.url, '');
  const answer = await nobody.call('session.create', { email: 'ada@baton.test', password: 'baton-demo' });
  if (!('token' in answer)) throw new Error('Ada was asked for a workspace');
  const ada = createClient(product.url, answer.token);
  await ada.call('channel.create', { name: 'Wholesale', address: 'wholesale@baton.test' });
}

describe('the reply editor', () => {
  let ada: Person;

  // R5 (en)
  testWith(
    'chromium',
    'keeps what Word, Outlook, Google Docs, Gmail and LibreOffice say, and none of their dress',
    async (path) => {
      browser = await launchBrowser(path);
      await secondAddress();
      ada = await signIn(browser, product.url, 'ada');
      const { page } = ada;
      await page.locator('[data-ticket]').first().click();
      await text(page).click();
      expect(await pasted(page, word)).toBe(
        '<p><strong>Word</strong> says <span data-colour="red">red</span> twice</p>' +
          '<ol start="3"><li><p>third</p><ul><li><p>inner</p></li></ul></li><li><p>fourth</p></li></ol>' +
          '<p></p>',
      );
      await page.getByText(/picture could not be copied/).waitFor();
      expect(await pasted(page, outlook)).toBe(
        '<p>Outlook <a href="https://shop.test/kl">shop</a></p><p>Heron | 2</p>',
      );
      expect(await pasted(page, docs)).toBe(
        '<p><strong>Docs</strong><span data-colour="blue"><em> slanted</em></span></p>' +
          '<ul><li><p>one</p><ul><li><p>under</p></li></ul></li></ul><p></p>',
      );
      expect(await pasted(page, libre)).toBe(
        '<p><strong>Libre</strong></p><p><span data-colour="green">綠色</span><u>line</u></p>',
      );
      expect(await pasted(page, gmail)).toBe('<p>Gmail</p><p></p><p>[picture] below</p>');
    },
  );

  // R3 (en)
  testWith('chromium', 'is drawn taller by keys, and as tall after a reload', async () => {
    const { page } = ada;
    const edge = page.getByRole('separator', { name: 'Height of the editor' });
    await edge.focus();
    for (let times = 0; times < 5; times += 1) await page.keyboard.press('ArrowUp');
    const tall = Number(await edge.getAttribute('aria-valuenow'));
    const field = () => text(page).evaluate((one) => one.closest('[style]')?.clientHeight);
    expect(await field()).toBe(tall);
    expect(tall).toBeGreaterThanOrEqual(92 + 5 * 16);
    await page.reload();
    await text(page).waitFor();
    expect(Number(await edge.getAttribute('aria-valuenow'))).toBe(tall);
    expect(await field()).toBe(tall);
  });

  // R3 (en)
  testWith(
    'chromium',
    'floats in a window that stays with its text while other tickets and pages are open',
    async () => {
      const { page } = ada;
      const window = page.locator('[data-floating]');
      await page.getByRole('button', { name: 'Open in a window of its own' }).click();
      await window.locator('.baton-editor').click();
      await page.keyboard.press('Control+End');
      await page.keyboard.type(' 你好, from afar');
      await page.locator('[data-ticket]').nth(2).click();
      // Two editors, each its own text: the window's, and the one of the ticket that is open now.
      await until('the other ticket has its editor', async () => (await text(page).count()) === 2);
      await window.getByRole('group', { name: 'Move the window' }).focus();
      const before = await window.boundingBox();
      await page.keyboard.press('ArrowLeft');
      await until('it has moved', async () => ((await window.boundingBox())?.x ?? 0) < (before?.x ?? 0));
      await page.goto(`${product.url}/contacts`);
      await window.locator('.baton-editor').getByText('你好, from afar').waitFor();
      await window.getByRole('button', { name: 'Minimise' }).click();
      await page.reload();
      await window.getByRole('button', { name: 'Show again' }).click();
      await window.locator('.baton-editor').getByText('你好, from afar').waitFor();
      await window.getByRole('button', { name: 'Back into the ticket' }).click();
      await window.waitFor({ state: 'detached' });
      await text(page).getByText('你好, from afar').waitFor();
    },
  );

  // R4 (en)
  testWith(
    'chromium',
    'marks what is no address, says when it answers from another one, and sends what it shows',
    async () => {
      const { page, complaints } = ada;
      await page.getByRole('button', { name: 'Show Cc and Bcc' }).click();
      await page.getByLabel('Bcc', { exact: true }).focus();
      await paste(page, ':focus', 'text/plain', 'ben@visser.test, "Berg, Anna" <anna@berg.test>; wrong@');
      await page.getByRole('button', { name: /“?wrong@”? is not an e-mail address/ }).waitFor();
      await page.keyboard.press('Control+Enter');
      await page.getByText('One of the addresses is not an e-mail address').waitFor();
      await page.getByRole('button', { name: /wrong@ is not an e-mail address/ }).click();
      await page.keyboard.press('Control+A');
      await page.keyboard.press('Delete');
      await page.getByRole('button', { name: /Choose the address it goes out from/ }).click();
      await page.getByRole('menuitemradio', { name: /wholesale@/ }).click();
      await page.getByText('The customer wrote to support@baton.test').waitFor();
      await page.getByRole('button', { name: 'Use support@baton.test' }).click();
      await page.getByText('The customer wrote to support@baton.test').waitFor({ state: 'detached' });
      await page.getByRole('button', { name: 'Show what is quoted' }).click();
      await page.getByRole('button', { name: 'Edit what is quoted' }).click();
      await text(page).locator('blockquote').waitFor();
      await text(page).focus();
      await page.keyboard.press('Control+Home');
      await page.getByRole('button', { name: 'Text colour' }).click();
      await page.getByRole('menuitemradio', { name: 'Red' }).click();
      await page.keyboard.type('Mind this ');
      await page.keyboard.press('Control+Enter');
      const reply = () => sink.mails.find(({ to }) => to.includes('anna@berg.test'));
      await until('the reply has left', () => reply() !== undefined);
      const mail = reply();
      expect(mail?.to).toContain('ben@visser.test');
      expect(mail?.text).toMatch(/color:\s?=?\s*#b42a22/);
      const article = page.locator('article').last();
      await article.locator('[data-colour=red]').getByText('Mind this').waitFor();
      await article.locator('blockquote').waitFor();
      expect(complaints).toEqual([]);
    },
  );

  // R3, R5 (zh)
  testWith('chromium', 'stops an upload, tries a failed one again, and speaks Chinese', async () => {
    const mei = await signIn(browser, product.url, 'mei', { locale: 'zh-TW', colorScheme: 'dark' });
    const { page } = mei;
    await page.locator('[data-ticket]').nth(1).click();
    await text(page).click();
    await page.keyboard.type('附上說明');
    const give = (name: string) =>
      page
        .locator('input[type=file]')
        .first()
        .setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(name) });
    await page.route('**/files?name=**', (route) => route.abort());
    await give('說明.txt');
    await page.getByText('說明.txt：未上傳').waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByText('有檔案未能上傳').waitFor();
    await page.unroute('**/files?name=**');
    await page.getByRole('button', { name: '重新上傳 說明.txt' }).click();
    await page.getByRole('button', { name: '移除 說明.txt' }).waitFor();
    await page.getByText('說明.txt：未上傳').waitFor({ state: 'detached' });
    await page.route('**/files?name=**', () => {});
    await give('huge.txt');
    await page.getByRole('button', { name: '取消上傳 huge.txt' }).click();
    await page.getByText('huge.txt').waitFor({ state: 'detached' });
    await page.unroute('**/files?name=**');
    await page.getByRole('button', { name: '在浮動視窗中撰寫' }).click();
    await page.locator('[data-floating] .baton-editor').getByText('附上說明').waitFor();
    await page.keyboard.press('Control+Enter');
    await page.locator('[data-floating]').waitFor({ state: 'detached' });
    await page.locator('article').getByText('附上說明').waitFor();
  });
});
