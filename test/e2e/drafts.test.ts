import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, jest } from '@jest/globals';
import { createTransport } from 'nodemailer';
import type { Browser, Page } from 'playwright-core';
import { openEditor } from '../server/collab/editors.ts';
import { chromiumPath, launchBrowser, signIn } from '../support/browser.ts';
import { type Cable, layCable } from '../support/cable.ts';
import { type Client, createClient } from '../support/client.ts';
import { killable } from '../support/killable.ts';
import { testWith } from '../support/needs.ts';
import { type Product, startProduct } from '../support/product.ts';
import { until } from '../support/until.ts';

jest.setTimeout(180_000);

let product: Product;
/** Every page reaches the product by it; programs do not. */
let cable: Cable;
let browser: Browser;
let writer: Client;
/** May do everything, also to the writer. */
let colleague: Client;
/** What a test has opened besides the first page. */
const closers: (() => Promise<unknown>)[] = [];

/** One writer at one ticket of his own, and every character he has typed. */
interface Writing {
  page: Page;
  ticketId: string;
  typed: string;
  /** Types where the caret is. */
  type(text: string): Promise<void>;
}

/** What waits for a server to come back, or for a line to be missed, may take its time on a busy machine. */
const patience = { timeout: 60_000 };

const editorIn = (page: Page) => page.locator('.baton-editor');

async function client(name: string): Promise<Client> {
  const nobody = createClient(product.url, '');
  const answer = await nobody.call('session.create', { email: `${name}@baton.test`, password: 'baton-demo' });
  if (!('token' in answer)) throw new Error(`${name} is in one workspace`);
  return createClient(product.url, answer.token);
}

/** A page that is signed in, at the ticket, from wherever it was left. */
async function openTicket(page: Page, ticketId: string): Promise<void> {
  const path = `/desk/open/${ticketId}`;
  if (page.url().startsWith(`${cable.url}/desk/`) && (await editorIn(page).count()) > 0) {
    // As a click in the list would, wherever in the list it is.
    await page.evaluate((to) => history.pushState(null, '', to), path);
    const { number } = (await colleague.call('ticket.get', { ticketId })).ticket;
    await page.getByRole('main').getByText(`#${number}`, { exact: true }).waitFor(patience);
  } else await page.goto(`${cable.url}${path}`);
  await editorIn(page).or(page.locator('input[type=email]')).first().waitFor(patience);
  if (await page.locator('input[type=email]').count()) await signInHere(page);
  await editorIn(page).waitFor(patience);
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
  const { docId } = await writer.call('draft.open', { ticketId, kind: 'reply' });
  const editor = openEditor(writer, docId);
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

const saved = (page: Page) => page.getByText('Saved', { exact: true }).first().waitFor(patience);
const onDevice = (page: Page) => page.getByText('On this device').first().waitFor(patience);
const shows = (page: Page, text: string) =>
  page.waitForFunction(
    (wanted) => document.querySelector('.baton-editor')?.textContent?.includes(wanted),
    text,
    patience,
  );

/** Another device of the same person at the same ticket. */
async function anotherDevice({ ticketId }: Writing): Promise<Page> {
  const { page } = await signIn(browser, cable.url, 'ben');
  closers.push(() => page.context().close());
  await openTicket(page, ticketId);
  return page;
}

async function signInHere(page: Page): Promise<void> {
  await page.locator('input[type=email]').fill('ben@baton.test');
  await page.locator('input[autocomplete=current-password]').fill('baton-demo');
  await page.keyboard.press('Enter');
  await page.locator('[data-ticket], .baton-editor').first().waitFor(patience);
}

async function backAfterSigningIn(one: Writing): Promise<void> {
  await one.page.locator('input[type=email]').waitFor(patience);
  await signInHere(one.page);
  await openTicket(one.page, one.ticketId);
  await shows(one.page, 'before');
}

/** His teams and what he may do. */
async function writerAsMember() {
  const { id } = await writer.call('me.get', {});
  const member = (await writer.call('member.list', {})).items.find((one) => one.id === id);
  if (!member) throw new Error('He works here');
  return member;
}

const statuses = async () => (await writer.call('pipeline.list', {})).items[0]?.statuses ?? [];

/** A customer writes by mail; answers the Message-ID. */
async function mail(text: string, subject: string, answers?: string): Promise<string> {
  const transport = createTransport({ host: '127.0.0.1', port: product.smtpPort, ignoreTLS: true });
  const thread = answers ? { inReplyTo: answers, references: answers } : {};
  const from = 'Nora Lind <nora.lind@teahouse.example>';
  const sent = await transport.sendMail({ from, to: 'support@baton.test', subject, text, ...thread });
  transport.close();
  return sent.messageId;
}

interface Hostile {
  name: string;
  /** What happens while he types; what it types itself it says. What it changes for good, it puts right. */
  act(one: Writing): Promise<void>;
  /** Several wrote at once: their characters are all there, in whatever order. */
  together?: true;
}

const untouched: string[] = [];

/** An open ticket with a customer that nothing has happened to yet. */
function freshTicket(): string {
  const id = untouched.shift();
  if (!id) throw new Error('The demo has more open tickets');
  return id;
}

const hostile: Hostile[] = [
  {
    name: 'the page is loaded anew in the middle of a word',
    async act(one) {
      await one.type('in the mid');
      await one.page.reload();
      await shows(one.page, 'in the mid');
    },
  },
  {
    name: 'the tab is closed in the middle of a word',
    async act(one) {
      const next = await one.page.context().newPage();
      await one.page.bringToFront();
      await one.type('in the mid');
      await one.page.close();
      one.page = next;
      await openTicket(next, one.ticketId);
      await shows(next, 'in the mid');
    },
  },
  {
    name: 'the server is killed, and he goes on typing',
    async act(one) {
      await product.kill();
      try {
        await one.type('while it is dead ');
        await onDevice(one.page);
      } finally {
        await product.start();
      }
      await saved(one.page);
    },
  },
  {
    name: 'the network is gone, and the browser says so',
    async act(one) {
      try {
        await one.page.context().setOffline(true);
        await one.type('in the cellar ');
        await onDevice(one.page);
      } finally {
        await one.page.context().setOffline(false);
      }
      await saved(one.page);
    },
  },
  {
    name: 'every connection breaks, and the tab is closed before it is mended',
    async act(one) {
      try {
        cable.cut();
        await one.type('without a line ');
        await onDevice(one.page);
      } finally {
        const next = await one.page.context().newPage();
        await one.page.close();
        one.page = next;
        cable.mend();
      }
      await openTicket(one.page, one.ticketId);
      await shows(one.page, 'without a line');
      await saved(one.page);
    },
  },
  {
    name: 'nothing comes through for a minute, and no connection breaks',
    async act(one) {
      const page = await anotherDevice(one);
      await page.clock.install();
      await page.reload();
      await shows(page, 'before');
      await toEnd(page);
      try {
        cable.stall();
        await page.keyboard.type('in a tunnel ');
        one.typed += 'in a tunnel ';
        await onDevice(page);
        await page.clock.fastForward(60_000);
        await page.keyboard.type('still there ');
        one.typed += 'still there ';
      } finally {
        cable.mend();
      }
      await saved(page);
      await shows(one.page, 'still there');
    },
  },
  {
    name: 'his session ends elsewhere',
    async act(one) {
      await one.type('and on ');
      await writer.call('session.endOthers', {});
      await backAfterSigningIn(one);
    },
  },
  {
    name: 'he signs out and in again',
    async act(one) {
      await one.page.getByRole('button', { name: /Your account/ }).click();
      await one.page.getByRole('menuitem', { name: 'Sign out' }).click();
      await backAfterSigningIn(one);
    },
  },
  {
    name: 'he signs out without a line, and keeps what only this device has',
    async act(one) {
      try {
        cable.cut();
        await one.type('not yet there ');
        await onDevice(one.page);
        await one.page.getByRole('button', { name: /Your account/ }).click();
        await one.page.getByRole('menuitem', { name: 'Sign out' }).click();
        await one.page.getByRole('button', { name: 'Keep it and sign out' }).click();
        await one.page.locator('input[type=email]').waitFor(patience);
      } finally {
        cable.mend();
      }
      await backAfterSigningIn(one);
      await shows(one.page, 'not yet there');
    },
  },
  {
    name: 'a colleague sets the status',
    async act({ ticketId }) {
      await colleague.call('ticket.setStatus', { ticketId, statusId: (await statuses())[1]?.id ?? '' });
    },
  },
  {
    name: 'a colleague takes the ticket',
    async act({ ticketId }) {
      const me = (await colleague.call('me.get', {})).id;
      await colleague.call('ticket.assign', { ticketId, ownerId: me });
    },
  },
  {
    name: 'a colleague gives the ticket to another team',
    async act({ ticketId }) {
      const teams = (await colleague.call('team.list', {})).items;
      const { teamId } = (await colleague.call('ticket.get', { ticketId })).ticket;
      const other = teams.find(({ id }) => id !== teamId)?.id ?? '';
      await colleague.call('ticket.assign', { ticketId, teamId: other });
    },
  },
  {
    name: 'a colleague replies',
    async act({ ticketId, page }) {
      await colleague.call('message.send', {
        ticketId,
        messageId: `r-${ticketId}`,
        html: '<p>A colleague was here</p>',
      });
      await page.getByText('A colleague was here').first().waitFor();
    },
  },
  {
    name: 'a colleague comments',
    async act({ ticketId, page }) {
      await colleague.call('comment.add', {
        ticketId,
        commentId: `c-${ticketId}`,
        html: '<p>Among ourselves</p>',
        mentions: [],
      });
      await page.getByText('Among ourselves').first().waitFor();
    },
  },
  {
    name: 'the customer writes again',
    async act(one) {
      const first = await mail('The pot leaks.', 'A pot that leaks');
      const row = one.page.locator('[data-ticket]', { hasText: 'A pot that leaks' });
      await row.waitFor(patience);
      one.ticketId = (await row.getAttribute('data-ticket')) ?? '';
      one.typed = '';
      await openTicket(one.page, one.ticketId);
      await toEnd(one.page);
      await one.type('before ');
      await mail('It leaks at the spout.', 'Re: A pot that leaks', first);
      await one.page.getByText('It leaks at the spout.').last().waitFor(patience);
    },
  },
  {
    name: 'a colleague closes the ticket',
    async act({ ticketId }) {
      await colleague.call('ticket.setStatus', { ticketId, statusId: (await statuses()).at(-1)?.id ?? '' });
    },
  },
  {
    name: 'a colleague throws the ticket away and brings it back',
    async act(one) {
      const { ticketId, page } = one;
      const lies = page.getByText('This ticket is in the trash');
      await colleague.call('ticket.trash', { ticketId });
      await lies.waitFor(patience);
      await one.type('in the trash ');
      await colleague.call('ticket.restore', { ticketId });
      await lies.waitFor({ state: 'detached', ...patience });
    },
  },
  {
    name: 'the ticket is taken from him and given back',
    async act({ ticketId, page }) {
      const me = await writerAsMember();
      await colleague.call('ticket.assign', { ticketId, ownerId: (await colleague.call('me.get', {})).id });
      try {
        await colleague.call('member.setAccess', {
          memberId: me.id,
          access: { view: { level: 'own', unassigned: false } },
        });
        await page.getByText('What you had written stays yours').waitFor(patience);
        await page.getByText('before').waitFor();
      } finally {
        await colleague.call('member.setAccess', { memberId: me.id, access: me.access });
      }
      await shows(page, 'before');
    },
  },
  {
    name: 'the ticket is renamed',
    async act({ ticketId, page }) {
      await colleague.call('ticket.update', { ticketId, name: 'Another name' });
      await page.getByText('Another name').first().waitFor();
    },
  },
  {
    name: 'his own rights are changed, so that his screen begins anew',
    async act({ page }) {
      const { id, teamIds } = await writerAsMember();
      const team = (await writer.call('team.list', {})).items.find((one) => !teamIds.includes(one.id));
      try {
        await colleague.call('member.setAccess', { memberId: id, teamIds: team ? [...teamIds, team.id] : [] });
        await shows(page, 'before');
      } finally {
        await colleague.call('member.setAccess', { memberId: id, teamIds });
      }
    },
  },
  {
    name: 'he leaves in the middle of a word, and comes back',
    async act(one) {
      const { page } = one;
      await one.type('in the mid');
      await page.getByRole('link', { name: /^Waiting/ }).click();
      await page.locator('[data-ticket]').first().click();
      await page.goBack();
      await page.goBack();
      await shows(page, 'in the mid');
    },
  },
  {
    name: 'he goes to the settings and back',
    async act({ page }) {
      await page.goto(`${cable.url}/settings`);
      await page.goBack();
      await shows(page, 'before');
    },
  },
  {
    name: 'the window shrinks to a phone and grows again',
    async act({ page }) {
      try {
        await page.setViewportSize({ width: 390, height: 800 });
        await page.getByText('before').first().waitFor();
      } finally {
        await page.setViewportSize({ width: 1440, height: 900 });
      }
      await shows(page, 'before');
    },
  },
  {
    name: 'he changes the language',
    async act({ page }) {
      try {
        await page.getByRole('button', { name: /Your account/ }).click();
        await page.getByRole('menuitemradio', { name: '繁體中文' }).click();
        await page.getByText('已儲存').first().waitFor();
      } finally {
        await page.evaluate(() => localStorage.setItem('baton.language', 'en'));
        await page.reload();
      }
      await shows(page, 'before');
    },
  },
  {
    name: 'the clock of his device is set back a day',
    async act(one) {
      const page = await anotherDevice(one);
      await shows(page, 'before');
      await page.clock.setSystemTime(Date.now() - 86_400_000);
      await toEnd(page);
      await page.keyboard.type('yesterday ');
      one.typed += 'yesterday ';
      await saved(page);
      await page.reload();
      await shows(page, 'yesterday');
    },
  },
  {
    name: 'his device has no room left, and then no line',
    async act(one) {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
      closers.push(() => context.close());
      const page = await context.newPage();
      const cdp = await context.newCDPSession(page);
      await cdp.send('Storage.overrideQuotaForOrigin', { origin: cable.url, quotaSize: 1 });
      await openTicket(page, one.ticketId);
      await shows(page, 'before');
      await toEnd(page);
      await page.keyboard.type('no room ');
      await saved(page);
      try {
        cable.cut();
        await page.keyboard.type('and no line ');
        await page.getByText('Not stored').waitFor(patience);
      } finally {
        cable.mend();
      }
      await saved(page);
      one.typed += 'no room and no line ';
      await shows(one.page, 'and no line ');
    },
  },
  {
    name: 'the draft is thrown away and brought back',
    async act(one) {
      const { docId, gen } = await writer.call('draft.open', { ticketId: one.ticketId, kind: 'reply' });
      await writer.call('draft.discard', { docId, gen });
      await one.page.waitForFunction(() => document.querySelector('.baton-editor')?.textContent === '');
      await writer.call('draft.restore', { docId });
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
      await colleague.call('message.send', { ticketId, messageId: `q-${ticketId}`, html: '<p>Quicker</p>' });
      await page.keyboard.press('Control+Enter');
      await page.getByText('Not sent yet.').waitFor();
      await page.getByRole('button', { name: 'Keep editing' }).click();
    },
  },
  {
    name: 'two tabs write',
    together: true,
    async act(one) {
      const other = await one.page.context().newPage();
      try {
        await openTicket(other, one.ticketId);
        await shows(other, 'before');
        await toEnd(other);
        await Promise.all([other.keyboard.type('from the other tab '), one.type('from this tab ')]);
        one.typed += 'from the other tab ';
      } finally {
        await other.close();
        await one.page.bringToFront();
      }
    },
  },
  {
    name: 'two devices write',
    together: true,
    async act(one) {
      const other = await anotherDevice(one);
      await shows(other, 'before');
      await toEnd(other);
      await Promise.all([other.keyboard.type('from the train '), one.type('from the desk ')]);
      one.typed += 'from the train ';
    },
  },
  {
    name: 'two devices write, both without a line',
    together: true,
    async act(one) {
      const other = await anotherDevice(one);
      await shows(other, 'before');
      await toEnd(other);
      try {
        cable.cut();
        await Promise.all([other.keyboard.type('in the air '), one.type('at sea ')]);
        one.typed += 'in the air ';
        await Promise.all([onDevice(other), onDevice(one.page)]);
      } finally {
        cable.mend();
      }
      await Promise.all([saved(other), saved(one.page)]);
    },
  },
];

/** His first page, or the one that a test before has left open. */
let here: Page;

beforeAll(async () => {
  if (!chromiumPath) return;
  product = await startProduct({ BATON_UNDO_SECONDS: '60', BATON_SIGN_IN_TRIES: '10000' });
  cable = await layCable(product.url);
  browser = await launchBrowser(chromiumPath);
  [writer, colleague] = [await client('ben'), await client('ada')];
  const { items } = await writer.call('ticket.list', { filter: { view: 'open' }, limit: 100 });
  untouched.push(...items.filter(({ contactIds }) => contactIds.length > 0).map(({ id }) => id));
  here = (await signIn(browser, cable.url, 'ben')).page;
});
afterEach(async () => {
  for (const close of closers.splice(0)) await close().catch(() => {});
});
afterAll(async () => {
  await browser?.close();
  await cable?.stop();
  await product?.remove();
});

describe('not a character is lost when', () => {
  for (const { name, act, together } of hostile) {
    testWith('chromium', name, async () => {
      if (here.isClosed()) here = await here.context().newPage();
      const one = writing(here, freshTicket());
      try {
        await openTicket(here, one.ticketId);
        await toEnd(here);
        await one.type('before ');
        await saved(here);
        await act(one);
        await toEnd(one.page);
        await one.type('after');
        await holdsAll(one, !together);
      } finally {
        here = one.page;
      }
    });
  }
});

testWith('chromium', 'words in a killed browser get to the server by themselves', async (chromiumAt) => {
  const profile = await mkdtemp(join(tmpdir(), 'baton-profile-'));
  closers.push(() => rm(profile, { recursive: true, force: true }));
  const ticketId = freshTicket();
  const first = await killable(chromiumAt, profile);
  const one = writing(first.context.pages()[0] ?? (await first.context.newPage()), ticketId);
  try {
    await one.page.goto(cable.url);
    await signInHere(one.page);
    await openTicket(one.page, ticketId);
    await toEnd(one.page);
    await one.type('before ');
    await saved(one.page);
    cable.cut();
    await one.type('killed ');
    await onDevice(one.page);
  } finally {
    await first.kill();
    cable.mend();
  }
  const again = await killable(chromiumAt, profile);
  closers.unshift(again.kill);
  one.page = again.context.pages()[0] ?? (await again.context.newPage());
  await one.page.goto(cable.url);
  // A browser that is killed may have forgotten the sign-in; what was typed it may not.
  await one.page.locator('input[type=email], [data-ticket]').first().waitFor(patience);
  if (await one.page.locator('input[type=email]').count()) await signInHere(one.page);
  // Not even the ticket needs to be opened: what was left on the device goes to the server by itself.
  await holdsAll(one, true);
});

/** Everything that pages of this origin keep on this device, as text. */
const keptHere = (page: Page) =>
  page.evaluate(async () => {
    const answerOf = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const asText = (_key: string, value: unknown) =>
      value instanceof Uint8Array ? new TextDecoder().decode(value) : value;
    const found = [JSON.stringify({ ...localStorage, ...sessionStorage })];
    for (const { name } of await indexedDB.databases()) {
      const db = await answerOf(indexedDB.open(name ?? ''));
      for (const store of db.objectStoreNames)
        found.push(JSON.stringify(await answerOf(db.transaction(store).objectStore(store).getAll()), asText));
      db.close();
    }
    return found.join('\n');
  });

async function begun(words: string): Promise<{ page: Page; ticketId: string }> {
  const { page } = await signIn(browser, cable.url, 'ben', { permissions: ['clipboard-read', 'clipboard-write'] });
  closers.push(() => page.context().close());
  const ticketId = freshTicket();
  await openTicket(page, ticketId);
  await toEnd(page);
  await page.keyboard.insertText(words);
  await saved(page);
  await until('the device has the words', async () => (await keptHere(page)).includes(words));
  return { page, ticketId };
}

testWith('chromium', 'whoever signs out leaves no word of his drafts on the device', async () => {
  const { page } = await begun('nobody else shall read this');
  await page.getByRole('button', { name: /Your account/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.locator('input[type=email]').waitFor(patience);
  await until('nothing is left', async () => !(await keptHere(page)).includes('nobody else'));
});

testWith('chromium', 'a sign-in that is ended from afar leaves no word that the server has', async () => {
  const { page } = await begun('left at the library');
  await writer.call('session.endOthers', {});
  await page.locator('input[type=email]').waitFor(patience);
  await until('nothing is left', async () => !(await keptHere(page)).includes('at the library'));
});

testWith('chromium', 'who loses the ticket reads and copies what he wrote, and cannot send it', async () => {
  const { page, ticketId } = await begun('what I found out so far');
  const { id: memberId, access } = await writerAsMember();
  const { docId, gen } = await writer.call('draft.open', { ticketId, kind: 'reply' });
  try {
    const none = { level: 'none', unassigned: false } as const;
    await colleague.call('member.setAccess', { memberId, access: { view: none } });
    await page.getByText('What you had written stays yours').waitFor(patience);
    await page.getByText('what I found out so far').waitFor();
    await page.getByRole('button', { name: 'Copy text' }).click();
    await until('it is on the clipboard', async () =>
      (await page.evaluate(() => navigator.clipboard.readText())).includes('what I found out so far'),
    );
    expect(await page.getByRole('button', { name: 'Send' }).count()).toBe(0);
    const sent = writer.call('draft.send', { docId, gen, messageId: `lost-${ticketId}`, seen: 1e9 });
    await expect(sent).rejects.toMatchObject({ refusal: { code: 'notFound' } });
    await page.getByRole('link', { name: /^Drafts/ }).click();
    await page.getByText('The ticket is no longer open to you').first().waitFor();
  } finally {
    await colleague.call('member.setAccess', { memberId, access });
  }
  await openTicket(page, ticketId);
  await shows(page, 'what I found out so far');
});

testWith(
  'chromium',
  'words typed without a line, for a ticket that is taken meanwhile, stay with who typed them',
  async () => {
    const words = 'typed in the mountains';
    const ticketId = freshTicket();
    const { id: memberId, access } = await writerAsMember();
    const one = writing(here, ticketId);
    await openTicket(here, ticketId);
    try {
      cable.cut();
      await toEnd(here);
      await one.type(words);
      await onDevice(here);
      const none = { level: 'none', unassigned: false } as const;
      await colleague.call('member.setAccess', { memberId, access: { view: none } });
      cable.mend();
      await here.getByText('What you had written stays yours').waitFor(patience);
      await here.getByText(words).waitFor();
      await here.goto(`${cable.url}/desk/drafts`);
      await here.getByText('Only on this device').click(patience);
      await here.getByText(words).waitFor();
    } finally {
      cable.mend();
      await colleague.call('member.setAccess', { memberId, access });
    }
    await openTicket(here, ticketId);
    await holdsAll(one, true);
  },
);
