import { afterAll, beforeAll, describe, expect, jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { CallName } from '../../shared/contract.ts';
import { launchBrowser, type Person, signIn } from '../support/browser.ts';
import { type Client, signIn as enter } from '../support/client.ts';
import { testWith } from '../support/needs.ts';
import { type Product, startProduct } from '../support/product.ts';

jest.setTimeout(240_000);

const password = 'baton-demo';
let product: Product;
let browser: Browser;
let rio: Person;
let his: Client;
/** One he may see and change, and one he may not see. */
let ids: { own: string; hidden: string };
let admin: Client;
let rioId: string;

beforeAll(async () => {
  product = await startProduct();
  admin = await enter(product.url, 'ada@baton.test', undefined, password);
  const members = (await admin.call('screen.load', {})).members;
  rioId = members.find(({ name }) => name === 'Rio')?.id ?? '';
  const { items } = await admin.call('ticket.list', { filter: { view: 'open' }, limit: 50 });
  const [own, hidden] = items.filter(({ contactIds }) => contactIds.length > 0);
  if (!own || !hidden) throw new Error('The demo has open tickets');
  await admin.call('ticket.assign', { ticketId: own.id, ownerId: rioId, teamId: null });
  const filter = { property: 'priority', op: 'anyOf', value: ['low', 'normal', 'high'] } as const;
  await admin.call('view.save', {
    name: 'For everyone',
    filter: { ...filter, value: [...filter.value] },
    sharing: 'everyone',
  });
  ids = { own: own.id, hidden: hidden.id };
  his = await enter(product.url, 'rio@baton.test', undefined, password);
});
afterAll(async () => {
  await browser?.close();
  await product?.remove();
});

const viewsIn = async ({ page }: Person, pane: string): Promise<string[]> => {
  const links = page.getByRole('navigation', { name: pane, exact: true }).getByRole('link');
  const names = await links.evaluateAll((all) => all.map((link) => link.getAttribute('aria-label') ?? ''));
  return names.map((name) => name.replace(/[,，].*/, '')).sort();
};

// A1 (en, zh)
describe('a collaborator', () => {
  testWith('chromium', 'has his four views and no other, by menu, key, command or address', async (path) => {
    browser = await launchBrowser(path);
    rio = await signIn(browser, product.url, 'rio');
    const { page } = rio;
    expect(await viewsIn(rio, 'Views')).toEqual(['All open', 'Drafts', 'Following', 'My mentions']);
    expect(await page.getByText('For everyone').count()).toBe(0);
    const dark = await signIn(browser, product.url, 'rio', { locale: 'zh-TW', colorScheme: 'dark' });
    expect(await viewsIn(dark, '檢視')).toEqual(['所有未結', '提及我的', '草稿', '追蹤中'].sort());
    await dark.page.context().close();
    for (const view of ['unassigned', 'mine', 'waiting', 'closed', 'trash']) {
      await page.goto(`${product.url}/desk/${view}`);
      await page.waitForURL(/\/desk\/open/);
    }
    await page.locator('[data-ticket]').first().waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('u');
    await page.keyboard.press('Control+k');
    const commands = page.getByRole('dialog', { name: 'Commands' });
    await commands.getByRole('combobox').fill('unassigned');
    await commands.getByText('Unassigned', { exact: true }).waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await commands.waitFor({ state: 'detached' });
    expect(page.url()).toMatch(/\/desk\/open/);
    expect(rio.complaints).toEqual([]);
  });

  testWith('chromium', 'has the settings of his own account, and of the workspace none', async () => {
    const { page } = rio;
    await page.goto(`${product.url}/settings/profile`);
    const nav = page.getByRole('navigation', { name: 'Sections of the settings' });
    await nav.getByRole('link', { name: 'Your profile' }).waitFor();
    expect((await nav.getByRole('link').allInnerTexts()).map((text) => text.trim())).toEqual([
      'Your profile',
      'Notifications',
      'Keyboard',
      'Password and sign-in',
      'Sessions',
      'API tokens',
    ]);
    for (const section of ['workspace', 'members', 'teams', 'mail', 'pipelines', 'properties', 'senders', 'audit']) {
      await page.goto(`${product.url}/settings/${section}`);
      await page.getByText('This section is open to admins only').waitFor();
    }
    expect(rio.complaints).toEqual([]);
  });

  testWith('chromium', 'changes the ticket that is his, is not offered to delete it, and finds no other', async () => {
    const { page } = rio;
    await page.goto(`${product.url}/desk/open/${ids.own}`);
    await page.getByRole('button', { name: 'More', exact: true }).first().click();
    const menu = page.getByRole('menu');
    await menu.getByRole('menuitem').first().waitFor();
    const offered = await menu.getByRole('menuitem').allInnerTexts();
    expect(offered.join()).toMatch(/Merge/);
    expect(offered.join()).not.toMatch(/trash/i);
    await page.keyboard.press('Escape');
    await menu.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Create ticket' }).first().click();
    const create = page.getByRole('dialog', { name: 'Create ticket' });
    await create.waitFor();
    expect(await create.getByText('Edit this form').count()).toBe(0);
    await page.goto(`${product.url}/desk/open/${ids.hidden}`);
    await page.getByText('It does not exist, or it is not open to you.').waitFor();
    expect(rio.complaints.filter((line) => !line.includes('404'))).toEqual([]);
  });

  // A2, T15 (en)
  testWith(
    'chromium',
    'is offered of many at once what he may do with them, and nothing where he only reads',
    async () => {
      const { page } = rio;
      const { items } = await admin.call('ticket.list', { filter: { view: 'open' }, limit: 50 });
      const seen = items.find(({ id }) => id !== ids.own && id !== ids.hidden)?.id ?? '';
      // Rows under a pointer stay as they are, also under one that was left there, and what is new waits.
      await page.mouse.move(0, 0);
      await page.goto(`${product.url}/desk/open`);
      await admin.call('ticket.letIn', { ticketId: seen, memberId: rioId });
      const choose = (id: string) => page.locator(`[data-check="${id}"]`).click();
      const bar = page.getByRole('region', { name: 'Change the selected tickets' });
      await choose(seen);
      await bar.getByText('You may read these and not change them.').waitFor();
      expect(await bar.getByRole('button', { name: 'Assign' }).count()).toBe(0);
      await choose(ids.own);
      await bar.getByRole('button', { name: 'Assign' }).waitFor();
      expect(await bar.getByRole('button', { name: 'Merge' }).isDisabled()).toBe(true);
      expect(await bar.getByRole('button', { name: 'Delete' }).count()).toBe(0);
      await bar.getByRole('button', { name: 'Clear the selection' }).click();
      await admin.call('ticket.letOut', { ticketId: seen, memberId: rioId });
      await page.locator(`[data-ticket="${seen}"]`).waitFor({ state: 'detached' });
    },
  );

  testWith('chromium', 'is refused by the server what no screen offers him', async () => {
    const statusId = (await his.call('pipeline.list', {})).items[0]?.statuses[0]?.id ?? '';
    const filter = { property: 'number', op: 'gt', value: 0 };
    const asked: [CallName, unknown][] = [
      ['view.save', { name: 'Mine', filter }],
      ['property.save', { name: 'Mine', kind: 'text' }],
      ['form.save', { fields: ['name', 'pipeline', 'status'].map((property) => ({ property })) }],
      ['team.create', { name: 'Mine' }],
      ['audit.list', {}],
      ['ticket.trash', { ticketId: ids.own }],
      ['ticket.get', { ticketId: ids.hidden }],
      ['ticket.setStatus', { ticketId: ids.hidden, statusId }],
      ['ticket.list', { filter: { view: 'unassigned' } }],
    ];
    for (const [name, input] of asked) {
      const { status } = await his.ask(name, input);
      expect([name, status]).toEqual([name, 404]);
    }
    expect((await his.call('view.list', {})).items).toEqual([]);
    expect((await his.call('ticket.list', { limit: 200 })).items.map(({ id }) => id)).toContain(ids.own);
  });
});
