import { text as textOf } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { Access } from '../../shared/access.ts';
import type { CallName, Input, Output } from '../../shared/contract.ts';
import { launchBrowser, type Person, signIn } from '../support/browser.ts';
import { createClient } from '../support/client.ts';
import { testWith } from '../support/needs.ts';
import { type Product, startProduct } from '../support/product.ts';
import { until } from '../support/until.ts';

jest.setTimeout(240_000);

let product: Product;
let browser: Browser;
/** An admin at the settings; two agents at the queue, in either language. */
let ada: Person;
let ben: Person;
let mei: Person;
let call: <N extends CallName>(name: N, input: Input<N>) => Promise<Output<N>>;
let ids: Record<string, string>;

const row = ({ page }: Person, id: string) => page.locator(`[data-ticket="${id}"]`);
const reach = (level: Access['view']['level'], unassigned = false): Access => {
  const one = { level, unassigned };
  return { view: one, edit: one, delete: one };
};

/** All that the page has laid by in its browser. */
const keptBy = ({ page }: Person): Promise<string> =>
  page.evaluate(async () => {
    const said = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const kept: unknown[] = [{ ...localStorage }, { ...sessionStorage }];
    for (const { name } of await indexedDB.databases()) {
      if (!name) continue;
      const database = await said(indexedDB.open(name));
      for (const store of database.objectStoreNames)
        kept.push(await said(database.transaction(store).objectStore(store).getAll()));
      database.close();
    }
    return JSON.stringify(kept);
  });

async function openTicketOf(ownerId: string): Promise<string> {
  const { items } = await call('ticket.list', { filter: { view: 'open' }, limit: 50 });
  const ticket = items.find(({ contactIds }) => contactIds.length > 0);
  if (!ticket) throw new Error('The demo has open tickets');
  await call('ticket.assign', { ticketId: ticket.id, ownerId, teamId: null });
  return ticket.id;
}

async function setRole(name: string, role: string): Promise<void> {
  const { page } = ada;
  await page.goto(`${product.url}/settings/members`);
  await page.getByRole('button', { name: `Change ${name}` }).click();
  await page.getByRole('combobox', { name: 'Role' }).selectOption(role);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText(`Rights of ${name} saved`).last().waitFor();
}

describe('three people, one of whom gives and takes rights', () => {
  beforeAll(async () => {
    product = await startProduct();
    const given = { email: 'ada@baton.test', password: 'baton-demo' };
    const answer = await createClient(product.url, '').call('session.create', given);
    if (!('token' in answer)) throw new Error('The demo has one workspace');
    const client = createClient(product.url, answer.token);
    call = (name, input) => client.call(name, input);
    const { items } = await call('member.list', {});
    ids = Object.fromEntries(items.map(({ email, id }) => [email.split('@')[0], id]));
  });
  afterAll(async () => {
    await browser?.close();
    await product?.remove();
  });

  // A2, A3 (en, zh)
  testWith('chromium', 'a ticket that goes to somebody else leaves the screen, and its place says so', async (path) => {
    browser = await launchBrowser(path);
    [ada, ben, mei] = await Promise.all([
      signIn(browser, product.url, 'ada'),
      signIn(browser, product.url, 'ben'),
      signIn(browser, product.url, 'mei', { locale: 'zh-TW', colorScheme: 'dark' }),
    ]);
    await call('member.setAccess', { memberId: ids.ben ?? '', access: reach('own') });
    await call('member.setAccess', { memberId: ids.mei ?? '', access: reach('own') });
    await ben.page.getByText('Your rights have changed: you are an agent here').waitFor();
    await mei.page.getByText('您的權限已變更：您在此的角色是客服人員').waitFor();
    for (const [person, id, gone] of [
      [ben, ids.ben, 'This ticket is no longer open to you'],
      [mei, ids.mei, '這張工單已不再對您開放'],
    ] as const) {
      const ticketId = await openTicketOf(id ?? '');
      await row(person, ticketId).click();
      await person.page.locator('main article').first().waitFor();
      const { ticket } = await call('ticket.get', { ticketId });
      await call('ticket.assign', { ticketId, ownerId: ids.ada ?? '', teamId: null });
      await person.page.getByText(gone).first().waitFor();
      await row(person, ticketId).waitFor({ state: 'detached' });
      expect(await person.page.locator('body').textContent()).not.toContain(ticket.name);
      await until('nothing of it is kept', async () => !(await keptBy(person)).includes(ticket.name));
    }
  });

  // A4 (en)
  testWith(
    'chromium',
    'an extra team opens its tickets at once; a ticket has one owner, and one team or none',
    async () => {
      const { items: teams } = await call('team.list', {});
      const idOf = (name: string) => teams.find((team) => team.name === name)?.id ?? '';
      const ticketId = await openTicketOf(ids.ada ?? '');
      await call('ticket.assign', { ticketId, ownerId: null, teamId: idOf('Billing') });
      const placed = async () => {
        const { ownerId, teamId } = (await call('ticket.get', { ticketId })).ticket;
        return { ownerId, teamId };
      };
      const choose = async (button: RegExp, what: string) => {
        await ben.page.getByRole('button', { name: button }).first().click();
        await ben.page.getByRole('menuitemradio', { name: what }).click();
      };
      expect(await row(ben, ticketId).count()).toBe(0);
      try {
        const { page } = ada;
        await page.goto(`${product.url}/settings/members`);
        await page.getByRole('button', { name: 'Change Ben' }).click();
        await page.getByRole('checkbox', { name: 'Billing' }).check();
        await page.getByRole('combobox', { name: 'See' }).selectOption('teams');
        await page.getByRole('combobox', { name: 'Change and answer' }).selectOption('teams');
        await page.getByRole('button', { name: 'Save' }).click();
        await row(ben, ticketId).click();
        const him = (await call('member.list', {})).items.find(({ id }) => id === ids.ben);
        expect(him).toMatchObject({ mainTeamId: idOf('Support'), teamIds: [idOf('Billing')] });
        await choose(/^Change owner/, 'Mei');
        await row(mei, ticketId).waitFor();
        await choose(/^Change owner/, 'Ben (you)');
        await row(mei, ticketId).waitFor({ state: 'detached' });
        expect(await placed()).toEqual({ ownerId: ids.ben, teamId: idOf('Billing') });
        await choose(/^Team: Billing/, 'Support');
        await ben.page.getByRole('button', { name: 'Team: Support' }).waitFor();
        await until('it is in the other team', async () => (await placed()).teamId === idOf('Support'));
        await choose(/^Team: Support/, 'No team');
        await until('it is in no team', async () => (await placed()).teamId === null);
      } finally {
        await call('member.setAccess', { memberId: ids.ben ?? '', access: reach('own'), teamIds: [] });
      }
    },
  );

  // A1 (en, zh)
  testWith('chromium', 'who becomes a collaborator keeps four views, and is told what he is', async () => {
    await ben.page.goto(`${product.url}/desk/unassigned`);
    await ben.page.getByRole('link', { name: /^Unassigned/ }).waitFor();
    await setRole('Ben', 'collaborator');
    await ben.page.getByText('Your rights have changed: you are a collaborator here').waitFor();
    await until('the view he was in is no longer his', () => ben.page.url().includes('/desk/open'));
    const views = ben.page.getByRole('navigation', { name: 'Views' }).getByRole('link');
    const names = (await views.evaluateAll((links) => links.map((link) => link.getAttribute('aria-label') ?? ''))).map(
      (name) => name.replace(/, .*/, ''),
    );
    expect(names.sort()).toEqual(['All open', 'Drafts', 'Following', 'My mentions']);
    await setRole('Mei', 'collaborator');
    await mei.page.getByText('您的權限已變更：您在此的角色是協作者').waitFor();
    await setRole('Ben', 'agent');
    await ben.page.getByRole('link', { name: /^Unassigned/ }).waitFor();
  });

  // A3 (zh)
  // A7 (en)
  testWith('chromium', 'who is suspended is out at once, in his language; the audit log names who did it', async () => {
    const { page } = ada;
    await page.goto(`${product.url}/settings/members`);
    await page.getByRole('button', { name: 'Change Mei' }).click();
    await page.getByRole('checkbox', { name: 'Suspended' }).check();
    await page.getByRole('button', { name: 'Save' }).click();
    await mei.page.getByText('您已無法進入此工作區').waitFor();
    expect(await mei.page.locator('[data-ticket]').count()).toBe(0);
    await page.goto(`${product.url}/settings/audit`);
    await page
      .getByRole('row', { name: /Ada.*Mei.*Suspended/ })
      .first()
      .waitFor();
  });

  // A7 (en)
  testWith(
    'chromium',
    'the audit log is filtered by person, action and day, and what is shown is exported',
    async () => {
      const { page } = ada;
      await page.goto(`${product.url}/settings/audit`);
      const lines = page.locator('tbody tr');
      await lines.filter({ hasText: 'Signed in' }).first().waitFor();
      await page.getByRole('combobox', { name: 'Action' }).selectOption('member.changed');
      await lines.filter({ hasText: 'Signed in' }).first().waitFor({ state: 'detached' });
      await page.getByRole('combobox', { name: 'Person' }).selectOption({ label: 'Ada' });
      await lines
        .filter({ hasText: /Ada.*Changed rights.*Mei.*Suspended/ })
        .first()
        .waitFor();
      const shown = await lines.count();
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Export CSV' }).click(),
      ]);
      const text = await textOf(await file.createReadStream());
      const [, ...exported] = text.trim().split('\n');
      expect(exported).toHaveLength(shown);
      expect(exported.every((line) => line.includes('member.changed'))).toBe(true);
      await page.getByRole('combobox', { name: 'Person' }).selectOption({ label: 'Ben' });
      await page.getByText('Nothing found').waitFor();
      await page.getByRole('main').getByRole('button', { name: 'Clear filters' }).last().click();
      await page.getByLabel('From', { exact: true }).fill('2031-05-02');
      await page.getByText('Nothing found').waitFor();
      await page.getByLabel('To', { exact: true }).fill('2031-05-01');
      await page.getByText('“To” is before “From”.').waitFor();
      expect(await page.getByRole('button', { name: 'Export CSV' }).isDisabled()).toBe(true);
      expect([ada.complaints, ben.complaints, mei.complaints]).toEqual([[], [], []]);
    },
  );
});
