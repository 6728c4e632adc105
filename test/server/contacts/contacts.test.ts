import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  buildChannel,
  buildMember,
  buildPipeline,
  buildTeam,
  buildTicket,
  reach,
  shortId,
} from '../../support/build.ts';
import { type Client, signIn } from '../../support/client.ts';
import { type Cluster, startCluster } from '../../support/cluster.ts';

let cluster: Cluster;
let ada: Client;
let ben: Client;
let benId: string;
let team: string;

beforeAll(async () => {
  cluster = await startCluster();
  const { app, workspaceId, node } = cluster;
  await buildPipeline(app, workspaceId);
  await buildChannel(app, workspaceId);
  team = await buildTeam(app, workspaceId);
  const everything = await buildMember(app, workspaceId, { access: reach('everything') });
  const teams = await buildMember(app, workspaceId, { access: reach('teams'), mainTeamId: team });
  ada = await signIn(node.url, everything.email);
  ben = await signIn(node.url, teams.email);
  benId = teams.userId;
});
afterAll(() => cluster.stop());

const address = () => `${shortId()}@customers.test`;
const make = async (client: Client, more: { name: string; emails?: string[]; companyId?: string }) =>
  (await client.call('contact.create', { emails: [address()], ...more })).contactId;
const found = async (client: Client, search: string) =>
  (await client.call('contact.list', { search })).items.map(({ name }) => name);
const ticketOf = async (client: Client, ticketId: string) => (await client.call('ticket.get', { ticketId })).ticket;
const firstStatus = async () => {
  const [pipeline] = (await ada.call('pipeline.list', {})).items;
  return { pipelineId: pipeline?.id ?? '', statusId: pipeline?.statuses[0]?.id ?? '' };
};

// A2
test('who makes a contact sees him at once, as does who sees everything; others when a ticket of his is theirs', async () => {
  const hers = await make(ada, { name: 'Ida Marten' });
  const his = await make(ben, { name: 'Martin Vogel' });
  await expect(ben.call('contact.get', { contactId: hers })).rejects.toThrow('notFound');
  expect((await ben.call('contact.get', { contactId: his })).can).toEqual({ edit: true });
  expect((await ada.call('contact.get', { contactId: his })).contact.name).toBe('Martin Vogel');
  const { _id: ticketId } = await buildTicket(cluster.app, cluster.workspaceId, { teamId: team });
  await ada.call('ticket.setContacts', { ticketId, contactIds: [hers] });
  expect((await ben.call('contact.get', { contactId: hers })).contact.name).toBe('Ida Marten');
  await ada.call('ticket.setContacts', { ticketId, contactIds: [] });
  await expect(ben.call('contact.get', { contactId: hers })).rejects.toThrow('notFound');
});

test('contacts are found as one types: by any beginning of a name or address, in Chinese by any part', async () => {
  const { companyId } = await ada.call('company.create', { name: '茶葉市場 Teehaus', domain: 'teehaus-markt.de' });
  await make(ada, { name: 'Wilhelmina Ångström', emails: [`willy.${shortId()}@nordlys.test`], companyId });
  await make(ada, { name: '陳品妤' });
  for (const text of ['wilh', 'angs', 'ÅNG', 'willy', 'nordlys.te', 'ang wil', 'Teeh', '市場']) {
    expect(await found(ada, text)).toContain('Wilhelmina Ångström');
  }
  for (const text of ['陳', '品妤', '妤']) expect(await found(ada, text)).toContain('陳品妤');
  expect(await found(ada, 'helmina')).not.toContain('Wilhelmina Ångström');
  expect(await found(ada, 'wilh xylo')).toEqual([]);
  expect(await found(ada, '.*')).toEqual([]);
  expect((await ada.call('company.list', { search: 'teehaus-m' })).items.map(({ id }) => id)).toEqual([companyId]);
});

// A2, V5: never a hit outside the searcher's access.
test('a search finds nobody the searcher may not know of, nor by his company', async () => {
  const name = `zq${shortId()}`;
  const { companyId } = await ada.call('company.create', { name });
  const contactId = await make(ada, { name, companyId });
  expect(await found(ben, name)).toEqual([]);
  expect((await ben.call('company.list', { search: name })).items).toEqual([]);
  await expect(ben.call('company.get', { companyId })).rejects.toThrow('notFound');
  await ada.call('ticket.create', { name: 'ours', ...(await firstStatus()), teamId: team, contactIds: [contactId] });
  expect(await found(ben, name)).toEqual([name]);
  expect((await ben.call('company.get', { companyId })).company.name).toBe(name);
});

test('lists come in pages, newest first or by name, each contact once', async () => {
  for (const name of ['Paging C', 'Paging A', 'paging B']) await make(ada, { name });
  for (const sort of ['newest', 'name'] as const) {
    const names: string[] = [];
    for (let cursor: string | null = null, more = true; more; ) {
      const page: { items: { name: string }[]; next: string | null } = await ada.call('contact.list', {
        sort,
        cursor,
        limit: 2,
      });
      names.push(...page.items.map((contact) => contact.name));
      cursor = page.next;
      more = cursor !== null;
    }
    const whole = (await ada.call('contact.list', { sort, limit: 200 })).items.map((contact) => contact.name);
    expect(names).toEqual(whole);
    expect(names.filter((name) => /^paging/i.test(name))).toEqual(
      sort === 'name' ? ['Paging A', 'paging B', 'Paging C'] : ['paging B', 'Paging A', 'Paging C'],
    );
  }
  await expect(ada.call('contact.list', { sort: 'name', cursor: 'bm8' })).rejects.toThrow('invalid');
});

test('no two contacts share an address, whatever its capitals; who may know the other is told who it is', async () => {
  const [first, second] = [address(), address()];
  const contactId = await make(ada, { name: 'One', emails: [first, second, first.toUpperCase()] });
  expect((await ada.call('contact.get', { contactId })).contact).toMatchObject({
    email: first,
    emails: [first, second],
  });
  const taken = { name: 'Two', emails: [second.toUpperCase()] };
  await expect(ada.call('contact.create', taken)).rejects.toMatchObject({
    refusal: { code: 'conflict', details: { contactId } },
  });
  const refused = await ben.call('contact.create', taken).catch((error: { refusal: object }) => error.refusal);
  expect(refused).toMatchObject({ code: 'conflict' });
  expect(refused).not.toHaveProperty('details.contactId');
  const other = await make(ada, { name: 'Two' });
  await expect(ada.call('contact.update', { contactId: other, emails: [first] })).rejects.toThrow('conflict');
  await ada.call('contact.update', { contactId, emails: [second] });
  await ada.call('contact.update', { contactId: other, emails: [first] });
});

test('a mail from any address of a contact is his, and finds him', async () => {
  const [first, second] = [address(), address()];
  const contactId = await make(ada, { name: 'Two addresses', emails: [first, second] });
  const { app, workspaceId } = cluster;
  const known = await app.unitOfWork.run(workspaceId, null, (tx) =>
    app.contacts.byEmail(tx, { name: 'T', address: second.toUpperCase() }),
  );
  expect(known._id).toBe(contactId);
  expect((await ada.call('contact.list', { email: second })).items.map(({ id }) => id)).toEqual([contactId]);
});

// T6
test('a ticket has several contacts and a company; the first contact brings his company along', async () => {
  const { companyId } = await ada.call('company.create', { name: 'Café Noord' });
  const [clara, jan] = [await make(ada, { name: 'Clara', companyId }), await make(ada, { name: 'Jan' })];
  const { ticketId } = await ada.call('ticket.create', { name: 'by hand', ...(await firstStatus()) });
  await ada.call('ticket.setContacts', { ticketId, contactIds: [clara, jan, clara] });
  expect(await ticketOf(ada, ticketId)).toMatchObject({ contactIds: [clara, jan], companyId });
  await ada.call('ticket.setCompany', { ticketId, companyId: null });
  expect(await ticketOf(ada, ticketId)).toMatchObject({ companyId: null });
  const { items } = await ada.call('ticket.history', { ticketId });
  expect(items.map(({ property, from, to }) => [property, from, to])).toEqual([
    ['company', companyId, null],
    ['company', null, companyId],
    ['contacts', '', `${clara}, ${jan}`],
    ['created', null, 'manual'],
  ]);
  expect((await ada.call('ticket.list', { filter: { contactId: jan } })).items.map(({ id }) => id)).toEqual([ticketId]);
});

// A2
test('nobody puts to a ticket a contact, company or ticket that he may not know of', async () => {
  const contactId = await make(ada, { name: 'Hidden' });
  const { companyId } = await ada.call('company.create', { name: 'Hidden' });
  const { _id: otherId } = await buildTicket(cluster.app, cluster.workspaceId);
  const { _id: ticketId } = await buildTicket(cluster.app, cluster.workspaceId, { ownerId: benId });
  const made = { name: 'his', ...(await firstStatus()) };
  await expect(ben.call('ticket.setContacts', { ticketId, contactIds: [contactId] })).rejects.toThrow('notFound');
  await expect(ben.call('ticket.setCompany', { ticketId, companyId })).rejects.toThrow('notFound');
  await expect(ben.call('ticket.setLinked', { ticketId, otherId, linked: true })).rejects.toThrow('notFound');
  await expect(ben.call('ticket.create', { ...made, companyId })).rejects.toThrow('notFound');
  await expect(ben.call('ticket.create', { ...made, linkedIds: [otherId] })).rejects.toThrow('notFound');
  await expect(ben.call('contact.create', { name: 'N', companyId })).rejects.toThrow('notFound');
});

test('linked tickets name each other until the link is taken away', async () => {
  const { _id: one } = await buildTicket(cluster.app, cluster.workspaceId);
  const { _id: two } = await buildTicket(cluster.app, cluster.workspaceId);
  const linkedTo = async (ticketId: string) =>
    (await ada.call('ticket.list', { filter: { linkedTo: ticketId } })).items.map(({ id }) => id);
  await ada.call('ticket.setLinked', { ticketId: one, otherId: two, linked: true });
  expect([await linkedTo(one), await linkedTo(two)]).toEqual([[two], [one]]);
  await ada.call('ticket.setLinked', { ticketId: two, otherId: one, linked: false });
  expect([await linkedTo(one), await linkedTo(two)]).toEqual([[], []]);
  await expect(ada.call('ticket.setLinked', { ticketId: one, otherId: one, linked: true })).rejects.toThrow('invalid');
});

test('a contact who leaves a company takes its audience along only as far as others do not hold it', async () => {
  const { companyId } = await ada.call('company.create', { name: 'Two people' });
  const [one, two] = [await make(ada, { name: 'One', companyId }), await make(ada, { name: 'Two', companyId })];
  const made = { name: 'theirs', ...(await firstStatus()), teamId: team, companyId: null };
  for (const contactId of [one, two]) await ada.call('ticket.create', { ...made, contactIds: [contactId] });
  await ada.call('contact.update', { contactId: one, companyId: null });
  expect((await ben.call('company.get', { companyId })).company.name).toBe('Two people');
  await ada.call('contact.update', { contactId: two, companyId: null });
  await expect(ben.call('company.get', { companyId })).rejects.toThrow('notFound');
});
