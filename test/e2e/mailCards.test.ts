import { afterAll, beforeAll, expect, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { handOver } from '../../proof/mail/smtp.ts';
import { letter } from '../server/mail/letters.ts';
import { buildSigned, buildTnef } from '../server/mail/packed.ts';
import { type Sink, startSink } from '../server/mail/sink.ts';
import { axeFindings } from '../support/axe.ts';
import { launchBrowser, signIn } from '../support/browser.ts';
import { createClient } from '../support/client.ts';
import { testWith } from '../support/needs.ts';
import { type Product, startProduct } from '../support/product.ts';
import { until } from '../support/until.ts';

jest.setTimeout(240_000);

let product: Product;
let sink: Sink;
let browser: Browser | undefined;

beforeAll(async () => {
  sink = await startSink();
  product = await startProduct({ SMTP_URL: sink.url, BATON_UNDO_SECONDS: '0' });
});
afterAll(async () => {
  await browser?.close();
  await product?.remove();
  await sink?.stop();
});

const calendar = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'METHOD:REQUEST',
  'BEGIN:VEVENT',
  'UID:visit@customers.test',
  'SUMMARY:Look at the kettle',
  'LOCATION:Shop\\, Taipei',
  'ORGANIZER;CN=Nora Lind:mailto:nora@customers.test',
  'ATTENDEE:mailto:support@baton.test',
  'DTSTART:20300304T090000Z',
  'DTEND:20300304T100000Z',
  'END:VEVENT',
  'END:VCALENDAR',
].join('\r\n');

const base64 = (bytes: Buffer) => bytes.toString('base64').replace(/.{76}/g, '$&\r\n');
const file = (kind: string, name: string, bytes: Buffer) => [
  `--b`,
  `Content-Type: ${kind}; name=${name}`,
  'Content-Transfer-Encoding: base64',
  `Content-Disposition: attachment; filename=${name}`,
  '',
  base64(bytes),
];

/** One mail with everything in it that has a card of its own. */
const everything = letter(
  'From: Nora Lind <nora@customers.test>',
  'To: support@baton.test',
  'Subject: All at once',
  'Message-ID: <cards@customers.test>',
  'Content-Type: multipart/mixed; boundary=b',
  '',
  '--b',
  'Content-Type: text/plain',
  '',
  'See what lies in it.',
  '-----BEGIN PGP MESSAGE-----',
  'hQEMA',
  '-----END PGP MESSAGE-----',
  '--b',
  'Content-Type: text/calendar; method=REQUEST; charset=utf-8',
  '',
  calendar,
  '--b',
  'Content-Type: message/rfc822',
  '',
  'From: Ben <ben@x.test>',
  'Subject: Older words',
  'Date: Mon, 2 Mar 2026 10:00:00 +0000',
  '',
  'This lay within.',
  ...file(
    'application/ms-tnef',
    'winmail.dat',
    buildTnef({ text: 'unpacked', files: [{ name: 'bill.pdf', content: Buffer.from('%PDF-1.4 bill') }] }),
  ),
  ...file(
    'application/pkcs7-mime',
    'smime.p7m',
    buildSigned(letter('Content-Type: text/plain', '', 'Signed words of mine.')),
  ),
  '--b--',
);

const look = (page: Page, name: string) =>
  process.env.BATON_LOOK ? page.screenshot({ path: `${process.env.BATON_LOOK}/${name}.png` }) : null;

// H1 (en, zh)
testWith(
  'chromium',
  'what lies in a mail is shown in cards that can be read and answered, in both languages, in the dark and on a phone',
  async (path) => {
    expect(await handOver(product.smtpPort, everything, 'nora@customers.test')).toMatch(/^250/);
    browser ??= await launchBrowser(path);
    const { page, complaints } = await signIn(browser, product.url, 'ada');
    await page.getByText('All at once').first().click();
    const meeting = page.getByRole('region', { name: 'Look at the kettle' });
    await meeting.waitFor();
    await meeting.getByText('Shop, Taipei').waitFor();
    await page.getByText('bill.pdf').first().waitFor();
    await expect(page.getByText('winmail.dat').count()).resolves.toBe(0);
    const nested = page.getByRole('button', { name: /Ben.*Older words/ });
    await nested.click();
    await page.getByText('This lay within.').waitFor();
    await look(page, 'cards-en');
    await expect(axeFindings(page)).resolves.toEqual([]);

    const before = sink.mails.length;
    await meeting.getByRole('button', { name: 'Accept' }).click();
    await meeting.getByRole('status').filter({ hasText: /./ }).waitFor();
    await until('the answer has left', () =>
      sink.mails.slice(before).some(({ text }) => text.includes('PARTSTAT=ACCEPTED') || /text\/calendar/.test(text)),
    );

    const url = page.url();
    const other = await signIn(browser, product.url, 'ada', {
      locale: 'zh-TW',
      colorScheme: 'dark',
      viewport: { width: 390, height: 844 },
    });
    await other.page.goto(url);
    await other.page.getByRole('region', { name: 'Look at the kettle' }).waitFor();
    await look(other.page, 'cards-zh-dark-phone');
    await expect(axeFindings(other.page)).resolves.toEqual([]);
    expect([...complaints, ...other.complaints]).toEqual([]);
    await other.page.context().close();
    await page.context().close();
  },
);

// R4, R10, H2 (en)
testWith(
  'chromium',
  'an answer goes out from the address that is chosen, with the signature of that address',
  async (path) => {
    const answer = await createClient(product.url, '').call('session.create', {
      email: 'ada@baton.test',
      password: 'baton-demo',
    });
    if (!('token' in answer)) throw new Error('Ada is asked for more than her password');
    const client = createClient(product.url, answer.token);
    const { channelId } = await client.call('channel.create', { name: 'Repairs', address: 'repairs@baton.test' });
    await client.call('channel.update', { channelId, signature: 'The workshop\nTaipei' });
    const mail = letter(
      'From: Ivo <ivo@customers.test>',
      'To: support@baton.test',
      'Subject: From which one',
      'Message-ID: <which@customers.test>',
      '',
      'Who will answer?',
    );
    await handOver(product.smtpPort, mail, 'ivo@customers.test');
    browser ??= await launchBrowser(path);
    const { page } = await signIn(browser, product.url, 'ada');
    await page.getByText('From which one').first().click();
    const editor = page.locator('.baton-editor');
    await editor.click();
    await page.keyboard.type('The workshop will.');
    await page.getByRole('button', { name: /^Choose the address it goes out from/ }).click();
    await page
      .getByRole('menuitemcheckbox', { name: /repairs@baton/ })
      .or(page.getByRole('menuitemradio', { name: /repairs@baton/ }))
      .click();
    await page.getByText('The workshop', { exact: false }).nth(1).waitFor();
    await look(page, 'from');
    await editor.click();
    await page.keyboard.press('Control+Enter');
    const sent = () => sink.mails.find(({ to }) => to.includes('ivo@customers.test'));
    await until('the answer has left', () => sent() !== undefined);
    expect(sent()?.text).toMatch(/^From: .*<repairs@baton\.test>/m);
    expect(sent()?.text).toMatch(/The workshop\r?\nTaipei/);
    await page.context().close();
  },
);
