import { afterAll, beforeAll, describe, expect, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { PipelineView } from '../../shared/entities.ts';
import { chromiumPath, launchBrowser, type Person, signIn } from '../support/browser.ts';
import { type Client, createClient } from '../support/client.ts';
import { testWith } from '../support/needs.ts';
import { type Product, startProduct } from '../support/product.ts';
import { until } from '../support/until.ts';

jest.setTimeout(180_000);

let product: Product;
let browser: Browser;
/** May set everything. */
let admin: Client;
let ada: Person;
let ben: Person;
/** Reads Chinese. */
let mei: Person;
/** A choice and a number of the workspace's own. */
let outcome: string;
let hours: string;

const made = async (name: string, kind: 'choice' | 'number', ...options: string[]) => {
  const choices = options.length > 0 ? { options: options.map((one) => ({ name: one })) } : {};
  return (await admin.call('property.save', { name, kind, ...choices })).propertyId;
};

async function pipeline(): Promise<PipelineView> {
  const [first] = (await admin.call('pipeline.list', {})).items;
  if (!first) throw new Error('The demo has a pipeline');
  return first;
}

/** From now on this is what the closed status of the first pipeline requires. */
async function closedRequires(requiredProperties: string[]): Promise<void> {
  const { id: pipelineId, name, statuses } = await pipeline();
  await admin.call('pipeline.save', {
    pipelineId,
    name,
    statuses: statuses.map((status) => ({
      id: status.id,
      name: status.name,
      state: status.state,
      requiredProperties: status.state === 'closed' ? requiredProperties : [],
    })),
  });
}

const untouched: string[] = [];
/** An open ticket with a customer that nothing has happened to yet, open on that page. */
async function at(page: Page): Promise<string> {
  const id = untouched.shift() ?? '';
  await page.goto(`${product.url}/desk/open/${id}`);
  await page.locator('.baton-editor').waitFor();
  return id;
}
const ticketOf = async (ticketId: string) => (await admin.call('ticket.get', { ticketId })).ticket;
/** Until the server has the ticket so. */
const becomes = (ticketId: string, what: object) =>
  until('the ticket is so', async () => {
    const ticket = await ticketOf(ticketId);
    return Object.entries(what).every(
      ([key, value]) => JSON.stringify(ticket[key as keyof typeof ticket]) === JSON.stringify(value),
    );
  });

describe('forms and what statuses require', () => {
  beforeAll(async () => {
    if (!chromiumPath) return;
    product = await startProduct({ BATON_SIGN_IN_TRIES: '10000', BATON_UNDO_SECONDS: '0' });
    const answer = await createClient(product.url, '').call('session.create', {
      email: 'ada@baton.test',
      password: 'baton-demo',
    });
    if (!('token' in answer)) throw new Error('Ada is in one workspace');
    admin = createClient(product.url, answer.token);
    outcome = await made('Outcome', 'choice', 'Replaced', 'Refunded');
    hours = await made('Hours spent', 'number');
    const { items } = await admin.call('ticket.list', { filter: { view: 'open' }, limit: 50 });
    untouched.push(...items.filter(({ contactIds }) => contactIds.length > 0).map(({ id }) => id));
    browser = await launchBrowser(chromiumPath);
    [ada, ben, mei] = [
      await signIn(browser, product.url, 'ada'),
      await signIn(browser, product.url, 'ben'),
      await signIn(browser, product.url, 'mei', { locale: 'zh-TW', colorScheme: 'dark' }),
    ];
  });
  afterAll(async () => {
    await browser?.close();
    await product?.remove();
  });

  // T9 (en)
  testWith('chromium', 'a status asks beside its menu for what it requires; cancelled, all is as it was', async () => {
    await closedRequires([outcome, hours]);
    try {
      const { page } = ben;
      const id = await at(page);
      const before = await ticketOf(id);
      await page
        .getByRole('button', { name: /^Change status/ })
        .first()
        .click();
      await page.getByRole('menuitemradio', { name: 'Closed' }).click();
      const question = page.getByRole('dialog', { name: '“Closed” needs 2 properties' });
      await question.getByRole('button', { name: 'Set to Closed' }).click();
      await question.getByText('Fill this in.').nth(1).waitFor();
      await page.keyboard.press('Escape');
      await question.waitFor({ state: 'detached' });
      expect(await ticketOf(id)).toEqual(before);

      await page.keyboard.press('e');
      await question.getByLabel('Outcome').selectOption({ label: 'Replaced' });
      await question.getByLabel('Hours spent').fill('1,5');
      await page.keyboard.press('Control+Enter');
      await question.waitFor({ state: 'detached' });
      await becomes(id, { phase: 'closed' });
      expect((await ticketOf(id)).properties).toMatchObject({ [hours]: 1.5 });
      await page.getByRole('button', { name: 'Outcome: Replaced' }).waitFor();
    } finally {
      await closedRequires([]);
    }
  });

  // T9, R7 (zh)
  testWith(
    'chromium',
    'in Chinese: a status set with a reply asks below the text, and no character of it is lost',
    async () => {
      await closedRequires([outcome]);
      try {
        const { page } = mei;
        const id = await at(page);
        await page.locator('.baton-editor').click();
        await page.keyboard.insertText('新蓋子明天寄出。');
        await page.getByRole('button', { name: '寄出並設定狀態' }).click();
        await page.getByRole('menuitem', { name: '已結案' }).click();
        const question = page.getByRole('form', { name: '設為「已結案」需要 1 個欄位' });
        await question.getByRole('button', { name: '取消' }).click();
        await question.waitFor({ state: 'detached' });
        expect(await page.locator('.baton-editor').textContent()).toContain('新蓋子明天寄出。');
        expect(
          (await admin.call('message.list', { ticketId: id })).items.some(({ text }) => text.includes('新蓋子')),
        ).toBe(false);
        await page.getByRole('button', { name: '寄出並設定狀態' }).click();
        await page.getByRole('menuitem', { name: '已結案' }).click();
        await question.getByLabel('Outcome').selectOption({ label: 'Refunded' });
        await question.getByRole('button', { name: '寄出並設定' }).click();
        await becomes(id, { phase: 'closed' });
        const [message] = (await admin.call('message.list', { ticketId: id })).items;
        expect(message?.text).toContain('新蓋子明天寄出。');
      } finally {
        await closedRequires([]);
      }
    },
  );

  // T9, T13 (en)
  testWith('chromium', 'the dialog of a move asks for what the status there requires, as soon as it does', async () => {
    const { page } = ben;
    const id = await at(page);
    await page.getByRole('button', { name: /^More/ }).first().click();
    await page.getByRole('menuitem', { name: 'Move to another pipeline or team' }).click();
    const dialog = page.getByRole('dialog', { name: /^Move #/ });
    await dialog.getByRole('button', { name: /^Status/ }).click();
    await page.getByRole('menuitemradio', { name: 'Closed' }).click();
    await closedRequires([hours]);
    try {
      await dialog.getByLabel('Hours spent').fill('two');
      await dialog.getByRole('button', { name: 'Move', exact: true }).click();
      await dialog.getByText('Write a number.').waitFor();
      await dialog.getByLabel('Hours spent').fill('2');
      await dialog.getByRole('button', { name: 'Move', exact: true }).click();
      await becomes(id, { phase: 'closed' });
      expect((await ticketOf(id)).properties).toMatchObject({ [hours]: 2 });
    } finally {
      await closedRequires([]);
    }
  });

  // T5 (en)
  testWith(
    'chromium',
    'an admin changes the form where he sees it, and the open form of a colleague follows',
    async () => {
      try {
        await ben.page.goto(`${product.url}/desk/open`);
        await ben.page.getByRole('button', { name: 'Create ticket' }).click();
        const form = ben.page.getByRole('dialog', { name: 'Create ticket' });
        await form.getByLabel('Ticket name').fill('Lid of the Kumo pot does not fit');
        expect(await form.getByRole('button', { name: 'Edit this form' }).count()).toBe(0);

        const { page } = ada;
        await page.goto(`${product.url}/desk/open`);
        await page.getByRole('button', { name: 'Create ticket' }).click();
        await page.getByRole('button', { name: 'Edit this form' }).click();
        await page.getByRole('button', { name: 'Remove Team' }).click();
        for (const label of ['Outcome', 'Hours spent']) {
          await page.getByRole('combobox', { name: 'Add a property' }).selectOption({ label });
          await page.getByRole('checkbox', { name: `${label} is required` }).check();
        }
        const when = { name: 'When Hours spent is shown' };
        await page.getByRole('button', when).click();
        await page.getByRole('combobox', when).selectOption({ label: 'When Outcome is …' });
        await page.getByRole('checkbox', { name: 'Replaced' }).check();
        await page.getByRole('button', { name: 'Move Outcome down' }).press('Enter');
        await page.getByText('Move it below Outcome, on which it depends.').waitFor();
        await page.getByRole('button', { name: 'Move Outcome up' }).press('Enter');
        await page.getByRole('img', { name: 'Drag Priority' }).dragTo(page.locator('[data-line-of=company]'));
        const others = ['name', 'pipeline', 'status', 'company', 'priority'];
        await admin.call('form.save', { fields: others.map((property) => ({ property })) });
        await page.getByRole('button', { name: 'Save form' }).click();
        await page.getByText('Somebody else has saved this meanwhile.').waitFor();
        expect(await page.getByRole('checkbox', { name: 'Outcome is required' }).isChecked()).toBe(true);
        await page.getByRole('button', { name: 'Save mine over it' }).click();
        await page.getByRole('button', { name: 'Edit this form' }).waitFor();

        await form.getByLabel('Outcome').waitFor();
        expect(await form.getByLabel('Team').count()).toBe(0);
        const above = await form.evaluate((element) => {
          const tops = ['Priority', 'Company'].map(
            (word) =>
              [...element.querySelectorAll('label')]
                .find((one) => one.textContent?.startsWith(word))
                ?.getBoundingClientRect().top,
          );
          return (tops[0] ?? 0) < (tops[1] ?? 0);
        });
        expect(above).toBe(true);
        await form.getByRole('button', { name: 'Create ticket' }).click();
        await form.getByText('Fill this in.').waitFor();
        expect(await form.getByLabel('Hours spent').count()).toBe(0);
        await form.getByLabel('Outcome').selectOption({ label: 'Replaced' });
        await form.getByLabel('Hours spent').fill('3');
        await form.getByRole('button', { name: 'Create ticket' }).click();
        await ben.page.waitForURL(/\/desk\/open\/\S/);
        const id = ben.page.url().split('/').at(-1) ?? '';
        expect(await ticketOf(id)).toMatchObject({
          name: 'Lid of the Kumo pot does not fit',
          properties: { [hours]: 3, [outcome]: expect.any(String) },
        });
      } finally {
        const words = ['name', 'pipeline', 'status', 'company', 'contacts', 'owner', 'team', 'priority'];
        await admin.call('form.save', { fields: words.map((property) => ({ property })) });
      }
    },
  );

  // T8, T10 (en)
  testWith(
    'chromium',
    'an admin says who may move tickets to a status, and what is set by itself; menus keep to it',
    async () => {
      const { id: pipelineId, name, statuses, automation } = await pipeline();
      try {
        const { page } = ada;
        await page.goto(`${product.url}/settings/pipelines`);
        await page.getByRole('button', { name: 'Change Support' }).click();
        await page.getByRole('button', { name: 'Rules of Closed' }).click();
        await page.getByRole('checkbox', { name: 'Only some people' }).check();
        await page.getByRole('checkbox', { name: 'All collaborators' }).check();
        await page.getByRole('combobox', { name: 'An e-mail is sent to the customer' }).selectOption({ label: 'New' });
        await page.getByRole('checkbox', { name: 'Close what nobody touches' }).check();
        await page.getByRole('textbox', { name: 'After days' }).fill('400');
        await page.getByRole('button', { name: 'Save', exact: true }).click();
        await page.getByText('A whole number of days, 1 to 365.').waitFor();
        await page.getByRole('textbox', { name: 'After days' }).fill('20');
        await page.getByRole('button', { name: 'Save', exact: true }).click();
        await page.getByText('Support saved').waitFor();
        const now = await pipeline();
        expect(now.statuses.at(-1)?.rules).toEqual({ movers: { memberIds: [], teamIds: [], roles: ['collaborator'] } });
        expect(now.automation).toEqual({
          ...automation,
          replySent: statuses[0]?.id,
          inactivity: { days: 20, statusId: statuses.at(-1)?.id, open: false },
        });
        await at(ben.page);
        await ben.page
          .getByRole('button', { name: /^Change status/ })
          .first()
          .click();
        const closed = ben.page.getByRole('menuitemradio', { name: 'Closed' });
        await closed.getByText('Not open to you').waitFor();
        expect(await closed.getAttribute('aria-disabled')).toBe('true');
        await ben.page.keyboard.press('Escape');
        await closed.waitFor({ state: 'detached' });
        // A key knows no menu: the server says which rule it is.
        await ben.page.keyboard.press('e');
        await ben.page.getByRole('alert').getByText('You may not move tickets to “Closed”.').waitFor();
      } finally {
        await admin.call('pipeline.save', {
          pipelineId,
          name,
          statuses: statuses.map(({ id, name: called, state }) => ({ id, name: called, state, rules: {} })),
          ...(automation && { automation }),
        });
      }
      expect([...ada.complaints, ...ben.complaints, ...mei.complaints]).toEqual([]);
    },
  );
});
