import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, type Person, signIn } from '../support/browser.ts';
import { layCable } from '../support/cable.ts';
import { type Client, signIn as signInProgram } from '../support/client.ts';
import { killable } from '../support/killable.ts';
import { testWith } from '../support/needs.ts';
import { type Product, startProduct } from '../support/product.ts';
import { until } from '../support/until.ts';

jest.setTimeout(240_000);

/** A server that starts again on a busy machine. */
const restart = { timeout: 60_000 };

let product: Product;
let browser: Browser;
let ada: Person;
let ben: Person;

const line = (page: Page) => page.locator('[role=status]');
const offline = (page: Page) => line(page).getByText(/^Offline/);
const row = (page: Page, subject: string) => page.locator('[data-ticket]', { hasText: subject });
const waits = (page: Page, words: string | RegExp) => line(page).getByRole('button', { name: words });

/** A ticket made by hand, on this person's screen. */
async function make(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Create ticket' }).first().click();
  await page.getByRole('textbox', { name: 'Ticket name' }).fill(name);
  await page.getByRole('dialog').getByRole('button', { name: 'Create ticket' }).click();
  await row(page, name).waitFor();
}

/** Nothing is said, and nothing waits to be confirmed. */
async function upToDate(page: Page): Promise<void> {
  await page.locator('[aria-busy=false] [data-ticket]').first().waitFor(restart);
  await line(page)
    .getByText(/^(Offline|Catching up|Connecting)/)
    .first()
    .waitFor({ state: 'detached', ...restart });
}

/** The page and all parts of the program are on this device, those that nobody has opened as well. */
const shellKept = (page: Page) =>
  until('it is kept on this device', () =>
    page.evaluate(async () => {
      if (!navigator.serviceWorker.controller) return false;
      const shell = await caches.open('baton.shell');
      const parts: string[] = await (await fetch('/parts.json')).json();
      const found = await Promise.all(['/', ...parts].map((path) => shell.match(path)));
      return parts.length > 0 && found.every((part) => part !== undefined);
    }),
  );

/** Everything that a browser has kept of its own accord, as text. */
const keptIn = (page: Page, database: string) =>
  page.evaluate(async (name) => {
    const there = (await indexedDB.databases()).some((one) => one.name === name);
    if (!there) return '';
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const db = await done(indexedDB.open(name));
    const stores = [...db.objectStoreNames];
    const rows = await Promise.all(stores.map((store) => done(db.transaction(store).objectStore(store).getAll())));
    db.close();
    return JSON.stringify(rows.flat());
  }, database);

const write = async (page: Page, text: string) => {
  const editor = page.getByRole('textbox', { name: 'Reply', exact: true });
  await editor.click();
  await editor.pressSequentially(text);
};

async function program(name: string): Promise<Client> {
  return signInProgram(product.url, `${name}@baton.test`, undefined, 'baton-demo');
}

/** An open ticket of a customer, so that it can be answered; as it stands in the list. */
async function answerable(client: Client, which = 0): Promise<{ id: string; name: string }> {
  const { items } = await client.call('ticket.list', { filter: { view: 'open' }, limit: 50 });
  const ticket = items.filter(({ contactIds, phase }) => contactIds.length > 0 && phase === 'open')[which];
  if (!ticket) throw new Error('The demo shop has customers');
  return ticket;
}

const messagesWith = async (client: Client, ticketId: string, text: string) =>
  (await client.call('message.list', { ticketId })).items.filter(
    (message) => message.text.includes(text) || message.html?.includes(text),
  ).length;

const setOffline = (page: Page, off: boolean) => page.context().setOffline(off);

// V9 (en)
describe('a screen says whether it is true', () => {
  beforeAll(async () => {
    product = await startProduct();
  });
  afterAll(async () => {
    await browser?.close();
    await product?.remove();
  });

  test('a part of the program is sent as the build has packed it, to whoever can read that', async () => {
    const parts: string[] = await (await fetch(`${product.url}/parts.json`)).json();
    const part = parts.find((path) => path.startsWith('/assets/early-')) ?? '';
    const ask = (wanted: string) => fetch(`${product.url}${part}`, { headers: { 'accept-encoding': wanted } });
    const answers = await Promise.all(['br, gzip', 'gzip', 'identity'].map(ask));
    const headers = (name: string) => answers.map((answer) => answer.headers.get(name));
    expect(headers('content-encoding')).toEqual(['br', 'gzip', null]);
    expect(headers('vary')).toEqual(answers.map(() => expect.stringContaining('Accept-Encoding')));
    expect(headers('cache-control')).toEqual(answers.map(() => 'public, max-age=31536000, immutable'));
    expect(headers('content-type')).toEqual(answers.map(() => expect.stringMatching(/^text\/javascript/)));
    expect(new Set(headers('etag')).size).toBe(3);
    expect(new Set(await Promise.all(answers.map((answer) => answer.text()))).size).toBe(1);
    const gone = await fetch(`${product.url}/assets/gone.js`);
    expect([gone.status, gone.headers.get('content-encoding')]).toEqual([404, null]);
  });

  testWith('chromium', 'what was asked for before the program is read is brought up to date by it', async (path) => {
    browser = await launchBrowser(path);
    const client = await program('ada');
    const [first, second] = await Promise.all([answerable(client), answerable(client, 1)]);
    const visit = await signIn(browser, product.url, 'ada');
    const storageState = await visit.page.context().storageState();
    await visit.page.context().close();
    // A device that knows who was here, and has kept nothing.
    const context = await browser.newContext({ storageState, locale: 'en-GB' });
    const page = await context.newPage();
    let readOn = () => {};
    const held = new Promise<void>((resolve) => {
      readOn = resolve;
    });
    await page.route('**/assets/desk-*.js', async (route) => {
      await held;
      await route.continue();
    });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    const listed = page.waitForResponse(/ticket\.list$/);
    await page.goto(`${product.url}/desk/open`, { waitUntil: 'commit' });
    expect(await (await listed).text()).toContain(first.name);
    await client.call('ticket.update', { ticketId: first.id, name: 'Renamed before the program was read' });
    await client.call('ticket.trash', { ticketId: second.id });
    readOn();
    await row(page, 'Renamed before the program was read').waitFor();
    await upToDate(page);
    expect(await row(page, second.name).count()).toBe(0);
    expect(asked.filter((one) => /ticket\.list$/.test(one))).toHaveLength(1);
    await context.close();
  });

  testWith('chromium', 'while the server is dead a page starts from what it knew, says so, and heals', async () => {
    ada = await signIn(browser, product.url, 'ada');
    ben = await signIn(browser, product.url, 'ben');
    const { page } = ben;
    await make(ada.page, 'Made before the night');
    await row(page, 'Made before the night').waitFor();
    await Promise.all([
      shellKept(page),
      until('it is on the disk', async () => (await keptIn(page, 'baton.cache')).includes('Made before')),
    ]);
    await product.kill();
    try {
      await Promise.all([offline(ada.page).waitFor(restart), offline(page).waitFor(restart)]);
      await page.reload();
      await row(page, 'Made before the night').waitFor();
      await line(page)
        .getByText(/^Offline since \d\d:\d\d$/)
        .waitFor();
      expect(await page.locator('[aria-busy=true]').count()).toBeGreaterThan(0);
    } finally {
      await product.start();
    }
    await Promise.all([upToDate(ada.page), upToDate(page)]);
    await make(ada.page, 'Made after the restart');
    await row(page, 'Made after the restart').waitFor();
  });

  testWith('chromium', 'a lost network is said, and what was missed is there when it is back', async () => {
    const { page } = ben;
    await page.mouse.move(900, 300);
    await upToDate(page);
    try {
      await setOffline(page, true);
      await offline(page).waitFor();
      await make(ada.page, 'Made while Ben was away');
      expect(await row(page, 'Made while Ben was away').count()).toBe(0);
    } finally {
      await setOffline(page, false);
    }
    await row(page, 'Made while Ben was away').waitFor();
    await upToDate(page);
  });

  // R9 (en)
  testWith('chromium', 'what two tabs do offline waits, outlives a reload, and is carried out once', async () => {
    const client = await program('ada');
    const ticket = await answerable(client);
    const { page } = ben;
    const other = await page.context().newPage();
    try {
      await other.goto(`${product.url}/desk/open/${ticket.id}`);
      await upToDate(other);
      await page.goto(`${product.url}/desk/open/${ticket.id}`);
      await page.getByRole('textbox', { name: 'Reply', exact: true }).waitFor();
      await other.getByRole('textbox', { name: 'Reply', exact: true }).waitFor();
      await setOffline(page, true);
      await Promise.all([offline(page).waitFor(), offline(other).waitFor()]);
      await write(page, 'Written on the train');
      await page.getByRole('button', { name: 'Send', exact: true }).click();
      await page.getByText('Waits to be sent').waitFor();
      await other.getByRole('button', { name: 'More', exact: true }).click();
      await other.getByRole('menuitem', { name: 'Follow' }).click();
      await waits(page, '1 message waits · 1 change waits').waitFor();
      await waits(other, '1 message waits · 1 change waits').waitFor();
      await page.reload();
      await page.getByText('Written on the train').waitFor();
      await page.getByText('Waits to be sent').waitFor();
      expect(await messagesWith(client, ticket.id, 'Written on the train')).toBe(0);
    } finally {
      await setOffline(page, false);
    }
    await upToDate(page);
    await page.getByText('Waits to be sent').waitFor({ state: 'detached' });
    await until('it is sent', async () => (await messagesWith(client, ticket.id, 'Written on the train')) > 0);
    await until('nothing waits', async () => (await keptIn(page, 'baton.outbox')) === '[]');
    expect(await messagesWith(client, ticket.id, 'Written on the train')).toBe(1);
    expect((await (await program('ben')).call('ticket.get', { ticketId: ticket.id })).mark?.following).toBe(true);
    expect(await page.getByRole('textbox', { name: 'Reply', exact: true }).textContent()).not.toContain('train');
    await other.close();
  });

  // R9 (en)
  testWith('chromium', 'a reply and a comment in a killed browser are carried out once by the next', async (path) => {
    const client = await program('ada');
    const ticket = await answerable(client, 1);
    const cable = await layCable(product.url);
    const profile = await mkdtemp(join(tmpdir(), 'baton-profile-'));
    const first = await killable(path, profile);
    const pageOf = async ({ context }: typeof first) => context.pages()[0] ?? (await context.newPage());
    const enter = async (page: Page) => {
      await page.locator('input[type=email]').fill('mei@baton.test');
      await page.locator('input[autocomplete=current-password]').fill('baton-demo');
      await page.keyboard.press('Enter');
    };
    try {
      const page = await pageOf(first);
      await page.goto(`${cable.url}/desk/open/${ticket.id}`);
      await enter(page);
      await page.getByRole('textbox', { name: 'Reply', exact: true }).waitFor(restart);
      await upToDate(page);
      cable.cut();
      await offline(page).waitFor(restart);
      await write(page, 'Written before the crash');
      await page.getByRole('button', { name: 'Send', exact: true }).click();
      await page.getByText('Waits to be sent').waitFor();
      await page.getByRole('tab', { name: /^Comment/ }).click();
      await page.locator('[data-writing=comment] .baton-editor').click();
      await page.keyboard.type('Remarked before the crash');
      await page.getByRole('button', { name: 'Add comment' }).click();
      await waits(page, '2 messages wait').waitFor();
      await until('both are on the disk', async () => {
        const kept = await keptIn(page, 'baton.outbox');
        return kept.includes('before the crash') && (JSON.parse(kept) as unknown[]).length === 2;
      });
    } finally {
      await first.kill();
      cable.mend();
    }
    const again = await killable(path, profile);
    try {
      const page = await pageOf(again);
      await page.goto(cable.url);
      // A browser that is killed may have forgotten the sign-in; what was done it may not.
      await page.locator('input[type=email], [data-ticket]').first().waitFor(restart);
      if (await page.locator('input[type=email]').count()) await enter(page);
      const said = async () => (await client.call('comment.list', { ticketId: ticket.id })).items;
      const remarks = async () => (await said()).filter(({ text }) => text.includes('before the crash')).length;
      await until(
        'the reply has come',
        async () => (await messagesWith(client, ticket.id, 'before the crash')) > 0,
        60_000,
      );
      await until('the comment has come', async () => (await remarks()) > 0, 60_000);
      await until('nothing waits', async () => (await keptIn(page, 'baton.outbox')) === '[]');
      expect([await messagesWith(client, ticket.id, 'before the crash'), await remarks()]).toEqual([1, 1]);
    } finally {
      await again.kill();
      await cable.stop();
      await rm(profile, { recursive: true, force: true });
    }
  });

  // R8 (en)
  testWith('chromium', 'a reply that was overtaken while offline is not sent, and its writer decides', async () => {
    const client = await program('ada');
    const ticket = await answerable(client);
    const { page } = ben;
    await page.goto(`${product.url}/desk/open/${ticket.id}`);
    await page.getByRole('textbox', { name: 'Reply', exact: true }).waitFor();
    await upToDate(page);
    try {
      await setOffline(page, true);
      await offline(page).waitFor();
      await write(page, 'Overtaken on the train');
      await page.getByRole('button', { name: 'Send', exact: true }).click();
      await page.getByText('Waits to be sent').waitFor();
      await client.call('comment.add', {
        ticketId: ticket.id,
        commentId: crypto.randomUUID(),
        html: '<p>Wait, I called her</p>',
        mentions: [],
      });
    } finally {
      await setOffline(page, false);
    }
    await page.getByText('Not sent', { exact: true }).waitFor();
    await page.getByText('Wait, I called her').waitFor();
    expect(await messagesWith(client, ticket.id, 'Overtaken on the train')).toBe(0);
    await waits(page, 'Look').click();
    await page.getByRole('dialog').getByText('Somebody wrote while you were offline.').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Edit' }).click();
    await page.getByRole('dialog').getByText('Nothing waits.').waitFor();
    await page.keyboard.press('Escape');
    const editor = page.getByRole('textbox', { name: 'Reply', exact: true });
    await until(
      'it is the draft again',
      async () => (await editor.textContent())?.includes('Overtaken on the train') === true,
    );
    await page.getByText('Saved', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText(/^Not sent yet/).waitFor();
    // For a moment the key is deaf, so that a doubled click does not slip through.
    const anyway = page.getByRole('button', { name: 'Send anyway' });
    await until('it is sent', async () => {
      if (await anyway.isVisible()) await anyway.click({ timeout: 1000 }).catch(() => {});
      return (await messagesWith(client, ticket.id, 'Overtaken on the train')) === 1;
    });
  });

  testWith('chromium', 'rights that were lost while away leave nothing on the screen and the device', async () => {
    const admin = await program('ada');
    const { page } = ben;
    await page.goto(`${product.url}/desk/open`);
    await row(page, 'Made while Ben was away').waitFor();
    await until('it is on the disk', async () => (await keptIn(page, 'baton.cache')).includes('Made while Ben'));
    const members = (await admin.call('screen.load', {})).members;
    const him = members.find(({ name }) => name.startsWith('Ben'));
    if (!him) throw new Error('Ben works in the demo shop');
    const none = { level: 'none', unassigned: false } as const;
    try {
      await setOffline(page, true);
      await offline(page).waitFor();
      await admin.call('member.setAccess', { memberId: him.id, access: { view: none, edit: none, delete: none } });
      await page.reload();
      await row(page, 'Made while Ben was away').waitFor();
      await setOffline(page, false);
      await row(page, 'Made while Ben was away').waitFor({ state: 'detached' });
      await until('nothing is left', async () => !(await keptIn(page, 'baton.cache')).includes('Made while Ben'));
    } finally {
      await setOffline(page, false);
      await admin.call('member.setAccess', { memberId: him.id, access: him.access });
    }
  });

  testWith('chromium', 'who signs out with work that waits is asked, and leaves nothing else behind', async () => {
    const { page } = ben;
    await row(page, 'Made while Ben was away').click(restart);
    await upToDate(page);
    const out = async () => {
      await page.getByRole('button', { name: /^Your account/ }).click();
      await page.getByRole('menuitem', { name: 'Sign out' }).click();
    };
    try {
      await setOffline(page, true);
      await offline(page).waitFor();
      await page.getByRole('button', { name: 'More', exact: true }).click();
      await page.getByRole('menuitem', { name: 'Follow' }).click();
      await waits(page, '1 change waits').waitFor();
      await out();
      await page.getByRole('alertdialog').getByText('1 thing you did waits on this device').waitFor();
      await page.getByRole('button', { name: 'Discard it and sign out' }).click();
      await page.locator('input[type=email]').waitFor();
      await until('nothing is left', async () =>
        (await Promise.all([keptIn(page, 'baton.cache'), keptIn(page, 'baton.outbox')])).every((text) => text === '[]'),
      );
    } finally {
      await setOffline(page, false);
    }
    for (const { complaints } of [ada, ben]) expect(complaints).toEqual([]);
  });
});
