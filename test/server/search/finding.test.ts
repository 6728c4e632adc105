import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { SearchHit, SearchType } from '../../../shared/contract/search.ts';
import type { Input } from '../../../shared/contract.ts';
import { fold, runsIn } from '../../../shared/search/words.ts';
import {
  buildChannel,
  buildCustomer,
  buildMember,
  buildMessage,
  buildPipeline,
  buildTeam,
  buildTicket,
  reach,
  shortId,
} from '../../support/build.ts';
import { type Client, signIn } from '../../support/client.ts';
import { type Cluster, startCluster } from '../../support/cluster.ts';
import { createRandom } from '../../support/random.ts';
import { until } from '../../support/until.ts';

let cluster: Cluster;
let admin: Client;
let ben: Client;
let benId: string;
let team: string;

beforeAll(async () => {
  cluster = await startCluster({ nodes: 2 });
  const { app, workspaceId, nodes } = cluster;
  await buildPipeline(app, workspaceId);
  await buildChannel(app, workspaceId);
  team = await buildTeam(app, workspaceId);
  const member = await buildMember(app, workspaceId, { role: 'admin' });
  const own = await buildMember(app, workspaceId, { access: reach('teams'), mainTeamId: team });
  admin = await signIn(nodes[0]?.url ?? '', member.email);
  ben = await signIn(nodes[1]?.url ?? '', own.email);
  benId = own.userId;
});
afterAll(() => cluster.stop());
afterEach(() => expect(cluster.faults()).toEqual([]));

const app = () => cluster.app;
const ticket = async (given: Parameters<typeof buildTicket>[2] = {}) =>
  (await buildTicket(app(), cluster.workspaceId, given))._id;

async function hits(client: Client, type: SearchType, text: string, more: Partial<Input<'search.find'>> = {}) {
  const { groups } = await client.call('search.find', { text, types: [type], limit: 50, ...more });
  return groups[0]?.items ?? [];
}
const ids = async (client: Client, type: SearchType, text: string) =>
  (await hits(client, type, text)).map(({ id }) => id);

/** Until the index has read all that was written before. */
async function indexed(): Promise<void> {
  const word = `ready${shortId()}`;
  const id = await ticket({ name: word });
  await until('the index is there', async () => (await ids(admin, 'ticket', word)).includes(id));
}

const comment = async (ticketId: string, text: string) =>
  (await admin.call('comment.add', { ticketId, commentId: randomUUID(), html: `<p>${text}</p>`, mentions: [] }))
    .commentId;

const lit = ({ text, marks }: SearchHit['title']) => marks.map(([from, to]) => text.slice(from, to));

// V5
test('tickets, messages, comments, contacts and companies are found, each in its group, lit where they answer', async () => {
  const word = `quokka${shortId()}`;
  const names = { person: `Ida ${word}`, address: `${word}@customers.test`, company: `${word} & Sons` };
  const { contactId, companyId } = await buildCustomer(app(), cluster.workspaceId, names);
  const ticketId = await ticket({ name: `Where is my ${word}?`, contactIds: [contactId] });
  const messageId = await buildMessage(app(), cluster.workspaceId, ticketId, benId, `Your ${word} left on Monday.`);
  const commentId = await comment(ticketId, `He had a ${word} last year`);
  await indexed();
  const { groups } = await admin.call('search.find', { text: word.toUpperCase() });
  expect(groups.map(({ type, items }) => [type, items.map(({ id }) => id)])).toEqual([
    ['ticket', [ticketId]],
    ['message', [messageId]],
    ['comment', [commentId]],
    ['contact', [contactId]],
    ['company', [companyId]],
  ]);
  const [found, message] = groups.map(({ items }) => items[0]);
  expect(found && lit(found.title)).toEqual([word]);
  expect(message?.excerpt && lit(message.excerpt)).toEqual([word]);
  expect(message?.ticket?.id).toBe(ticketId);
});

// V5
test('the last word may be a beginning, the others are whole, and all must be there', async () => {
  const [one, other] = [`Walrus${shortId()}`, `Narwhal${shortId()}`];
  const id = await ticket({ name: `${one} meets ${other}` });
  await indexed();
  for (const text of [`${one} ${other.slice(0, 9)}`, `${other} ${one.slice(0, 10)}`, `MEETS ${one}`])
    expect(await ids(admin, 'ticket', text)).toEqual([id]);
  for (const text of [`${one.slice(0, 9)} ${other}`, `${one} giraffe`, one.slice(1)])
    expect(await ids(admin, 'ticket', text)).toEqual([]);
});

// V5
test.each([
  ['accents', 'Crème brûlée für Łukasz', ['creme', 'brulee', 'BRÛL', 'lukasz', 'fur']],
  ['Traditional Chinese', '訂單遲到了，請協助查詢物流進度', ['遲到', '訂單遲', '物流進度', '查']],
  ['Japanese', '注文した商品がまだ届きません。サーバーエラー', ['商品が', '届きません', 'サーバー', 'ｻｰﾊﾞｰ']],
  ['Korean', '배송이 지연되었습니다', ['배송', '지연', '연되었']],
  ['mixed scripts', '請問 iPhone15保護殼 ABC-998 有貨嗎', ['iphone15', '保護殼', 'abc 998', '有貨', 'iphone15 保護']],
  ['Cyrillic', 'Возврат заказа', ['возврат', 'ЗАКАЗ']],
])('what is written in %s is found by its parts', async (_language, text, asked) => {
  const ticketId = await ticket();
  const id = await comment(ticketId, text);
  await indexed();
  for (const words of asked)
    expect({ words, found: await ids(admin, 'comment', words) }).toEqual({ words, found: [id] });
});

// V5
test('two characters that only lie apart are no hit', async () => {
  const ticketId = await ticket();
  await comment(ticketId, '貓咪喜歡鯨魚，鯨豚不喜歡貓魚');
  await indexed();
  expect(await ids(admin, 'comment', '鯨魚鯨')).toEqual([]);
  expect(await ids(admin, 'comment', '鯨貓')).toEqual([]);
});

// V5
test('a number and an exact name come first, then the latest', async () => {
  const name = `Heron ${shortId()}`;
  const exact = await buildTicket(app(), cluster.workspaceId, { name });
  const later = await ticket({ name: `${name} again` });
  const last = await ticket({ name: `${name} once more, about ${exact.number}` });
  await indexed();
  expect(await ids(admin, 'ticket', name)).toEqual([exact._id, last, later]);
  expect((await ids(admin, 'ticket', `#${exact.number}`))[0]).toBe(exact._id);
});

// V5
test('an answer is as long as asked, and says when there is more', async () => {
  const word = `ibex${shortId()}`;
  for (let i = 0; i < 4; i++) await ticket({ name: `${word} ${i}` });
  await indexed();
  const of = async (limit: number) => {
    const { groups } = await admin.call('search.find', { text: word, types: ['ticket'], limit });
    return groups.map(({ items, more, partial }) => ({ n: items.length, more, partial }));
  };
  expect(await of(3)).toEqual([{ n: 3, more: true, partial: false }]);
  expect(await of(4)).toEqual([{ n: 4, more: false, partial: false }]);
});

// V5, A3
test('who may not see a ticket finds nothing of it, from the moment on in which he may not', async () => {
  const word = `okapi${shortId()}`;
  const { contactId } = await buildCustomer(app(), cluster.workspaceId, {
    person: word,
    address: `${word}@customers.test`,
    company: `${word} Ltd`,
  });
  const ticketId = await ticket({ name: word, contactIds: [contactId] });
  await buildMessage(app(), cluster.workspaceId, ticketId, benId, `about ${word}`);
  await comment(ticketId, `hush, ${word}`);
  await indexed();
  const count = async (client: Client) =>
    (await client.call('search.find', { text: word })).groups.map(({ items, more }) => (more ? -1 : items.length));
  expect(await count(admin)).toEqual([1, 1, 1, 1, 1]);
  expect(await count(ben)).toEqual([0, 0, 0, 0, 0]);
  await admin.call('ticket.assign', { ticketId, ownerId: benId });
  await until('he finds what is his', async () => (await count(ben)).join() === '1,1,1,1,1');
  await admin.call('ticket.assign', { ticketId, ownerId: null });
  expect(await count(ben)).toEqual([0, 0, 0, 0, 0]);
  await admin.call('ticket.assign', { ticketId, teamId: team });
  await until('his team finds it', async () => (await count(ben)).join() === '1,1,1,1,1');
});

// V5, D3
test('tickets that change among many are found by what they are now, by whoever may see them now', async () => {
  const word = `lantern${shortId()}`;
  const tag = `tag${shortId()}`;
  const found = await ticket({ name: word });
  await indexed();
  expect(await ids(ben, 'ticket', word)).toEqual([]);
  const other = await ticket();
  await admin.call('ticket.bulk', { ids: [found, other], change: { assign: { teamId: team } } });
  await until('his team has it', async () => (await ids(ben, 'ticket', word)).includes(found));
  await admin.call('ticket.bulk', { ids: [found, other], change: { addTag: tag } });
  await until('its tag is found', async () => (await ids(ben, 'ticket', tag)).includes(found));
});

test('what is put away or changed is found no more, and no draft ever', async () => {
  const [word, next] = [`tapir${shortId()}`, `lemur${shortId()}`];
  const ticketId = await ticket({ name: word });
  const commentId = await comment(ticketId, `${word} it was`);
  await indexed();
  await admin.call('ticket.update', { ticketId, name: next });
  expect(await ids(admin, 'ticket', word)).toEqual([]);
  await until('it is found by its new name', async () => (await ids(admin, 'ticket', next)).includes(ticketId));
  expect(await ids(admin, 'comment', word)).toEqual([commentId]);
  await admin.call('ticket.trash', { ticketId });
  expect(await ids(admin, 'ticket', next)).toEqual([]);
  expect(await ids(admin, 'comment', word)).toEqual([]);
  await admin.call('ticket.restore', { ticketId });
  expect(await ids(admin, 'comment', word)).toEqual([commentId]);
});

// V5
test('a filter leaves tickets that fit it, what is said of them, and nothing else', async () => {
  const word = `civet${shortId()}`;
  const [mine, other] = [await ticket({ name: word, ownerId: benId }), await ticket({ name: word, tags: ['vip'] })];
  await comment(other, `also ${word}`);
  await indexed();
  const found = async (filter: NonNullable<Input<'search.find'>['filter']>) =>
    (await admin.call('search.find', { text: word, filter })).groups.map(({ items }) =>
      items.map((hit) => hit.ticket?.id),
    );
  expect(await found({ property: 'owner', op: 'anyOf', value: [benId] })).toEqual([[mine], [], []]);
  expect(await found({ property: 'tags', op: 'anyOf', value: ['vip'] })).toEqual([[other], [], [other]]);
  await admin.call('ticket.trash', { ticketId: mine });
  expect(await found({ property: 'state', op: 'anyOf', value: ['trash'] })).toEqual([[mine], [], []]);
});

// V5
test('what was there before there was an index is read in, also when the log no longer has it', async () => {
  const word = `gecko${shortId()}`;
  const { contactId } = await buildCustomer(app(), cluster.workspaceId, {
    person: word,
    address: `${word}@customers.test`,
    company: word,
  });
  const ticketId = await ticket({ name: word, contactIds: [contactId] });
  await comment(ticketId, word);
  await indexed();
  const { connection } = app().storage;
  await connection.collection('searchEntries').deleteMany({});
  await connection.collection('searchProgress').deleteMany({});
  await indexed();
  await until('all of it is found again', async () => {
    const { groups } = await admin.call('search.find', { text: word });
    return groups.map(({ items }) => items.length).join() === '1,0,1,1,1';
  });
});

test('a text without a word finds nothing, and an operator is no word', async () => {
  for (const text of ['', '  ', '.*', '$ne', '"', '\\'])
    expect((await admin.ask('search.find', { text })).status).toBe(200);
  expect(await admin.call('search.find', { text: '.*' })).toEqual({ groups: [] });
});

/** What a plain reader takes for a hit, in words of the test's own. */
function holds(asked: string, text: string): boolean {
  const runs = runsIn(fold(text).folded);
  const words = runsIn(fold(asked).folded);
  return words.every(({ text: word, dense }, i) =>
    runs.some((run) => {
      if (dense || run.dense) return dense && run.dense && run.text.includes(word);
      return i === words.length - 1 && word.length >= 3 ? run.text.startsWith(word) : run.text === word;
    }),
  );
}

// V5
test('a search finds exactly what a plain reader of all comments finds', async () => {
  const random = createRandom('search');
  const salt = shortId().replace(/\d/g, 'x');
  const stock = ['order', 'orders', 'ordinary', 'refund', 'refunded', 'ref', 'late', 'Übergröße', 'ubergrosse', '訂單'];
  const more = [
    '訂單延遲',
    '單訂',
    '延遲',
    '配送延遲中',
    '주문',
    '주문번호',
    '2024',
    '20245',
    'A-17',
    'la',
    'l’été',
    'ほげ',
  ];
  const words = [...stock, ...more];
  const ticketId = await ticket({ name: 'Everything' });
  const texts = new Map<string, string>();
  for (let i = 0; i < 60; i++) {
    const text = `${salt} ${Array.from({ length: 1 + random.below(6) }, () => random.pick(words)).join(random.pick([' ', ', ', '']))}`;
    texts.set(await comment(ticketId, text), text);
  }
  await indexed();
  for (let i = 0; i < 120; i++) {
    const last = [...random.pick(words)];
    const asked = [
      salt,
      ...Array.from({ length: random.below(2) }, () => random.pick(words)),
      last.slice(0, 1 + random.below(last.length)).join(''),
    ].join(' ');
    const wanted = [...texts].filter(([, text]) => holds(asked, text)).map(([id]) => id);
    const { groups } = await admin.call('search.find', { text: asked, types: ['comment'], limit: 50 });
    const found = groups[0]?.items.map(({ id }) => id) ?? [];
    const shown = wanted.length > 50 ? found.filter((id) => wanted.includes(id)).slice(0, 50) : wanted;
    expect({ asked, seed: random.seed, found: found.toSorted() }).toEqual({
      asked,
      seed: random.seed,
      found: shown.toSorted(),
    });
    expect(found.length).toBe(Math.min(wanted.length, 50));
  }
});
