import { afterAll, beforeAll, expect, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { type Sink, startSink } from '../server/mail/sink.ts';
import { launchBrowser, signIn } from '../support/browser.ts';
import { testWith } from '../support/needs.ts';
import { type Product, startProduct } from '../support/product.ts';
import { until } from '../support/until.ts';

jest.setTimeout(180_000);

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

/** Draws a picture, and lets it come as from a clipboard or a drag. */
const give = (page: Page, how: 'paste' | 'drop', name: string) =>
  page.evaluate(
    async ({ how, name }) => {
      const canvas = document.createElement('canvas');
      canvas.width = 60;
      canvas.height = 40;
      const pen = canvas.getContext('2d');
      pen?.fillText(name, 5, 20);
      const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
      const text = document.querySelector('.baton-editor');
      if (!blob || !text) throw new Error('There is no editor');
      const data = new DataTransfer();
      data.items.add(new File([blob], name, { type: 'image/png' }));
      const { left, top } = text.getBoundingClientRect();
      const at = { bubbles: true, cancelable: true };
      text.dispatchEvent(
        how === 'paste'
          ? new ClipboardEvent('paste', { ...at, clipboardData: data })
          : new DragEvent('drop', { ...at, dataTransfer: data, clientX: left + 2, clientY: top + 2 }),
      );
    },
    { how, name },
  );

/** It is there for good, and drawn. */
async function seen(page: Page, name: string): Promise<void> {
  const image = page.locator(`img[alt="${name}"]`).last();
  await page.locator(`.picture:not(.coming) img[alt="${name}"], article img[alt="${name}"]`).first().waitFor();
  // Its address changes when it has arrived, and what was being decoded then is decoded anew.
  const isDrawn = (one: HTMLImageElement) =>
    one.decode().then(
      () => one.naturalWidth === 60,
      () => false,
    );
  await until(`${name} is drawn`, () => image.evaluate(isDrawn));
}

// R5 (en)
testWith(
  'chromium',
  'pictures that are pasted and dropped are in the text, outlive a reload, and go out in the mail',
  async (path) => {
    browser = await launchBrowser(path);
    const { page, complaints } = await signIn(browser, product.url, 'ada');
    await page.locator('[data-ticket]').first().click();
    const editor = page.locator('.baton-editor');
    await editor.click();
    await page.keyboard.type('Look:');
    await give(page, 'paste', 'pasted.png');
    await seen(page, 'pasted.png');
    await give(page, 'drop', 'dropped.png');
    await seen(page, 'dropped.png');
    await page.getByText('Saved', { exact: true }).first().waitFor();
    await page.reload();
    await seen(page, 'pasted.png');
    await seen(page, 'dropped.png');
    await editor.click();
    await page.keyboard.press('Control+Enter');
    // Those of the demo desk who are away are written to as well.
    const reply = () => sink.mails.find(({ to }) => !to.some((address) => address.endsWith('@baton.test')));
    await until('the reply has left', () => reply() !== undefined);
    const mail = reply();
    expect(mail?.text).toMatch(/multipart\/related/);
    expect(mail?.text.match(/Content-Id: <[0-9a-f]{32}@/gi)).toHaveLength(2);
    await page.locator('article img[alt="pasted.png"]').waitFor();
    await page.reload();
    await seen(page, 'pasted.png');
    await seen(page, 'dropped.png');
    expect(complaints).toEqual([]);
  },
);
