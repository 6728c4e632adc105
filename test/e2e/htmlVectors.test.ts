import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { createSmtpTransport } from '../../server/channels/email/smtpTransport.ts';
import { letter } from '../server/mail/letters.ts';
import { launchBrowser, signIn } from '../support/browser.ts';
import { type Client, createClient } from '../support/client.ts';
import { testWith } from '../support/needs.ts';
import { type Product, startProduct } from '../support/product.ts';
import { until } from '../support/until.ts';
import { type Vector, vectors } from './htmlVectors.ts';

jest.setTimeout(900_000);

/** A conversation shows so many messages at once. */
const perTicket = 40;
const hostOf = (number: number) => `v${number}.evil.test`;

let product: Product;
let browser: Browser;
let folder: string;
let client: Client;

const groups = Array.from({ length: Math.ceil(vectors.length / perTicket) }, (_, index) =>
  vectors
    .slice(index * perTicket, (index + 1) * perTicket)
    .map((vector, at) => ({ vector, number: index * perTicket + at })),
);

function mailOf(group: number, number: number, { html, charset }: Vector): Buffer {
  const body = `<p>begin ${number}.</p>${html.replaceAll('HOST', hostOf(number))}`;
  const first = `group-${group}@customers.test`;
  const opens = number % perTicket === 0;
  return letter(
    'From: Eve <eve@customers.test>',
    'To: support@baton.test',
    `Subject: Vectors ${group}`,
    `Message-ID: <${opens ? first : `vector-${number}@customers.test`}>`,
    ...(opens ? [] : [`References: <${first}>`]),
    'MIME-Version: 1.0',
    `Content-Type: text/html; charset=${charset ?? 'utf-8'}`,
    'Content-Transfer-Encoding: 8bit',
    '',
    Buffer.from(body, charset ? 'latin1' : 'utf8'),
  );
}

async function post(bytes: Buffer): Promise<void> {
  const transport = createSmtpTransport(`smtp://127.0.0.1:${product.smtpPort}?ignoreTLS=true`);
  const mail = { mailId: 'x', bytes, from: 'eve@customers.test', to: ['support@baton.test'] };
  const handover = await transport.send(mail, async () => {});
  if (handover.kind !== 'sent') throw new Error(handover.words ?? handover.kind);
}

async function ticketOf(group: number): Promise<{ id: string } | undefined> {
  const { items } = await client.call('ticket.list', { sort: 'created', limit: 50 });
  return items.find(({ name }) => name === `Vectors ${group}`);
}

async function postGroup(index: number): Promise<string> {
  const group = groups[index] ?? [];
  const [first, ...rest] = group.map(({ vector, number }) => mailOf(index, number, vector));
  if (first) await post(first);
  await until('the ticket is there', async () => (await ticketOf(index)) !== undefined, 120_000);
  for (const mail of rest) await post(mail);
  const id = (await ticketOf(index))?.id ?? '';
  const all = async () =>
    (await client.call('message.list', { ticketId: id, limit: 200 })).items.length === group.length;
  await until(`all of group ${index} are there`, all, 120_000);
  return id;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'baton-vectors-'));
  product = await startProduct();
  const nobody = createClient(product.url, '');
  const answer = await nobody.call('session.create', { email: 'ada@baton.test', password: 'baton-demo' });
  if (!('token' in answer)) throw new Error('Ada is asked for more than her password');
  client = createClient(product.url, answer.token);
});
afterAll(async () => {
  await browser?.close();
  await product?.remove();
  await rm(folder, { recursive: true, force: true });
});

/** Every request of every page, but those to Baton itself. */
function watch(context: BrowserContext): string[] {
  const strange: string[] = [];
  const ours = [product.url, product.url.replace('http', 'ws'), 'data:', 'blob:', 'about:'];
  context.on('request', (request) => {
    if (!ours.some((start) => request.url().startsWith(start))) strange.push(request.url());
  });
  return strange;
}

/** A mail is drawn when its reader comes near it: goes to each that is not drawn yet, and answers how many are. */
const goToMails = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const nextFrame = () => new Promise((done) => requestAnimationFrame(done));
    const isDrawn = (card: Element) => {
      const mail = card.querySelector('iframe')?.contentDocument;
      return mail?.location.pathname.startsWith('/files/') && mail.readyState === 'complete';
    };
    const cards = [...document.querySelectorAll('article')];
    for (const card of cards) {
      if (card.querySelector('iframe')) continue;
      card.scrollIntoView();
      await nextFrame();
      await nextFrame();
    }
    return cards.filter(isDrawn).length;
  });

/** Until all of these mails have been drawn, whatever is in them. */
const framesShown = (page: Page, count: number) =>
  until(`${count} mails are drawn`, async () => (await goToMails(page)) === count);

/** Presses every button of that name, and answers how many there were. */
const clickAll = (page: Page, name: string): Promise<number> =>
  page.evaluate((wanted) => {
    const found = [...document.querySelectorAll('button')].filter((button) => button.textContent === wanted);
    for (const button of found) button.click();
    return found.length;
  }, name);

/** What is wrong with the page, looked at from inside. */
const wrongs = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    if ('hacked' in window) found.push('a script ran');
    // What is out of sight is measured as it will be when it is looked at.
    for (const card of document.querySelectorAll('article')) card.style.contentVisibility = 'visible';
    for (const frame of document.querySelectorAll('iframe')) {
      const inside = frame.contentDocument;
      const name = /begin \d+\./.exec(inside?.body?.textContent ?? '')?.[0] ?? 'a mail';
      if (!inside || frame.sandbox.contains('allow-scripts')) found.push(`${name} is not in its sandbox`);
      const active =
        'script,iframe,frame,object,embed,form,input,button,textarea,select,dialog,base,link,svg,math,video,audio,source,template,area,map,meta[http-equiv],[srcset],[background],[ping],[formaction],[autofocus],[contenteditable],[popover],[accesskey],[id],[name]:not(meta)';
      for (const element of inside?.querySelectorAll(active) ?? [])
        found.push(`${name} holds ${element.outerHTML.slice(0, 80)}`);
      for (const element of inside?.querySelectorAll('body *') ?? []) {
        const handler = element.getAttributeNames().find((one) => one.startsWith('on'));
        if (handler) found.push(`${name} keeps ${handler}`);
        const { position, zIndex, transform } = getComputedStyle(element);
        if (position !== 'static' || zIndex !== 'auto' || transform !== 'none') found.push(`${name} leaves its place`);
      }
      for (const link of inside?.links ?? []) {
        if (!/^(https?|mailto|tel):$/.test(link.protocol)) found.push(`${name} links to ${link.protocol}`);
        if (link.target !== '_blank' || !link.relList.contains('noopener'))
          found.push(`${name} could reach the opener`);
      }
      const [box, card] = [frame.getBoundingClientRect(), frame.closest('article')?.getBoundingClientRect()];
      if (!card || box.left < card.left || box.right > card.right + 1 || box.height > 6001)
        found.push(`${name} leaves its card`);
    }
    if (document.activeElement?.tagName === 'IFRAME') found.push('a mail took the focus');
    const seen = [...document.querySelectorAll('nav a, header button, aside button, [contenteditable=true]')].filter(
      (control) => {
        const { width, height, top, bottom } = control.getBoundingClientRect();
        return width > 0 && height > 0 && top >= 0 && bottom <= innerHeight && !control.closest('section[tabindex]');
      },
    );
    for (const control of seen) {
      const { left, top, width, height } = control.getBoundingClientRect();
      const hit = document.elementFromPoint(left + width / 2, top + height / 2);
      if (hit?.closest('iframe')) found.push(`a mail covers ${control.outerHTML.slice(0, 60)}`);
    }
    if (seen.length < 5) found.push('the desk is not there');
    return found;
  });

describe('mail HTML in a real browser', () => {
  testWith(
    'chromium',
    `${vectors.length} ways to misuse it: nothing loads, nothing runs, nothing is covered`,
    async (path) => {
      expect(vectors.length).toBeGreaterThanOrEqual(200);
      const netLog = join(folder, 'net.json');
      const ticketIds = await Promise.all([...groups.keys()].map(postGroup));
      browser = await launchBrowser(path, [`--log-net-log=${netLog}`]);
      const { page, complaints } = await signIn(browser, product.url, 'ada');
      const strange = watch(page.context());
      for (const ticketId of ticketIds) {
        await page.goto(`${product.url}/desk/open/${ticketId}`);
        const { items } = await client.call('message.list', { ticketId, limit: 200 });
        const drawn = items.filter(({ hasHtml }) => hasHtml).length;
        expect(drawn).toBeGreaterThanOrEqual(items.length - 2);
        await framesShown(page, drawn);
        expect(await wrongs(page)).toEqual([]);
        expect(strange).toEqual([]);
        await until('all pictures are asked for', async () => (await clickAll(page, 'Show images')) === 0);
        await framesShown(page, drawn);
        expect(await wrongs(page)).toEqual([]);
        expect(strange).toEqual([]);
        expect(new URL(page.url()).pathname).toBe(`/desk/open/${ticketId}`);
        expect(page.context().pages()).toHaveLength(1);
      }
      expect(complaints.filter((one) => !/sandbox|Content Security Policy|404/i.test(one))).toEqual([]);
      await browser.close();
      /** What the browser itself asked the network for, names that it only looked up included. */
      const asked = await readFile(netLog, 'latin1');
      expect(asked).toContain('127.0.0.1');
      expect(asked.match(/v\d+\.evil\.test/g) ?? []).toEqual([]);
    },
  );

  testWith(
    'chromium',
    'a link opens beside the desk, says where it truly leads, and cannot reach back',
    async (path) => {
      browser = await launchBrowser(path);
      const { page } = await signIn(browser, product.url, 'ada');
      await page.context().route(
        ({ hostname }) => hostname !== '127.0.0.1',
        (elsewhere) => elsewhere.abort(),
      );
      const html =
        '<p>begin 0.</p><a target=_top title="https://bank.test/" href="https://evil.test/login?a=1&amp;b=2">https://www.bank.test/login</a> <a href="https://shop.test/x">our shop</a> <a href="https://news.shop.test/">shop.test</a>';
      await post(letter('From: Eve <eve@customers.test>', 'Subject: Links', 'Content-Type: text/html', '', html));
      await page.locator('[data-ticket]', { hasText: 'Links' }).click();
      await framesShown(page, 1);
      const frame = page.frameLocator('iframe').first();
      const [liar, ...honest] = await frame.locator('a').all();
      expect(await liar?.getAttribute('title')).toBe('https://evil.test/login?a=1&b=2');
      const shown = await liar?.evaluate((link) => getComputedStyle(link, '::after').content);
      expect(shown).toContain('evil.test');
      for (const link of honest)
        expect(await link.evaluate((one) => getComputedStyle(one, '::after').content)).toBe('none');
      const before = page.url();
      const [popup] = await Promise.all([page.context().waitForEvent('page'), liar?.click()]);
      expect(await popup.evaluate(() => window.opener)).toBeNull();
      expect(page.url()).toBe(before);
    },
  );
});
