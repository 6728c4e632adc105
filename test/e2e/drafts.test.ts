import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, jest } from '@jest/globals';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { openEditor } from '../server/collab/editors.ts';
import { chromiumArgs, launchBrowser, signIn } from '../support/browser.ts';
import { type Client, createClient } from '../support/client.ts';
import { testWith } from '../support/needs.ts';
import { type Product, startProduct } from '../support/product.ts';
import { until } from '../support/until.ts';

jest.setTimeout(420_000);

let product: Product;
let browser: Browser;
let chromiumAt = '';
let ada: Client;
let ben: Client;
const closers: (() => Promise<unknown>)[] = [];

/** One writer at one ticket of his own, and every character he has typed. */
interface Writing {
  page: Page;
  ticketId: string;
  typed: string;
  /** Types where the caret is. */
  type(text: string): Promise<void>;
}

const editorIn = (page: Page) => page.locator('.baton-editor');

async function client(name: string): Promise<Client> {
  const nobody = createClient(product.url, '');
  const answer = await nobody.call('session.create', { email: `${name}@baton.test`, password: 'baton-demo' });
  if (!('token' in answer)) throw new Error(`${name} is in one workspace`);
  return createClient(product.url, answer.token);
}

async function openTicket(page: Page, ticketId: string): Promise<void> {
  await page.goto(`${product.url}/desk/open/${ticketId}`);
  await editorIn(page).waitFor();
}

async function toEnd(page: Page): Promise<void> {
  await editorIn(page).click();
  await page.keyboard.press('Control+End');
}

function writing(page: Page, ticketId: string): Writing {
  const one: Writing = {
    page,
    ticketId,
    typed: '',
    async type(text) {
      await one.page.keyboard.type(text);
      one.typed += text;
    },
  };
  return one;
}

/** The text of the open draft as the server has it, whoever asks. */
async function stored(ticketId: string): Promise<string> {
  const { docId } = await ada.call('draft.open', { ticketId, kind: 'reply' });
  const editor = openEditor(ada, docId);
  try {
    await editor.synced();
    return editor.text().replaceAll('\n', '');
  } finally {
    editor.stop();
  }
}

const sorted = (text: string) => [...text.replace(/\s/g, '')].sort().join('');

/** Every character is in the store, none twice; `inOrder` when one wrote after the other. */
async function holdsAll({ ticketId, typed }: Writing, inOrder: boolean): Promise<void> {
  let text = '';
  const same = () => (inOrder ? text === typed : sorted(text) === sorted(typed));
  await until('the store has every character', async () => {
    text = await stored(ticketId);
    return same();
  }).catch(() => {});
  expect(inOrder ? text : sorted(text)).toBe(inOrder ? typed : sorted(typed));
}

const saved = (page: Page) => page.getByText('Saved', { exact: true }).first().waitFor();
const shows = (page: Page, text: string) =>
  page.waitForFunction((wanted) => document.querySelector('.baton-editor')?.textContent?.includes(wanted), text);

/** Another tab, or with `fresh` another device, of the same person at the same ticket. */
async function another({ page, ticketId }: Writing, fresh: boolean): Promise<Page> {
  const other = fresh ? (await signIn(browser, product.url, 'ada')).page : await page.context().newPage();
  closers.push(() => (fresh ? other.context().close() : other.close()));
  await openTicket(other, ticketId);
  return other;
}

async function signInHere(page: Page): Promise<void> {
  await page.locator('input[type=email]').fill('ada@baton.test');
  await page.locator('input[autocomplete=current-password]').fill('baton-demo');
  await page.keyboard.press('Enter');
  await page.locator('[data-ticket], .baton-editor').first().waitFor();
}

const statuses = async () => (await ada.call('pipeline.list', {})).items[0]?.statuses ?? [];

/** A browser of its own that can be killed, with a profile that outlives it. */
async function killable(profile: string): Promise<{ context: BrowserContext; kill: () => Promise<void> }> {
  const child: ChildProcess = spawn(
    chromiumAt,
    [...chromiumArgs, '--headless', '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank'],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  if (!child.stderr) throw new Error('Without a pipe nothing can be heard');
  let address = '';
  for await (const line of createInterface({ input: child.stderr })) {
    address = /DevTools listening on (ws:\S+)/.exec(line)?.[1] ?? '';
    if (address) break;
  }
  const connected = await chromium.connectOverCDP(address);
  const [context] = connected.contexts();
  if (!context) throw new Error('A browser has a context');
  return {
    context,
    async kill() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
      await connected.close().catch(() => {});
    },
  };
}

interface Hostile {
  name: string;
  /** What happens while he types; what it types itself it says. */
  act(one: Writing): Promise<void>;
  /** Several wrote at once: their characters are all there, in whatever order. */
  together?: true;
}

const hostile: Hostile[] = [
  {
    name: 'the page is loaded anew in the middle of a word',
    async act({ page }) {
      await page.reload();
      await shows(page, 'before');
    },
  },
  {
    name: 'the tab is closed',
    async act(one) {
      const { page } = one;
      const next = await page.context().newPage();
      await page.close();
      await openTicket(next, one.ticketId);
      one.page = next;
      await shows(next, 'before');
    },
  },
  {
    name: 'the server is killed, and he goes on typing',
    async act(one) {
      await product.kill();
      await one.type('while it is dead ');
      await product.start();
    },
  },
  {
    name: 'the network is away, and the page is loaded no more',
    async act(one) {
      await one.page.context().setOffline(true);
      await one.type('in a tunnel ');
      await one.page.getByText('On this device').first().waitFor();
      await one.page.context().setOffline(false);
    },
  },
  {
    name: 'his session ends elsewhere',
    async act(one) {
      await ada.call('session.endOthers', {});
      await one.page.locator('input[type=email]').waitFor();
      await signInHere(one.page);
      await openTicket(one.page, one.ticketId);
      await shows(one.page, 'before');
    },
  },
  {
    name: 'he signs out and in again',
    async act(one) {
      await one.page.getByRole('button', { name: /Your account/ }).click();
      await one.page.getByRole('menuitem', { name: 'Sign out' }).click();
      await one.page.locator('input[type=email]').waitFor();
      await signInHere(one.page);
      await openTicket(one.page, one.ticketId);
      await shows(one.page, 'before');
    },
  },
  {
    name: 'a colleague sets the status',
    async act({ ticketId }) {
      await ben.call('ticket.setStatus', { ticketId, statusId: (await statuses())[1]?.id ?? '' });
    },
  },
  {
    name: 'a colleague takes the ticket',
    async act({ ticketId }) {
      const me = (await ben.call('me.get', {})).id;
      await ben.call('ticket.assign', { ticketId, ownerId: me });
    },
  },
  {
    name: 'a colleague gives the ticket to another team',
    async act({ ticketId }) {
      const teams = (await ben.call('team.list', {})).items;
      const { teamId } = (await ben.call('ticket.get', { ticketId })).ticket;
      const other = teams.find(({ id }) => id !== teamId)?.id ?? '';
      await ben.call('ticket.assign', { ticketId, teamId: other });
    },
  },
  {
    name: 'a colleague replies',
    async act({ ticketId, page }) {
      await ben.call('message.send', { ticketId, messageId: `r-${ticketId}`, html: '<p>A colleague was here</p>' });
      await page.getByText('A colleague was here').first().waitFor();
    },
  },
  {
    name: 'a colleague comments',
    async act({ ticketId, page }) {
      await ben.call('comment.add', {
        ticketId,
        commentId: `c-${ticketId}`,
        html: '<p>Among ourselves</p>',
        mentions: [],
      });
      await page.getByText('Among ourselves').first().waitFor();
    },
  },
  {
    name: 'a colleague closes the ticket',
    async act({ ticketId }) {
      await ben.call('ticket.setStatus', { ticketId, statusId: (await statuses()).at(-1)?.id ?? '' });
    },
  },
  {
    name: 'the ticket is renamed',
    async act({ ticketId, page }) {
      await ben.call('ticket.update', { ticketId, name: 'Another name' });
      await page.getByText('Another name').first().waitFor();
    },
  },
  {
    name: 'his own rights are changed, so that his screen begins anew',
    async act(one) {
      const { id } = await ben.call('me.get', {});
      const me = await ada.call('me.get', {});
      expect(id).not.toBe(me.id);
      const team = (await ada.call('team.list', {})).items[0]?.id ?? null;
      await ada.call('member.setAccess', { memberId: me.id, teamIds: team ? [team] : [] });
      await editorIn(one.page).waitFor();
      await toEnd(one.page);
    },
  },
  {
    name: 'he leaves in the middle of a word, and comes back',
    async act({ page }) {
      await page.getByRole('link', { name: /^Waiting/ }).click();
      await page.locator('[data-ticket]').first().click();
      await page.goBack();
      await page.goBack();
      await shows(page, 'before');
    },
  },
  {
    name: 'he goes to the settings and back',
    async act({ page }) {
      await page.goto(`${product.url}/settings`);
      await page.goBack();
      await shows(page, 'before');
    },
  },
  {
    name: 'the window shrinks to a phone and grows again',
    async act({ page }) {
      await page.setViewportSize({ width: 390, height: 800 });
      await page.getByText('before').first().waitFor();
      await page.setViewportSize({ width: 1440, height: 900 });
      await shows(page, 'before');
    },
  },
  {
    name: 'he changes the language',
    async act({ page }) {
      await page.getByRole('button', { name: /Your account/ }).click();
      await page.getByRole('menuitemradio', { name: '繁體中文' }).click();
      await page.getByText('已儲存').first().waitFor();
      await page
        .getByRole('button', { name: /您的帳號|帳號/ })
        .first()
        .click();
      await page.getByRole('menuitemradio', { name: 'English' }).click();
      await shows(page, 'before');
    },
  },
  {
    name: 'the clock of his device is set back a day',
    async act({ page }) {
      await page.clock.setSystemTime(Date.now() - 86_400_000);
    },
  },
  {
    name: 'the device has no room left',
    async act({ page }) {
      const cdp = await page.context().newCDPSession(page);
      await cdp.send('Storage.overrideQuotaForOrigin', { origin: product.url, quotaSize: 1 });
    },
  },
  {
    name: 'the draft is thrown away and brought back',
    async act(one) {
      await saved(one.page);
      const { docId, gen } = await ada.call('draft.open', { ticketId: one.ticketId, kind: 'reply' });
      await ada.call('draft.discard', { docId, gen });
      await one.page.waitForFunction(() => document.querySelector('.baton-editor')?.textContent === '');
      await ada.call('draft.restore', { docId });
      await shows(one.page, 'before');
    },
  },
  {
    name: 'it is sent, and taken back',
    async act(one) {
      await one.page.keyboard.press('Control+Enter');
      await one.page.getByRole('button', { name: 'Undo' }).first().click();
      await shows(one.page, 'before');
    },
  },
  {
    name: 'his send is refused because a colleague was quicker',
    async act(one) {
      const { ticketId, page } = one;
      await ben.call('message.send', { ticketId, messageId: `q-${ticketId}`, html: '<p>Quicker</p>' });
      await page.keyboard.press('Control+Enter');
      await page.getByText('Not sent yet.').waitFor();
      await page.getByRole('button', { name: 'Keep editing' }).click();
    },
  },
  {
    name: 'two tabs write',
    together: true,
    async act(one) {
      const other = await another(one, false);
      await shows(other, 'before');
      await toEnd(other);
      await Promise.all([other.keyboard.type('from the other tab '), one.type('from this tab ')]);
      one.typed += 'from the other tab ';
      await other.close();
      await one.page.bringToFront();
    },
  },
  {
    name: 'two devices write',
    together: true,
    async act(one) {
      const other = await another(one, true);
      await shows(other, 'before');
      await toEnd(other);
      await Promise.all([other.keyboard.type('from the train '), one.type('from the desk ')]);
      one.typed += 'from the train ';
    },
  },
  {
    name: 'two devices write, both offline',
    together: true,
    async act(one) {
      const other = await another(one, true);
      await shows(other, 'before');
      await toEnd(other);
      await Promise.all([one.page.context().setOffline(true), other.context().setOffline(true)]);
      await Promise.all([other.keyboard.type('in the air '), one.type('in the cellar ')]);
      one.typed += 'in the air ';
      await Promise.all([one.page.context().setOffline(false), other.context().setOffline(false)]);
    },
  },
];

beforeAll(async () => {
  product = await startProduct({ BATON_UNDO_SECONDS: '60', BATON_SIGN_IN_TRIES: '10000' });
});
afterAll(async () => {
  for (const close of closers) await close().catch(() => {});
  await browser?.close();
  await product?.remove();
});

testWith(
  'chromium',
  `${hostile.length + 1} things happen to somebody who is typing, and not a character is lost`,
  async (path) => {
    chromiumAt = path;
    browser = await launchBrowser(path);
    [ada, ben] = [await client('ada'), await client('ben')];
    const { page } = await signIn(browser, product.url, 'ada');
    const tickets = (await ada.call('ticket.list', { filter: { view: 'open' }, limit: 100 })).items.filter(
      ({ contactIds }) => contactIds.length > 0,
    );
    expect(tickets.length).toBeGreaterThan(hostile.length);
    const failed: string[] = [];
    let here = page;
    for (const [at, { name, act, together }] of hostile.entries()) {
      const ticketId = tickets[at]?.id ?? '';
      const one = writing(here, ticketId);
      try {
        await openTicket(here, ticketId);
        await toEnd(here);
        await one.type('before ');
        await act(one);
        await toEnd(one.page);
        await one.type('after');
        await holdsAll(one, !together);
      } catch (error) {
        failed.push(`${name}: ${error instanceof Error ? error.message.slice(0, 600) : error}`);
      }
      here = one.page;
    }
    expect(failed).toEqual([]);

    const profile = await mkdtemp(join(tmpdir(), 'baton-profile-'));
    const ticketId = tickets[hostile.length]?.id ?? '';
    const first = await killable(profile);
    const one = writing(first.context.pages()[0] ?? (await first.context.newPage()), ticketId);
    await one.page.goto(product.url);
    await signInHere(one.page);
    await openTicket(one.page, ticketId);
    await toEnd(one.page);
    await one.type('before ');
    await saved(one.page);
    await product.kill();
    await one.type('killed ');
    await one.page.getByText('On this device').first().waitFor();
    await first.kill();
    await product.start();
    const again = await killable(profile);
    closers.push(again.kill, () => rm(profile, { recursive: true, force: true }));
    one.page = again.context.pages()[0] ?? (await again.context.newPage());
    await one.page.goto(product.url);
    // A browser that is killed may have forgotten the sign-in; what was typed it may not.
    await one.page.locator('input[type=email], [data-ticket]').first().waitFor();
    if (await one.page.locator('input[type=email]').count()) await signInHere(one.page);
    // Not even the ticket needs to be opened: what was left on the device goes to the server by itself.
    await holdsAll(one, true);
  },
);
