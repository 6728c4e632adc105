import { text as textOf } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, jest } from '@jest/globals';
import { createTransport } from 'nodemailer';
import type { Browser, Locator } from 'playwright-core';
import { type Sink, startSink } from '../server/mail/sink.ts';
import { chromiumPath, launchBrowser, type Person, signIn } from '../support/browser.ts';
import { type Client, signIn as enter } from '../support/client.ts';
import { testWith } from '../support/needs.ts';
import { type Product, startProduct } from '../support/product.ts';
import { until } from '../support/until.ts';

jest.setTimeout(240_000);

let product: Product;
let sink: Sink;
let browser: Browser;
let admin: Client;
/** One reads English, the other Chinese; each walks the same ways. */
let ben: Person;
let mei: Person;

const english = {
  create: 'Create ticket',
  nameMissing: 'Give the ticket a name.',
  ticketName: 'Ticket name',
  required: 'Required',
  company: 'Company',
  removeCompany: 'Remove the company',
  contacts: 'Contacts',
  addContact: 'Add a contact',
  about: /^About this ticket/,
  past: 'Past conversations',
  reply: 'Reply',
  comment: 'Comment',
  saved: 'Saved',
  drafts: /^Drafts,/,
  copies: 'Show Cc and Bcc',
  cc: 'Cc',
  from: /^Choose the address it goes out from/,
  send: 'Send',
  sendAndSet: 'Send and set the status',
  closed: 'Closed',
  status: (name: string) => `Change status, now ${name}`,
  onContact: 'Waiting on contact',
  onUs: 'Waiting on us',
  close: 'Close ticket',
  ask: (name: string) => `Say who ${name} is`,
  who: (name: string) => `Who is ${name}?`,
  existing: 'Add existing contact',
  saveContact: 'Save contact',
  replyTo: 'Reply to this message',
  waysToAnswer: 'More ways to answer',
  all: 'Reply to all',
  automatic: 'automatic',
  aboutMessage: 'About this message',
  whyReply: 'answers a mail we sent',
  move: 'Move…',
  toNew: 'A new ticket',
  moved: /^One message moved to #\d+/,
  failed: 'Failed',
  retry: 'Retry',
  sent: 'Sent',
  uncertain: 'Delivery uncertain',
  arrived: 'It arrived',
  stale: /commented while you were writing/,
  anyway: 'Send anyway',
  together: 'Write together',
  writtenTogether: 'Written together',
  asked: (name: string) => `${name} lets you write along`,
  join: 'Write along',
  replyOf: (name: string) => `A reply of ${name}`,
  handOver: 'Hand over to',
  handedOver: (name: string) => `Handed over to ${name}`,
  views: {
    unassigned: 'Unassigned',
    mine: 'Assigned to me',
    teamUnassigned: "My team's unassigned",
    following: 'Following',
    open: 'All open',
    waiting: 'Waiting',
    snoozed: 'Snoozed',
    spam: 'Spam',
    trash: 'Trash',
    drafts: 'Drafts',
  },
};
const chinese: typeof english = {
  create: '建立工單',
  nameMissing: '請為工單命名。',
  ticketName: '工單名稱',
  required: '必填',
  company: '公司',
  removeCompany: '移除公司',
  contacts: '聯絡人',
  addContact: '加入聯絡人',
  about: /^工單資訊/,
  past: '過往對話',
  reply: '回覆',
  comment: '留言',
  saved: '已儲存',
  drafts: /^草稿,/,
  copies: '顯示副本與密件副本',
  cc: '副本',
  from: /^選擇寄件地址/,
  send: '寄出',
  sendAndSet: '寄出並設定狀態',
  closed: '已結案',
  status: (name) => `變更狀態，目前為${name}`,
  onContact: '等待客戶回覆',
  onUs: '待我方處理',
  close: '結案',
  ask: (name) => `確認 ${name} 的身分`,
  who: (name) => `${name} 是誰？`,
  existing: '加到現有聯絡人',
  saveContact: '儲存聯絡人',
  replyTo: '回覆這則訊息',
  waysToAnswer: '其他回覆方式',
  all: '回覆所有人',
  automatic: '自動訊息',
  aboutMessage: '關於這則訊息',
  whyReply: '或是回覆我們寄出的信',
  move: '移動…',
  toNew: '新工單',
  moved: /^已將 1 則訊息移到 #\d+/,
  failed: '寄送失敗',
  retry: '重試',
  sent: '已寄出',
  uncertain: '送達狀況不明',
  arrived: '對方已收到',
  stale: /新增了留言/,
  anyway: '仍要寄出',
  together: '一起撰寫',
  writtenTogether: '共同撰寫',
  asked: (name) => `${name} 邀您一起撰寫`,
  join: '一起撰寫',
  replyOf: (name) => `${name} 的回覆`,
  handOver: '移交給',
  handedOver: (name) => `已移交給 ${name}`,
  views: {
    unassigned: '未指派',
    mine: '指派給我',
    teamUnassigned: '我的團隊未指派',
    following: '追蹤中',
    open: '所有未結',
    waiting: '等待中',
    snoozed: '已延後',
    spam: '垃圾郵件',
    trash: '垃圾桶',
    drafts: '草稿',
  },
};
/** A walk is of one person, in words of his own; what he makes has his name in it. */
const walks = [
  {
    who: 'ben',
    name: 'Ben',
    words: english,
    person: () => ben,
    other: () => mei,
    otherName: 'Mei',
    otherWords: chinese,
  },
  {
    who: 'mei',
    name: 'Mei',
    words: chinese,
    person: () => mei,
    other: () => ben,
    otherName: 'Ben',
    otherWords: english,
  },
] as const;

const row = ({ page }: Person, subject: string) => page.locator('[data-ticket]', { hasText: subject });
const text = ({ page }: Person) => page.locator('section[data-writing=reply] .baton-editor');
/** What stands beside a view's name. */
const countedBy = async (view: Locator) => Number(/\d+/.exec((await view.getAttribute('aria-label')) ?? '')?.[0]);
const article = ({ page }: Person, words: string) => page.locator('main article', { hasText: words }).first();
const status = ({ page }: Person, name: string) => page.getByRole('button', { name }).first();

interface Letter {
  from: string;
  subject: string;
  text: string;
  cc?: string;
  inReplyTo?: string;
  headers?: Record<string, string>;
}
async function write({ inReplyTo, ...letter }: Letter): Promise<string> {
  const transport = createTransport({ host: '127.0.0.1', port: product.smtpPort, ignoreTLS: true });
  const answers = inReplyTo ? { inReplyTo, references: inReplyTo } : {};
  return (await transport.sendMail({ to: 'support@baton.test', ...letter, ...answers })).messageId;
}

/** The mails that went to this address, whoever else got them. */
const mailsTo = (address: string) => sink.mails.filter(({ to }) => to.includes(address)).map((mail) => mail.text);
async function mailTo(address: string, count = 1): Promise<string> {
  await until(`mail ${count} to ${address} has left`, () => mailsTo(address).length >= count);
  return mailsTo(address).at(-1) ?? '';
}
const idIn = (mail: string, header: string) =>
  new RegExp(`^${header}:\\s*(<[^>]+>)`, 'im').exec(mail.replace(/\r?\n[ \t]+/g, ' '))?.[1];

/** At the list, which keeps still while the pointer is on it. */
async function toList({ page }: Person): Promise<void> {
  await page.mouse.move(900, 300);
  await page.goto(`${product.url}/desk/open`);
}

async function open(person: Person, subject: string): Promise<void> {
  await row(person, subject).click();
  await person.page.getByRole('heading', { name: subject }).waitFor();
  await text(person).waitFor();
}

async function reply(person: Person, words: string): Promise<void> {
  await text(person).click();
  await person.page.keyboard.type(words);
}

describe('the same ways in two languages', () => {
  beforeAll(async () => {
    if (!chromiumPath) return;
    sink = await startSink();
    product = await startProduct({ SMTP_URL: sink.url, BATON_UNDO_SECONDS: '0', BATON_SIGN_IN_TRIES: '10000' });
    admin = await enter(product.url, 'ada@baton.test', undefined, 'baton-demo');
    await admin.call('channel.create', { name: 'Wholesale', address: 'wholesale@baton.test' });
    browser = await launchBrowser(chromiumPath);
    [ben, mei] = await Promise.all([
      signIn(browser, product.url, 'ben'),
      signIn(browser, product.url, 'mei', { locale: 'zh-TW', colorScheme: 'dark' }),
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    await product?.remove();
    await sink?.stop();
  });

  // T3, T4, T6, T7, T10, R4, R7, D1, D2, D3, M1, H2 (en, zh)
  for (const { who, words, person, other } of walks) {
    testWith('chromium', `${who} makes a ticket by hand, writes, leaves, comes back, sends and closes`, async () => {
      const { page } = person();
      await toList(person());
      const subject = `By hand, ${who}`;
      const at = page.url();
      await page.getByRole('button', { name: words.create }).first().click();
      const panel = page.getByRole('dialog', { name: words.create });
      const submit = panel.getByRole('button', { name: words.create, exact: true });
      await submit.click();
      await panel.getByText(words.nameMissing).waitFor();
      expect(page.url()).toBe(at);
      // Of pipeline and status; the name is a field, and says so itself.
      expect(await panel.getByText(words.required, { exact: true }).count()).toBe(2);
      expect(await panel.locator('[aria-required=true]').count()).toBe(1);
      await panel.getByRole('textbox', { name: words.ticketName }).fill(subject);
      await panel.getByRole('combobox', { name: words.company }).fill('Tideline Surf');
      await page
        .getByRole('option', { name: /Tideline Surf/ })
        .first()
        .click();
      await panel.getByRole('button', { name: words.removeCompany }).waitFor();
      await submit.click();
      await page.getByRole('heading', { name: subject }).waitFor();
      await page.getByRole('textbox', { name: words.comment, exact: true }).waitFor();
      expect(await text(person()).count()).toBe(0);

      const about = page.getByRole('complementary', { name: words.about });
      await about.getByRole('link', { name: 'Tideline Surf' }).waitFor();
      await about.getByRole('button', { name: words.addContact }).click();
      await page.getByRole('combobox', { name: words.addContact }).fill('clara');
      await page.getByRole('option', { name: /Clara Jansen/ }).click();
      await text(person()).waitFor();

      await page.getByRole('tab', { name: new RegExp(`^${words.comment}`) }).click();
      await page.locator('section[data-writing=comment] .baton-editor').click();
      await page.keyboard.type(`between us ${who}`);
      await page.keyboard.press('Control+Enter');
      await page.locator('[data-comment]', { hasText: `between us ${who}` }).waitFor();
      await page.getByRole('tab', { name: new RegExp(`^${words.reply}`) }).click();
      await page.getByRole('button', { name: words.copies }).click();
      await page.getByLabel(words.cc, { exact: true }).fill(`${who}@copies.test`);
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: words.from }).click();
      await page.getByRole('menuitemradio', { name: /wholesale@/ }).click();
      await reply(person(), `A lid for ${who} leaves today`);
      await page.getByText(words.saved, { exact: true }).first().waitFor();

      const address = page.url();
      await other().page.goto(address);
      await other()
        .page.locator('[data-comment]', { hasText: `between us ${who}` })
        .waitFor();
      expect(await other().page.locator('body').textContent()).not.toContain(`A lid for ${who}`);
      await page.getByRole('link', { name: words.drafts }).click();
      await text(person()).waitFor({ state: 'detached' });
      await row(person(), `A lid for ${who}`).click();
      await text(person()).getByText(`A lid for ${who} leaves today`).waitFor();
      expect(await row(other(), `A lid for ${who}`).count()).toBe(0);

      await page.getByRole('button', { name: words.sendAndSet }).click();
      await page.getByRole('menuitem', { name: words.closed }).click();
      const mail = await mailTo(`${who}@copies.test`);
      expect(mail).toMatch(/^From: .*wholesale@baton\.test/m);
      expect(mail).toContain(`A lid for ${who} leaves today`);
      expect(mail).not.toContain('between us');
      await article(person(), `A lid for ${who}`).getByText(words.sent, { exact: true }).waitFor();
      await status(person(), words.status(words.closed)).waitFor();
      expect(person().complaints).toEqual([]);
    });
  }

  // T1, T10, T11, R1, R2, R10, R11, R12, H1 (en, zh)
  for (const { who, words, person } of walks) {
    testWith('chromium', `${who} answers somebody unknown, until what belongs elsewhere is moved away`, async () => {
      const { page } = person();
      const nora = `Nora ${who} <nora.${who}@strangers.test>`;
      const kim = `kim.${who}@strangers.test`;
      const subject = `A stranger, ${who}`;
      await toList(person());
      const first = await write({ from: nora, cc: kim, subject, text: 'The pot leaks.' });
      await open(person(), subject);
      await article(person(), 'The pot leaks.').waitFor();

      await page.getByRole('button', { name: words.ask(`Nora ${who}`) }).click();
      const panel = page.getByRole('complementary', { name: words.who(`Nora ${who}`) });
      await panel.getByRole('tab', { name: words.existing }).waitFor();
      await panel.getByRole('button', { name: words.saveContact }).click();
      await panel.waitFor({ state: 'detached' });
      await page.getByRole('button', { name: words.ask(`Nora ${who}`) }).waitFor({ state: 'detached' });

      await reply(person(), 'Where does it leak?');
      await page.getByRole('button', { name: words.send, exact: true }).click();
      const answer = await mailTo(`nora.${who}@strangers.test`);
      expect(idIn(answer, 'In-Reply-To')).toBe(first);
      await status(person(), words.status(words.onContact)).waitFor();

      const answers = { from: nora, subject: `Re: ${subject}`, inReplyTo: idIn(answer, 'Message-ID') ?? '' };
      await write({ ...answers, text: 'At the spout.' });
      await article(person(), 'At the spout.').waitFor();
      await status(person(), words.status(words.onUs)).waitFor();

      await article(person(), 'The pot leaks.').getByRole('button', { name: words.waysToAnswer }).click();
      await page.getByRole('menuitem', { name: words.all }).click();
      await reply(person(), 'We send a new one.');
      await page.getByRole('button', { name: words.send, exact: true }).click();
      expect(idIn(await mailTo(kim), 'In-Reply-To')).toBe(first);
      await status(person(), words.status(words.onContact)).waitFor();

      await page.getByRole('button', { name: words.close, exact: true }).click();
      await status(person(), words.status(words.closed)).waitFor();
      await write({ ...answers, text: 'I am away.', headers: { 'Auto-Submitted': 'auto-replied' } });
      await article(person(), 'I am away.').getByText(words.automatic).waitFor();
      await status(person(), words.status(words.closed)).waitFor();
      await write({ ...answers, text: 'Also, a kettle.' });
      await status(person(), words.status(words.onUs)).waitFor();

      const last = article(person(), 'Also, a kettle.');
      await last.getByRole('button', { name: words.aboutMessage }).click();
      await last.getByText(words.whyReply).waitFor();
      await last.getByRole('button', { name: words.move }).click();
      await last.locator('section li').nth(4).waitFor();
      await until('the field to search in stays in sight', () =>
        page.evaluate(() => {
          const field = document.activeElement;
          const { left, top, width, height } = field?.getBoundingClientRect() ?? new DOMRect();
          return field?.tagName === 'INPUT' && document.elementFromPoint(left + width / 2, top + height / 2) === field;
        }),
      );
      await last.getByRole('button', { name: words.toNew }).click();
      await page.getByText(words.moved).first().waitFor();
      await last.waitFor({ state: 'detached' });
      const about = page.getByRole('complementary', { name: words.about });
      await about.getByRole('button', { name: new RegExp(`^${words.past}\\s*1$`) }).waitFor();
      expect(person().complaints).toEqual([]);
    });
  }

  // R8, R9 (en, zh)
  for (const { who, words, person } of walks) {
    testWith('chromium', `${who} sees what became of a mail, and of a reply that was overtaken`, async () => {
      const { page } = person();
      const at = `lars.${who}@strangers.test`;
      const subject = `Hard to reach, ${who}`;
      await toList(person());
      await write({ from: `Lars <${at}>`, subject, text: 'Hello?' });
      await open(person(), subject);
      const ticketId = page.url().split('/').at(-1) ?? '';
      try {
        sink.behave({ at: 'rcpt', code: 550, words: 'no such person' });
        await reply(person(), 'Refused at first.');
        await page.getByRole('button', { name: words.send, exact: true }).click();
        await article(person(), 'Refused at first.').getByText(words.failed, { exact: true }).waitFor();
        sink.behave('take');
        await article(person(), 'Refused at first.').getByRole('button', { name: words.retry }).click();
        await article(person(), 'Refused at first.').getByText(words.sent, { exact: true }).waitFor();
        expect(mailsTo(at)).toHaveLength(1);

        sink.behave('vanish');
        await reply(person(), 'Gone in the middle.');
        await page.getByRole('button', { name: words.send, exact: true }).click();
        await article(person(), 'Gone in the middle.').getByText(words.uncertain, { exact: true }).waitFor();
        await article(person(), 'Gone in the middle.').getByRole('button', { name: words.arrived }).click();
        await article(person(), 'Gone in the middle.').getByText(words.sent, { exact: true }).waitFor();
      } finally {
        sink.behave('take');
      }
      await reply(person(), 'Overtaken by Ada.');
      await page.getByText(words.saved, { exact: true }).first().waitFor();
      const commentId = crypto.randomUUID();
      await admin.call('comment.add', { ticketId, commentId, html: '<p>He called.</p>', mentions: [] });
      await page.locator('[data-comment]', { hasText: 'He called.' }).waitFor();
      await page.getByRole('button', { name: words.send, exact: true }).click();
      await page.getByText(words.stale).waitFor();
      expect(mailsTo(at)).toHaveLength(1);
      // For a moment the key is deaf, so that a doubled click does not slip through.
      const anyway = page.getByRole('button', { name: words.anyway });
      await until('it is sent', async () => {
        if (await anyway.isVisible()) await anyway.click({ timeout: 1000 }).catch(() => {});
        return mailsTo(at).length === 2;
      });
      expect(person().complaints).toEqual([]);
    });
  }

  // D5 (en, zh)
  for (const { who, name, words, person, other, otherName, otherWords } of walks) {
    testWith('chromium', `${who} writes a reply together with a colleague, and hands it over`, async () => {
      const { page } = person();
      const { page: there } = other();
      const subject = `For two, ${who}`;
      await toList(person());
      await toList(other());
      await write({ from: `Olaf <olaf.${who}@strangers.test>`, subject, text: 'Who knows this pot?' });
      await open(person(), subject);
      await open(other(), subject);
      await reply(person(), 'It is a Heron. ');
      await page.getByText(words.saved, { exact: true }).first().waitFor();
      expect(await there.getByText(otherWords.asked(name)).count()).toBe(0);
      await page.getByRole('button', { name: words.together }).click();
      await page
        .getByRole('menuitem', { name: otherName })
        .or(page.getByRole('menuitemradio', { name: otherName }))
        .first()
        .click();

      await there.getByText(otherWords.asked(name)).waitFor();
      await there.getByRole('button', { name: otherWords.join, exact: true }).click();
      const along = there.getByRole('region', { name: otherWords.replyOf(name) });
      await along.getByText('It is a Heron.').waitFor();
      await along.locator('.baton-editor').click();
      await there.keyboard.press('Control+End');
      await there.keyboard.type('Made in 2019.');
      await text(person()).getByText('It is a Heron. Made in 2019.').waitFor();
      await text(person()).locator('.other-caret', { hasText: otherName }).waitFor();

      await page.getByRole('button', { name: words.writtenTogether }).click();
      await page.getByRole('group', { name: words.handOver }).getByRole('menuitem', { name: otherName }).click();
      await page.getByText(words.handedOver(otherName)).first().waitFor();
      await text(other()).getByText('It is a Heron. Made in 2019.').waitFor();
      await text(person()).getByText('It is a Heron.').waitFor({ state: 'detached' });
      await there.getByRole('button', { name: otherWords.send, exact: true }).click();
      expect(await mailTo(`olaf.${who}@strangers.test`)).toContain('Made in 2019.');
      await article(person(), 'Made in 2019.').getByText(otherName).first().waitFor();
      expect([...person().complaints, ...other().complaints]).toEqual([]);
    });
  }

  // V1 (en, zh)
  for (const { who, words } of walks) {
    testWith('chromium', `${who} finds in each view as many as its count says`, async () => {
      const chosen = who === 'mei' ? { locale: 'zh-TW' } : {};
      // High enough for every row of the longest list.
      const viewport = { width: 1440, height: 9000 };
      const { page, complaints } = await signIn(browser, product.url, who, { ...chosen, viewport });
      for (const [view, name] of Object.entries(words.views)) {
        const link = page.getByRole('link', { name: new RegExp(`^${name}[,，]`) });
        await link.click();
        await page.waitForURL(new RegExp(`/desk/${view}`));
        let seen: [number, number] = [-1, -1];
        await until(
          () => `${view} has ${seen[0]} rows, and counts ${seen[1]}`,
          async () => {
            seen = [await page.locator('[data-ticket]').count(), await countedBy(link)];
            return seen[0] === seen[1];
          },
        );
      }
      expect(complaints).toEqual([]);
      await page.context().close();
    });
  }

  // V4 (en, zh)
  testWith('chromium', 'both scroll to the last of many, of which few are on the page at a time', async () => {
    const { items } = await admin.call('ticket.list', { limit: 100 });
    const like = items.find(({ contactIds }) => contactIds.length > 0);
    if (!like) throw new Error('The demo has customers');
    const { pipelineId, statusId, contactIds } = like;
    const input = { name: 'One of many', pipelineId, statusId, contactIds };
    for (let batch = 0; batch < 4; batch += 1)
      await Promise.all(Array.from({ length: 30 }, () => admin.call('ticket.create', input)));
    for (const { words, person } of walks) {
      const { page } = person();
      await page.mouse.move(900, 300);
      await page.goto(`${product.url}/desk/open`);
      const list = page.locator('[data-ticket]');
      const view = page.getByRole('link', { name: new RegExp(`^${words.views.open}[,，]`) });
      // A list under a pointer keeps still: what it had not been told of by then would wait.
      await page.locator('[data-line=live] [data-ticket]').first().getByText(input.name).waitFor();
      await until('all that was made is counted', async () => (await countedBy(view)) > 120);
      await list.first().hover();
      const met = new Set<string>();
      let counted = 0;
      await until(
        () => `${met.size} of ${counted} rows were met`,
        async () => {
          const now = await list.evaluateAll((all) => all.map((one) => one.getAttribute('data-ticket') ?? ''));
          for (const id of now) met.add(id);
          await page.mouse.wheel(0, 200);
          counted = await countedBy(view);
          return met.size === counted;
        },
      );
      expect(await list.count()).toBeLessThan(counted / 2);
    }
  });

  // M7, T15, V9 (zh)
  testWith(
    'chromium',
    'mei sees who is where, changes two at once and takes it back, and knows when she is offline',
    async () => {
      const { page } = mei;
      await Promise.all([ben, mei].map(toList));
      const id = (await page.locator('[data-ticket]').first().getAttribute('data-ticket')) ?? '';
      const there = page.locator(`[data-ticket="${id}"]`).getByRole('img', { name: 'Ben 正在查看這張工單' });
      await ben.page.locator(`[data-ticket="${id}"]`).click();
      await there.waitFor();
      await text(ben).click();
      await ben.page.keyboard.type('Hello', { delay: 20 });
      await page.locator(`[data-ticket="${id}"]`).getByRole('img', { name: 'Ben 正在撰寫回覆' }).waitFor();

      for (const which of [0, 1]) await page.locator('[data-check]').nth(which).check();
      const bar = page.getByRole('region', { name: '變更所選的工單' });
      await bar.getByText('已選取 2 張').waitFor();
      await bar.getByRole('button', { name: '標籤' }).click();
      await page.getByRole('textbox', { name: '標籤' }).fill('盤點');
      await page.getByRole('textbox', { name: '標籤' }).press('Enter');
      await bar.getByText('已變更 2 張工單').waitFor();
      await bar.getByRole('button', { name: '復原' }).click();
      await bar.getByText('已復原 2 張工單').waitFor();
      expect((await admin.call('ticket.get', { ticketId: id })).ticket.tags).not.toContain('盤點');

      for (const person of [ben, mei]) await person.page.mouse.move(900, 300);
      const line = page.locator('[role=status]');
      try {
        await page.context().setOffline(true);
        await line
          .getByText(/^(自 .* 起)?離線/)
          .first()
          .waitFor();
        await write({ from: 'Olga <olga@strangers.test>', subject: 'While she was away', text: 'Hello?' });
        await row(ben, 'While she was away').waitFor();
        expect(await row(mei, 'While she was away').count()).toBe(0);
      } finally {
        await page.context().setOffline(false);
      }
      await row(mei, 'While she was away').waitFor();
      await line.getByText(/離線/).first().waitFor({ state: 'detached' });
      expect(mei.complaints).toEqual([]);
    },
  );

  describe('what an admin sets in Chinese', () => {
    let ada: Person;
    const to = (section: string) => ada.page.goto(`${product.url}/settings/${section}`);

    // T5 (zh)
    testWith('chromium', 'the form, which a colleague who has it open finds changed', async () => {
      ada = await signIn(browser, product.url, 'ada', { locale: 'zh-TW' });
      const { page } = ada;
      await ben.page.goto(`${product.url}/desk/open`);
      await ben.page.getByRole('button', { name: 'Create ticket' }).first().click();
      const form = ben.page.getByRole('dialog', { name: 'Create ticket' });
      await form.getByText('Team', { exact: true }).first().waitFor();
      await page.getByRole('button', { name: '建立工單' }).first().click();
      await page.getByRole('button', { name: '編輯表單' }).click();
      await page.getByRole('button', { name: '移除「團隊」' }).click();
      await page.getByRole('combobox', { name: '新增欄位' }).selectOption({ label: '說明' });
      await page.getByRole('checkbox', { name: '「說明」為必填' }).check();
      await page.getByRole('button', { name: '儲存表單' }).click();
      await page.getByRole('button', { name: '編輯表單' }).waitFor();
      await form.getByLabel('Description').waitFor();
      await form.getByText('Team', { exact: true }).waitFor({ state: 'detached' });
      await page.getByRole('textbox', { name: '工單名稱' }).fill('壺蓋');
      await page.getByRole('dialog').getByRole('button', { name: '建立工單', exact: true }).click();
      await page.getByText('請填寫此欄位。').waitFor();
    });

    // T8 (zh)
    testWith('chromium', 'a pipeline, whose first status has to be open', async () => {
      const { page } = ada;
      await to('pipelines');
      await page.getByRole('button', { name: '新增流程' }).click();
      await page.getByLabel('流程名稱').fill('退貨');
      await page.getByRole('button', { name: '新增狀態' }).click();
      await page.getByLabel('狀態 2 的名稱').fill('寄送中');
      await page.getByLabel('「寄送中」的類別').selectOption('waiting');
      await page.getByRole('button', { name: '將「寄送中」上移' }).click();
      await page.getByRole('button', { name: '儲存', exact: true }).click();
      await page.getByText('新工單從第一個狀態開始，因此它必須是「未結」。').waitFor();
      await page.getByRole('button', { name: '將「寄送中」下移' }).click();
      await page.getByRole('button', { name: '儲存', exact: true }).click();
      await page.getByText('已儲存「退貨」').waitFor();

      // Saved elsewhere while she changes it.
      await page.getByRole('button', { name: '變更「退貨」' }).click();
      await page.getByLabel('流程名稱').fill('退貨與換貨');
      const made = (await admin.call('pipeline.list', {})).items.find((one) => one.name === '退貨');
      if (!made) throw new Error('It was saved');
      const statuses = made.statuses.map(({ id, name, state }) => ({ id, name, state }));
      await admin.call('pipeline.save', { pipelineId: made.id, name: '退回', statuses });
      await page.getByText('其他人剛儲存了這個項目。您輸入的內容仍在。').waitFor();
      expect(await page.getByLabel('流程名稱').inputValue()).toBe('退貨與換貨');
      await page.getByRole('button', { name: '改為載入對方的版本' }).click();
      expect(await page.getByLabel('流程名稱').inputValue()).toBe('退回');
      await page.getByLabel('流程名稱').fill('退貨與換貨');
      await admin.call('pipeline.save', { pipelineId: made.id, name: '退還', statuses });
      await page.getByRole('button', { name: '以我的版本覆蓋' }).click();
      await page.getByText('已儲存「退貨與換貨」').waitFor();
    });

    // A4, A5, A7 (zh)
    testWith(
      'chromium',
      'an invitation, whose person joins, forgets his password, and is found in the audit log',
      async () => {
        const { page } = ada;
        const at = 'lin@kettleleaf.test';
        const linkIn = (mail: string, place: string) => {
          const whole = mail.replace(/=\r?\n/g, '').replaceAll('=3D', '=');
          const found = new RegExp(`/${place}/[A-Za-z0-9_-]{20,}`).exec(whole)?.[0];
          if (!found) throw new Error(`No link to ${place} in: ${whole}`);
          return `${product.url}${found}`;
        };
        await to('members');
        await page.getByRole('button', { name: '邀請', exact: true }).click();
        await page.getByRole('textbox', { name: '電子郵件' }).fill(at);
        await page.getByRole('button', { name: '寄出邀請' }).click();
        await page.getByText(`已寄邀請給 ${at}`).waitFor();
        const lin = await (await browser.newContext({ locale: 'zh-TW' })).newPage();
        await lin.goto(linkIn(await mailTo(at), 'join'));
        await lin.getByLabel('您的姓名').fill('林小安');
        await lin.getByLabel('設定密碼').fill('a first password');
        await lin.getByRole('button', { name: '加入', exact: true }).click();
        await lin.locator('[data-ticket]').first().waitFor();

        await lin.goto(`${product.url}/settings/tokens`);
        await lin.getByRole('button', { name: '新增權杖' }).click();
        await lin.getByLabel('用途').fill('每晚報表');
        await lin.getByRole('button', { name: '建立權杖' }).click();
        await lin.getByText('您的新權杖').waitFor();
        await lin.getByRole('button', { name: '完成' }).click();
        const revoke = lin.getByRole('button', { name: '撤銷「每晚報表」' });
        await revoke.click();
        await revoke.click();
        await lin.getByText('已撤銷權杖').waitFor();

        const other = await (await browser.newContext({ locale: 'zh-TW' })).newPage();
        await other.goto(`${product.url}/forgot`);
        await other.getByLabel('電子郵件').fill(at);
        await other.getByRole('button', { name: '寄出連結' }).click();
        await other.goto(linkIn(await mailTo(at, 2), 'reset'));
        await other.getByLabel('新密碼').fill('a second password');
        await other.getByRole('button', { name: '設定密碼' }).click();
        await other.getByText('新密碼已生效').waitFor();
        await lin.locator('input[type=email]').waitFor();
        await lin.locator('input[type=email]').fill(at);
        await lin.locator('input[autocomplete=current-password]').fill('a second password');
        await lin.keyboard.press('Enter');
        await lin.getByRole('button', { name: '新增權杖' }).waitFor();

        await to('members');
        await page.getByRole('button', { name: '變更 林小安' }).click();
        await page.getByRole('combobox', { name: '主要團隊' }).selectOption({ label: 'Billing' });
        await page.getByRole('button', { name: '儲存' }).click();
        await page.getByText('已儲存 林小安 的權限').last().waitFor();
        await lin.getByText('您的權限已變更：您在此的角色是客服人員').waitFor();

        await to('audit');
        const lines = page.locator('tbody tr');
        await page.getByRole('combobox', { name: '動作' }).selectOption('invitation.accepted');
        await lines.filter({ hasText: '林小安' }).first().waitFor();
        await lines.filter({ hasText: '寄出邀請' }).first().waitFor({ state: 'detached' });
        const [file] = await Promise.all([
          page.waitForEvent('download'),
          page.getByRole('button', { name: '匯出 CSV' }).click(),
        ]);
        expect(await textOf(await file.createReadStream())).toContain('invitation.accepted');
        for (const one of [lin, other]) await one.context().close();
      },
    );

    // A6 (zh)
    testWith('chromium', 'another workspace, in which nothing of this one is', async () => {
      const { page } = ada;
      await to('workspace');
      await page.getByLabel('新工作區的名稱').fill('二店');
      await page.getByRole('button', { name: '建立並前往' }).click();
      await page.getByRole('button', { name: /工作區.*二店/ }).waitFor();
      expect(await page.locator('[data-ticket]').count()).toBe(0);
      await page.getByRole('button', { name: /工作區.*二店/ }).click();
      await page
        .getByRole('menuitemradio', { name: 'Kettle & Leaf' })
        .or(page.getByRole('menuitem', { name: 'Kettle & Leaf' }))
        .first()
        .click();
      await page.locator('[data-ticket]').first().waitFor();
      expect(ada.complaints).toEqual([]);
    });
  });
});
