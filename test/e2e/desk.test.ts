import { afterAll, beforeAll, describe, expect, jest } from '@jest/globals';
import { createTransport } from 'nodemailer';
import type { Browser } from 'playwright-core';
import { type Sink, startSink } from '../server/mail/sink.ts';
import { launchBrowser, type Person, signIn } from '../support/browser.ts';
import { short } from '../support/long.ts';
import { testWith } from '../support/needs.ts';
import { type Product, startProduct } from '../support/product.ts';
import { until } from '../support/until.ts';

jest.setTimeout(180_000);

/** The header's value, unfolded. A mail without it fails here. */
function header(mail: string, name: string): string {
  const found = new RegExp(`^${name}:(.*(?:\r?\n[ \t].*)*)`, 'im').exec(mail)?.[1];
  if (found === undefined) throw new Error(`The mail has no ${name}`);
  return found.replace(/\r?\n[ \t]+/g, ' ').trim();
}

let product: Product;
let sink: Sink;
/** What the customer was sent. Others of the demo are away, and are told of news by mail at any time. */
const answers = () => sink.mails.filter(({ to }) => to.includes('clara.jansen@cafe.example'));
const answered = (count: number) => until(`${count} answers`, async () => answers().length === count);
let browser: Browser;
const people: Person[] = [];

async function write(mail: { subject: string; text: string; inReplyTo?: string; references?: string; to?: string }) {
  const transport = createTransport({ host: '127.0.0.1', port: product.smtpPort, ignoreTLS: true });
  return transport.sendMail({ from: 'Clara Jansen <clara.jansen@cafe.example>', to: 'support@baton.test', ...mail });
}

const row = ({ page }: Person, subject: string) => page.locator('[data-ticket]', { hasText: subject });
/** The number beside *All open*, as a screen reader hears it. */
async function openCount({ page }: Person): Promise<number> {
  const label = await page.getByRole('link', { name: /^(All open|所有未結)/ }).getAttribute('aria-label');
  const found = /\d+/.exec(label ?? '')?.[0];
  if (found === undefined) throw new Error(`No count in: ${label}`);
  return Number(found);
}

describe('three people and a customer', () => {
  beforeAll(async () => {
    sink = await startSink();
    product = await startProduct({ SMTP_URL: sink.url, BATON_UNDO_SECONDS: '0' });
  });
  afterAll(async () => {
    await browser?.close();
    await product?.remove();
    await sink?.stop();
  });

  // T1, H1, V1, O1 (en, zh)
  // R2, H2 (en)
  testWith(
    'chromium',
    'a mail is a ticket on three screens; the answer threads; a killed server loses nothing',
    async (path) => {
      browser = await launchBrowser(path);
      const ada = await signIn(browser, product.url, 'ada');
      const ben = await signIn(browser, product.url, 'ben', { colorScheme: 'dark' });
      const mei = await signIn(browser, product.url, 'mei', { locale: 'zh-TW' });
      people.push(ada, ben, mei);
      const before = await Promise.all(people.map(openCount));

      await write({ subject: 'The lid does not close', text: 'Hello,\nthe lid of my Heron does not close.\n' });
      await Promise.all(people.map((person) => row(person, 'The lid does not close').waitFor()));
      expect(await Promise.all(people.map(openCount))).toEqual(before.map((count) => count + 1));

      await row(ada, 'The lid does not close').click();
      await ada.page.getByText('the lid of my Heron').first().waitFor();
      const editor = ada.page.locator('[contenteditable=true]');
      await editor.click();
      await ada.page.keyboard.type('Hello Clara, a new lid is on its way.');
      await ada.page.keyboard.press('Control+Enter');
      await answered(1);
      const answer = answers()[0]?.text ?? '';
      expect(header(answer, 'From')).toContain('support@baton.test');
      expect(header(answer, 'To')).toContain('clara.jansen@cafe.example');
      expect(header(answer, 'Subject')).toBe('Re: The lid does not close');
      expect(header(answer, 'In-Reply-To')).toBe(header(answer, 'References').split(' ').at(-1));
      expect(answer).toMatch(/multipart\/alternative/);

      await row(ben, 'The lid does not close').click();
      await ben.page.getByText('a new lid is on its way').first().waitFor();

      await product.kill();
      await mei.page.getByRole('status').getByText(/離線/).first().waitFor();
      await product.start();
      await write({
        subject: 'Re: The lid does not close',
        text: 'Thank you, it came today.',
        inReplyTo: header(answer, 'Message-ID'),
        references: header(answer, 'Message-ID'),
      });
      await ben.page.getByText('Thank you, it came today.').last().waitFor();
      await row(mei, 'The lid does not close').click();
      await mei.page.getByText('Thank you, it came today.').last().waitFor();
      await mei.page.getByText('a new lid is on its way').first().waitFor();
      await mei.page.getByRole('status').getByText(/離線/).first().waitFor({ state: 'detached' });
      await until('one ticket, not two', async () => (await row(mei, 'The lid does not close').count()) === 1);
      expect(answers()).toHaveLength(1);
      expect(people.flatMap(({ complaints }) => complaints)).toEqual([]);
    },
  );

  // The rest waits for its turn as the other walks do.
  if (short) return;

  // D1, R9 (en)
  testWith('chromium', 'what was typed outlives a reload, and a double send is one mail', async () => {
    const [ada] = people;
    if (!ada) throw new Error('The first test signs her in');
    await row(ada, 'The lid does not close').click();
    const editor = ada.page.locator('[contenteditable=true]');
    await editor.click();
    await ada.page.keyboard.type('You are welcome.');
    await ada.page.getByText('Saved').first().waitFor();
    await ada.page.reload();
    await ada.page.getByText('You are welcome.').first().waitFor();
    await editor.click();
    await ada.page.keyboard.press('Control+Enter');
    await ada.page.keyboard.press('Control+Enter');
    await answered(2);
    await until('the editor is empty', async () => !(await editor.textContent())?.includes('You are welcome.'));
    await write({ subject: 'Something else', text: 'A second question.' });
    await row(ada, 'Something else').waitFor();
    expect(answers()).toHaveLength(2);
  });

  // R8 (en)
  testWith('chromium', 'what stood on the screen when writing began holds no answer back', async () => {
    const [ada] = people;
    if (!ada) throw new Error('The first test signs her in');
    await row(ada, 'The lid does not close').click();
    const editor = ada.page.locator('[contenteditable=true]');
    await editor.waitFor();
    const sent = header(answers()[1]?.text ?? '', 'Message-ID');
    const text = 'One more thing: it is the blue one.';
    await write({ subject: 'Re: The lid does not close', text, inReplyTo: sent, references: sent });
    await ada.page.getByText(text).last().waitFor();
    await editor.click();
    await ada.page.keyboard.type('Noted, thank you.');
    await ada.page.keyboard.press('Control+Enter');
    await answered(3);
    expect(answers()[2]?.text).toContain('Noted, thank you.');
  });

  // V1 (en)
  testWith('chromium', 'a status set on one screen is on the others, and the counts with it', async () => {
    const [ada, ben] = people;
    if (!ada || !ben) throw new Error('The first test signs them in');
    await row(ada, 'Something else').click();
    await ada.page.getByRole('heading', { name: 'Something else' }).waitFor();
    // A list keeps still while the pointer is on it.
    await ben.page.mouse.move(900, 300);
    await row(ben, 'Something else').waitFor();
    const before = await openCount(ben);
    await ada.page.locator('body').press('e');
    await until('the ticket left the open ones', async () => (await openCount(ben)) === before - 1);
    await row(ben, 'Something else').waitFor({ state: 'detached' });
  });
});
