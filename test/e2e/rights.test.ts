import { text as textOf } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
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

/** Holds back the part of the page that tells its reader what has changed, until `come` is called. */
function holdAttendant(): { hold: (page: Page) => Promise<void>; come: () => void } {
  let come = () => {};
  const held = new Promise<void>((resolve) => {
    come = resolve;
  });
  const hold = async (page: Page): Promise<void> => {
    await page.route(/\/attendant[^/]*\.js/, async (route) => {
      await held;
      await route.continue();
    });
  };
  return { hold, come: () => come() };
}

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

async function plainTicket(): Promise<{ pipelineId: string; statusId: string }> {
  const [pipeline] = (await call('pipeline.list', {})).items;
  const status = pipeline?.statuses.find(({ state }) => state === 'open');
  return { pipelineId: pipeline?.id ?? '', statusId: status?.id ?? '' };
}

async function clientOf(name: string): Promise<ReturnType<typeof createClient>> {
  const given = { email: `${name}@baton.test`, password: 'baton-demo' };
  const answer = await createClient(product.url, '').call('session.create', given);
  if (!('token' in answer)) throw new Error('The demo has one workspace');
  return createClient(product.url, answer.token);
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
    const client = await clientOf('ada');
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
    const attendant = holdAttendant();
    [ada, ben, mei] = await Promise.all([
      signIn(browser, product.url, 'ada'),
      signIn(browser, product.url, 'ben'),
      signIn(browser, product.url, 'mei', { locale: 'zh-TW', colorScheme: 'dark' }, attendant.hold),
    ]);
    const foreign = await call('ticket.create', {
      ...(await plainTicket()),
      name: 'Of nobody',
      ownerId: ids.ada ?? '',
    });
    await row(mei, foreign.ticketId).waitFor();
    await call('member.setAccess', { memberId: ids.ben ?? '', access: reach('own') });
    await call('member.setAccess', { memberId: ids.mei ?? '', access: reach('own') });
    await ben.page.getByText('Your rights have changed: you are an agent here').waitFor();
    // Who was there before the part that tells it is told all the same.
    await row(mei, foreign.ticketId).waitFor({ state: 'detached' });
    attendant.come();
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

  // A3, D4 (en)
  testWith('chromium', 'the name of a ticket that is taken goes at once, wherever it stands', async () => {
    const name = 'Walnut harvest';
    const bens = await clientOf('ben');
    const ticketId = await openTicketOf(ids.ben ?? '');
    const [contactId = ''] = (await call('ticket.get', { ticketId })).ticket.contactIds;
    await call('ticket.update', { ticketId, name });
    await call('ticket.create', {
      ...(await plainTicket()),
      name: 'Stays with him',
      ownerId: ids.ben ?? '',
      contactIds: [contactId],
    });
    await bens.call('notification.acknowledgeAll', {});
    await until('it can be found', async () => {
      const { groups } = await bens.call('search.find', { text: name, types: ['ticket'] });
      return groups.some(({ items }) => items.length > 0);
    });
    const open = async (path: string) => {
      const page = await ben.page.context().newPage();
      await page.goto(`${product.url}${path}`);
      return page;
    };
    const tableWithSearch = await open('/desk/mine');
    await tableWithSearch.getByRole('button', { name: 'Table', exact: true }).click();
    await tableWithSearch.getByRole('row', { name: new RegExp(name) }).waitFor();
    await tableWithSearch.keyboard.press('/');
    const search = tableWithSearch.getByRole('dialog', { name: 'Search' });
    await search.getByRole('combobox').fill('Walnut');
    await search.getByText('1 hit').waitFor();
    const boardWithBell = await open('/desk/open');
    await boardWithBell.getByRole('button', { name: 'Board', exact: true }).click();
    await boardWithBell.locator(`[data-ticket="${ticketId}"]`).waitFor();
    await boardWithBell.getByRole('button', { name: /^Notifications/ }).click();
    await boardWithBell.getByRole('listitem').filter({ hasText: name }).first().waitFor();
    const drafts = await open(`/desk/open/${ticketId}`);
    await drafts.locator('.baton-editor').first().click();
    await drafts.keyboard.insertText('as the orchard has it');
    await drafts.getByText('Saved', { exact: true }).first().waitFor();
    await drafts.goto(`${product.url}/desk/drafts`);
    await drafts.getByText(name).first().waitFor();
    const contact = await open(`/contacts/${contactId}`);
    await contact
      .getByText(new RegExp(`· #\\d+ ${name}`))
      .first()
      .waitFor();
    const pages = { tableWithSearch, boardWithBell, drafts, contact };

    await call('ticket.assign', { ticketId, ownerId: ids.ada ?? '', teamId: null });
    for (const [where, page] of Object.entries(pages))
      await until(`it is gone: ${where}`, async () => !(await page.locator('body').textContent())?.includes(name));
    await drafts.getByText('as the orchard has it').waitFor();
    await contact.getByText('Stays with him').first().waitFor();
    await search.getByText('Nothing matches “Walnut”.').waitFor();
    await until('nothing of it is kept', async () => !(await keptBy(ben)).includes(name));
    await Promise.all(Object.values(pages).map((page) => page.close()));
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
        // Above rows that a pointer rests on a new one waits until it goes.
        await mei.page.mouse.move(0, 0);
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
    await setRole('Ben', 'admin');
    await ben.page.goto(`${product.url}/settings/members`);
    await ben.page.getByRole('button', { name: 'Change Mei' }).waitFor();
    await setRole('Ben', 'agent');
    await ben.page.getByText('Your role is now agent').waitFor();
    await ben.page.getByText('Your rights have changed: you are an agent here').waitFor();
    expect(await ben.page.getByText('mei@baton.test').count()).toBe(0);
    await ben.page.goto(`${product.url}/desk/open`);
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

  // A3, A5 (en)
  testWith('chromium', 'whose sign-in is ended from elsewhere is told why, and nothing of his desk stays', async () => {
    const { page } = await browser
      .newContext({ locale: 'en-GB' })
      .then(async (context) => ({ page: await context.newPage() }));
    const kai: Person = { page, complaints: [] };
    const enter = async (password: string) => {
      await page.goto(product.url);
      await page.locator('input[type=email]').fill('kai@baton.test');
      await page.locator('input[autocomplete=current-password]').fill(password);
      await page.keyboard.press('Enter');
      await page.locator('[data-line=live] [data-ticket]').first().waitFor();
      const shown = (await page.locator('[data-ticket]').first().getAttribute('data-ticket')) ?? '';
      await until('the desk is kept', async () => (await keptBy(kai)).includes(shown));
    };
    const isOut = async (words: string | RegExp) => {
      await page.getByText(words).waitFor();
      expect(await page.locator('[data-ticket]').count()).toBe(0);
      const { items } = await call('ticket.list', { limit: 200 });
      await until('nothing of it is kept', async () => {
        const kept = await keptBy(kai);
        return !items.some(({ id }) => kept.includes(id));
      });
    };
    const kais = await clientOf('kai');
    await enter('baton-demo');
    await kais.call('session.endOthers', {});
    await isOut(/^This session was ended from another place/);
    await enter('baton-demo');
    await kais.call('password.change', { current: 'baton-demo', password: 'another long password' });
    await isOut(/^This session was ended from another place/);
    await enter('another long password');
    await call('member.remove', { memberId: ids.kai ?? '' });
    await isOut(/^You can no longer enter this workspace/);
    await page.context().close();
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
