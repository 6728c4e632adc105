import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, jest } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { atRest, axeFindings } from '../support/axe.ts';
import { chromiumPath, launchBrowser, signIn } from '../support/browser.ts';
import { createClient } from '../support/client.ts';
import { misfits } from '../support/fits.ts';
import { testWith } from '../support/needs.ts';
import { type Product, startProduct } from '../support/product.ts';

jest.setTimeout(300_000);

let product: Product;
let browser: Browser;
let ticketId: string;

/** Looks at a screen that is open, and notes what is wrong with it under its name. */
type See = (name: string) => Promise<void>;

const sections = [
  'profile',
  'notifications',
  'keyboard',
  'security',
  'sessions',
  'tokens',
  'workspace',
  'members',
  'teams',
  'mail',
  'pipelines',
  'properties',
  'senders',
  'audit',
];
/** What opens beside a section, by the name of the button that opens it. */
const beside: Record<string, RegExp> = {
  security: /^(Set up|開始設定)$/,
  tokens: /^(New token|新增權杖)$/,
  members: /^(Change|變更)/,
  teams: /^(Change|變更)/,
  mail: /^(Change|變更)/,
  pipelines: /^(Change|變更)/,
};
const outside = ['/', '/forgot', '/setup', `/reset/${'a'.repeat(43)}`, `/join/${'a'.repeat(43)}`];

/** To another place of the page that is open, as a link would lead there. */
const to = (page: Page, path: string) => page.evaluate((url) => history.pushState(null, '', url), path);
const leaveText = (page: Page) =>
  page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());

async function overTheDesk(page: Page, see: See): Promise<void> {
  await page.keyboard.press('n');
  const create = page.getByRole('dialog', { name: /^(Create ticket|建立工單)$/ });
  await create.locator('input[role=combobox]').last().fill('a');
  await page.getByRole('option').first().waitFor();
  await see('create panel');
  await page.keyboard.press('Escape');
  await create.getByRole('button', { name: /^(Edit this form|編輯表單)$/ }).click();
  const edit = page.getByRole('dialog', { name: /^(Edit this form|編輯表單)$/ });
  await edit.getByRole('button', { name: /^(When Priority is shown|何時顯示「優先順序」)$/ }).click();
  await edit.locator('li select').selectOption('owner');
  await see('form of new tickets');
  await edit.getByRole('button', { name: /^(Cancel|取消)$/ }).click();
  await create.getByRole('textbox').first().focus();
  await page.keyboard.press('Escape');
  await create.waitFor({ state: 'detached' });
  await leaveText(page);
  for (const [key, name] of [
    ['Control+k', 'palette'],
    ['?', 'keyboard help'],
  ] as const) {
    await page.keyboard.press(key);
    await page.getByRole('dialog').first().waitFor();
    await see(name);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }
}

async function atTheDesk(page: Page, see: See): Promise<void> {
  await page.getByRole('dialog').first().waitFor();
  await see('bell');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  // The bell has the focus again, and its tip stands outside of all landmarks.
  await leaveText(page);
  await see('list');
  await overTheDesk(page, see);
  await to(page, `/desk/open/${ticketId}`);
  await page.locator('main article').first().waitFor();
  await page.getByRole('tab').first().waitFor();
  await see('conversation');
  await page.keyboard.press('r');
  const text = page.locator('[contenteditable=true]');
  await text.first().click();
  await page.keyboard.type('Hello');
  await see('reply');
  await page.getByRole('button', { name: /^(Send and set the status|寄出並設定狀態)$/ }).click();
  await page.getByRole('menuitem', { name: /^(Closed|已結案)$/ }).click();
  const asked = page.getByRole('form', { name: /Closed|已結案/ });
  await asked.locator('button[type=submit]').click();
  await see('what a status requires, below a reply');
  await asked.getByRole('button', { name: /^(Cancel|取消)$/ }).click();
  await asked.waitFor({ state: 'detached' });
  await leaveText(page);
  await page.keyboard.press('Escape');
  await page.keyboard.press('c');
  await page.locator('[data-writing=comment] [contenteditable=true]').first().click();
  await see('comment');
  await to(page, '/desk/drafts');
  await page.locator('[data-ticket^="reply."]').first().waitFor();
  await see('drafts');
  await to(page, '/desk/mentions');
  await page.getByText('the lids have come').first().waitFor();
  await see('mentions');
  for (const kind of ['contacts', 'companies']) {
    await to(page, `/${kind}`);
    await page.locator(':is(main, section) ul a').first().waitFor();
    await see(kind);
    await page.locator(':is(main, section) ul a').first().click();
    await page.locator('main h1, main h2').first().waitFor();
    await see(`one of the ${kind}`);
  }
}

async function inTheSettings(page: Page, see: See): Promise<void> {
  for (const section of sections) {
    await to(page, `/settings/${section}`);
    await page.locator('main header h1').waitFor();
    await page.locator('main .animate-pulse-soft').first().waitFor({ state: 'detached' });
    await see(`settings: ${section}`);
    const opens = beside[section];
    if (!opens) continue;
    await page.locator('main').getByRole('button', { name: opens }).first().click();
    await page.locator('main .animate-pulse-soft').first().waitFor({ state: 'detached' });
    await see(`beside settings: ${section}`);
    if (section !== 'pipelines') continue;
    await page.getByRole('button', { name: /^(Rules of Closed|「已結案」的規則)$/ }).click();
    for (const name of [/^(Only some people|僅限部分人員)$/, /^(Close what nobody|自動結案)/])
      await page.getByRole('checkbox', { name }).check();
    await see('rules of a status');
  }
}

async function beforeTheDesk(page: Page, see: See): Promise<void> {
  for (const place of outside) {
    await page.goto(`${product.url}${place}`);
    await page.locator('main h1').waitFor();
    await page.locator('main :is(input, h2)').first().waitFor({ state: 'attached' });
    await see(place);
  }
}

/** An installation that nobody has set up. */
async function atFirst(page: Page, url: string, see: See): Promise<void> {
  await page.goto(`${url}/setup`);
  const next = page.locator('form footer button[type=submit]');
  await page.locator('main input').first().fill('Kettle & Leaf');
  await see('first run: workspace');
  await next.click();
  await page.locator('input[type=email]').fill('ada@kettleleaf.test');
  await page.locator('main input').first().fill('Ada');
  await page.locator('input[type=password]').first().fill('a first password');
  await see('first run: account');
  await next.click();
  await page.getByRole('radio').first().waitFor();
  await see('first run: mail');
  await page.locator('main button[aria-expanded]').click();
  await page.locator('form main section button').click();
  await see('first run: mail servers, with what is missing');
  await page.locator('form footer button[type=button]').first().click();
  await page.locator('form footer button:only-of-type').waitFor();
  await see('first run: team');
}

const looks: { name: string; options: BrowserContextOptions; axe: boolean }[] = [
  {
    name: 'light, in English, on a wide screen',
    options: { colorScheme: 'light', locale: 'en-GB', viewport: { width: 1440, height: 900 } },
    axe: true,
  },
  {
    name: 'dark, in Chinese, 320 wide',
    options: { colorScheme: 'dark', locale: 'zh-TW', viewport: { width: 320, height: 640 } },
    axe: true,
  },
  {
    name: 'at 200 %',
    options: { colorScheme: 'light', locale: 'en-GB', viewport: { width: 720, height: 450 } },
    axe: false,
  },
];

/** What whoever closes a ticket is asked for. */
async function closedRequires(requiredProperties: string[]): Promise<void> {
  const given = { email: 'ada@baton.test', password: 'baton-demo' };
  const answer = await createClient(product.url, '').call('session.create', given);
  if (!('token' in answer)) throw new Error('The demo has one workspace');
  const ada = createClient(product.url, answer.token);
  for (const { id: pipelineId, name, statuses } of (await ada.call('pipeline.list', {})).items) {
    const next = statuses.map(({ id, name: called, state }) => ({ id, name: called, state }));
    const asking = next.map((one) => (one.state === 'closed' ? { ...one, requiredProperties } : one));
    await ada.call('pipeline.save', { pipelineId, name, statuses: asking });
  }
}

describe('every screen', () => {
  beforeAll(async () => {
    if (!chromiumPath) return;
    [product, browser] = await Promise.all([startProduct(), launchBrowser(chromiumPath)]);
    const given = { email: 'mei@baton.test', password: 'baton-demo' };
    const answer = await createClient(product.url, '').call('session.create', given);
    if (!('token' in answer)) throw new Error('The demo has one workspace');
    const mei = createClient(product.url, answer.token);
    const { items: members } = await mei.call('member.list', {});
    const ada = members.find(({ email }) => email === 'ada@baton.test')?.id ?? '';
    const { items } = await mei.call('ticket.list', { filter: { view: 'open' }, limit: 20 });
    ticketId = items.find(({ contactIds }) => contactIds.length > 0)?.id ?? '';
    await closedRequires(['description', 'owner', 'tags', 'language']);
    await mei.call('company.create', { name: 'Café Noord', domain: 'cafenoord.example' });
    const html = `<p><span data-mention="${ada}"></span> the lids have come</p>`;
    await mei.call('comment.add', { ticketId, commentId: randomUUID(), html });
  });
  afterAll(async () => {
    await browser?.close();
    await product?.remove();
  });

  // O5 (en, zh)
  for (const { name, options, axe } of looks) {
    const finds = axe ? 'axe finds nothing and everything fits' : 'everything fits';
    testWith('chromium', `${name}: ${finds}`, async () => {
      const found: Record<string, string[]> = {};
      const seeing =
        (page: Page): See =>
        async (screen) => {
          await atRest(page);
          const wrong = [...(axe ? await axeFindings(page) : []), ...(await misfits(page))];
          if (wrong.length > 0) found[screen] = wrong;
        };
      const { page, complaints } = await signIn(browser, product.url, 'ada', options);
      await atTheDesk(page, seeing(page));
      await inTheSettings(page, seeing(page));
      await page.context().close();
      const stranger = await (await browser.newContext(options)).newPage();
      await beforeTheDesk(stranger, seeing(stranger));
      const fresh = await startProduct({ BATON_DEMO: 'false', HOST: '127.0.0.1' });
      await atFirst(stranger, fresh.url, seeing(stranger)).finally(() => fresh.remove());
      await stranger.context().close();
      expect({ found, complaints }).toEqual({ found: {}, complaints: [] });
    });
  }

  // V8 (en, zh)
  for (const { locale, words } of [
    {
      locale: 'en-GB',
      words: {
        find: 'Find a shortcut',
        wanted: 'snoo',
        other: 'Command palette',
        letters: 'Single-letter keys act',
        commands: 'Commands',
        create: 'Create ticket',
      },
    },
    {
      locale: 'zh-TW',
      words: {
        find: '尋找快捷鍵',
        wanted: '延後',
        other: '指令面板',
        letters: '啟用單鍵快捷鍵',
        commands: '指令',
        create: '建立工單',
      },
    },
  ])
    testWith(
      'chromium',
      `letters lead to views and find their shortcut; switched off, they move nothing (${locale})`,
      async () => {
        const { page } = await signIn(browser, product.url, 'ben', { locale });
        await page.keyboard.press('g');
        await page.keyboard.press('u');
        await page.waitForURL(/\/desk\/unassigned/);
        await page.keyboard.press('?');
        await page.getByRole('searchbox', { name: words.find }).fill(words.wanted);
        await page.getByText(words.other).waitFor({ state: 'detached' });
        await page.getByRole('checkbox', { name: words.letters }).uncheck();
        await page.keyboard.press('Escape');
        await page.getByRole('dialog').waitFor({ state: 'detached' });
        await page.keyboard.press('n');
        await page.keyboard.press('Control+k');
        await page.getByRole('dialog', { name: words.commands }).waitFor();
        expect(await page.getByRole('dialog', { name: words.create }).count()).toBe(0);
        await page.context().close();
      },
    );

  // V8 (en)
  testWith(
    'chromium',
    'a key that is chosen on one device acts on the other, and the list of keys shows it',
    async () => {
      const [{ page }, { page: other }] = await Promise.all([
        signIn(browser, product.url, 'ben'),
        signIn(browser, product.url, 'ben'),
      ]);
      try {
        await page.keyboard.press('?');
        await page.getByRole('link', { name: 'Keys can be changed in settings.' }).click();
        const key = (what: string) => page.getByRole('button', { name: `Change the key for “${what}”`, exact: true });
        const pressed = page.getByRole('status').filter({ hasText: 'Press a key' });
        await key('Create ticket').focus();
        await page.keyboard.press('Enter');
        await pressed.waitFor();
        // What a key does already is told before it is taken.
        await page.keyboard.press('j');
        const told = page.getByRole('alert').filter({ hasText: 'does “Next ticket” already.' });
        await told.getByRole('button', { name: 'Leave it' }).click();
        await key('Create ticket').click();
        await page.keyboard.press('q');
        await pressed.waitFor({ state: 'detached' });
        await other.keyboard.press('?');
        const listed = other.getByRole('dialog', { name: 'Keyboard' });
        await listed.getByRole('searchbox').fill('create');
        await listed.getByText('q', { exact: true }).waitFor();
        await other.keyboard.press('Escape');
        await listed.waitFor({ state: 'detached' });
        await other.keyboard.press('n');
        await other.keyboard.press('q');
        await other.getByRole('dialog', { name: 'Create ticket' }).waitFor();
        await page.getByRole('button', { name: 'Back to the usual keys' }).click();
        await page.getByRole('button', { name: 'Back to the usual keys', disabled: true }).waitFor();
      } finally {
        await page.context().close();
        await other.context().close();
      }
    },
  );

  testWith('chromium', 'who wants less motion sees nothing travel and nothing go round', async () => {
    const { page } = await signIn(browser, product.url, 'ada', { reducedMotion: 'reduce' });
    await page.getByRole('dialog').first().waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('n');
    await page.getByRole('dialog', { name: 'Create ticket' }).waitFor();
    const moving = await page.evaluate(() =>
      document
        .getAnimations()
        .filter(({ effect }) => effect instanceof KeyframeEffect)
        .map(({ effect }) => effect as KeyframeEffect)
        .filter((effect) => effect.getTiming().iterations === Number.POSITIVE_INFINITY)
        .map((effect) => effect.target?.outerHTML.slice(0, 200)),
    );
    const travels = await page.evaluate(() =>
      [...document.querySelectorAll('*')]
        .map((thing) => getComputedStyle(thing))
        .filter(
          ({ animationName, animationDuration }) =>
            animationName !== 'none' && Number.parseFloat(animationDuration) > 0.01,
        )
        .map(({ animationName }) => animationName),
    );
    expect({ moving, travels }).toEqual({ moving: [], travels: [] });
    await page.context().close();
  });
});
