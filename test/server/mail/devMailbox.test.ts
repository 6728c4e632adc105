import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { exchange } from '../../support/client.ts';
import { type Desk, openDesk } from './desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk({ env: { SMTP_URL: '' } });
});
afterAll(() => desk.stop());

const page = (path = '', init?: RequestInit) => exchange(`${desk.cluster.node.url}/dev/mailbox${path}`, init);
const form = (fields: Record<string, string>, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  body: new URLSearchParams(fields),
  headers,
});

test('a customer writes, is answered, and answers, all on one page', async () => {
  const letter = {
    name: 'Nora <b>',
    from: 'nora@customers.test',
    to: 'support@baton.test',
    subject: 'Hello',
    text: 'It drips.',
  };
  expect((await page('/write', form(letter))).text).toContain('handed to Baton');
  const [ticket] = await desk.hasTickets(1);
  const ticketId = ticket?.id ?? '';
  expect(await desk.hasMessages(ticketId, 1)).toMatchObject([{ text: 'It drips.', from: { name: 'Nora <b>' } }]);
  const messageId = await desk.reply(ticketId, 'We come & see.');
  await desk.delivered(ticketId, messageId, 'sent');
  const list = await page();
  const href = /href="\/dev\/mailbox(\/[^"]+)">Re: Hello/.exec(list.text)?.[1] ?? '';
  const mail = await page(href);
  expect(mail.text).toContain('<iframe sandbox');
  expect(mail.text).toContain('We come &#38; see.');
  expect((await page(`${href}/html`)).headers.get('content-security-policy')).toMatch(/^sandbox/);
  await page(`${href}/answer`, form({ from: 'nora@customers.test', text: 'Thank you.' }));
  const messages = await desk.hasMessages(ticketId, 3);
  expect(messages[0]).toMatchObject({ direction: 'in', text: 'Thank you.' });
  expect(messages[0]?.quoted).toContain('> We come & see.');
});

test('the page runs no scripts, takes no letters from elsewhere, and says what Baton refuses', async () => {
  expect((await page()).headers.get('content-security-policy')).toMatch(/default-src 'none'/);
  expect((await page('', { headers: { 'accept-language': 'zh-Hant-TW,zh' } })).text).toContain('開發用信箱');
  const letter = { name: 'x', from: 'a@x.test', to: 'nobody@baton.test', subject: 'x', text: 'x' };
  expect((await page('/write', form(letter, { 'sec-fetch-site': 'cross-site' }))).status).toBe(403);
  expect((await page('/write', form(letter))).text).toContain('550');
  expect((await page('/not-there')).status).toBe(404);
});

test('is not there when a real mail server is set', async () => {
  const real = await openDesk();
  const answer = await exchange(`${real.cluster.node.url}/dev/mailbox`);
  expect(answer.text).not.toContain('Development mailbox');
  await real.stop();
});
