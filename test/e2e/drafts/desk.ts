import { afterAll, afterEach, beforeAll, describe, expect, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openEditor } from '../../server/collab/editors.ts';
import { chromiumPath, drawn, launchBrowser, signIn } from '../../support/browser.ts';
import { type Cable, layCable } from '../../support/cable.ts';
import { type Client, createClient } from '../../support/client.ts';
import { testWith } from '../../support/needs.ts';
import { type Product, startProduct } from '../../support/product.ts';
import { until } from '../../support/until.ts';

export let product: Product;
/** Every page reaches the product by it; programs do not. */
export let cable: Cable;
export let browser: Browser;
export let writer: Client;
/** May do everything, also to the writer. */
export let colleague: Client;
/** His first page, or the one that a test before has left open. */
export let here: Page;
/** What a test has opened besides the first page. */
export const closers: (() => Promise<unknown>)[] = [];

/** One writer at one ticket of his own, and every character he has typed. */
interface Writing {
  page: Page;
  ticketId: string;
  typed: string;
  /** Types where the caret is. */
  type(text: string): Promise<void>;
}

/** What waits for a server to come back, or for a line to be missed, may take its time on a busy machine. */
export const patience = { timeout: 60_000 };

const editorIn = (page: Page) => page.locator('.baton-editor');

async function client(name: string): Promise<Client> {
  const nobody = createClient(product.url, '');
  const answer = await nobody.call('session.create', { email: `${name}@baton.test`, password: 'baton-demo' });
  if (!('token' in answer)) throw new Error(`${name} is in one workspace`);
  return createClient(product.url, answer.token);
}

/** A page that is signed in, at the ticket, from wherever it was left. */
export async function openTicket(page: Page, ticketId: string): Promise<void> {
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

export async function toEnd(page: Page): Promise<void> {
  await editorIn(page).click();
  await page.keyboard.press('Control+End');
}

export function writing(page: Page, ticketId: string): Writing {
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
export async function stored(ticketId: string): Promise<string> {
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
export async function holdsAll({ ticketId, typed }: Writing, inOrder: boolean): Promise<void> {
  let text = '';
  const same = () => (inOrder ? text === typed : sorted(text) === sorted(typed));
  await until('the store has every character', async () => {
    text = await stored(ticketId);
    return same();
  }).catch(() => {});
  expect(inOrder ? text : sorted(text)).toBe(inOrder ? typed : sorted(typed));
}

const says = async (page: Page, words: string) => {
  await drawn(page);
  await page.getByText(words, { exact: true }).first().waitFor(patience);
};
export const saved = (page: Page) => says(page, 'Saved');
export const onDevice = (page: Page) => says(page, 'On this device');
export const shows = (page: Page, text: string) =>
  page.waitForFunction(
    (wanted) => document.querySelector('.baton-editor')?.textContent?.includes(wanted),
    text,
    patience,
  );

/** Another device of the same person at the same ticket. */
export async function anotherDevice({ ticketId }: Writing): Promise<Page> {
  const { page } = await signIn(browser, cable.url, 'ben');
  closers.push(() => page.context().close());
  await openTicket(page, ticketId);
  return page;
}

export async function signInHere(page: Page): Promise<void> {
  await page.locator('input[type=email]').fill('ben@baton.test');
  await page.locator('input[autocomplete=current-password]').fill('baton-demo');
  await page.keyboard.press('Enter');
  await page.locator('[data-ticket], .baton-editor').first().waitFor(patience);
}

export async function backAfterSigningIn(one: Writing): Promise<void> {
  await one.page.locator('input[type=email]').waitFor(patience);
  await signInHere(one.page);
  await openTicket(one.page, one.ticketId);
  await shows(one.page, 'before');
}

/** His teams and what he may do. */
export async function writerAsMember() {
  const { id } = await writer.call('me.get', {});
  const member = (await writer.call('member.list', {})).items.find((one) => one.id === id);
  if (!member) throw new Error('He works here');
  return member;
}

const untouched: string[] = [];

/** An open ticket with a customer that nothing has happened to yet. */
export function freshTicket(): string {
  const id = untouched.shift();
  if (!id) throw new Error('The demo has more open tickets');
  return id;
}

/** A product with a writer at it, for the tests of one file. */
export function atADesk(): void {
  jest.setTimeout(180_000);
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
}

interface Hostile {
  name: string;
  /** What happens while he types; what it types itself it says. What it changes for good, it puts right. */
  act(one: Writing): Promise<void>;
  /** Several wrote at once: their characters are all there, in whatever order. */
  together?: true;
}

export function notACharacterIsLostWhen(hostile: readonly Hostile[]): void {
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
}
