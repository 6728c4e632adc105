import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildContact, buildMember, buildPipeline, buildTicket, reach } from '../../support/build.ts';
import { type Client, signIn } from '../../support/client.ts';
import { type Cluster, startCluster } from '../../support/cluster.ts';
import { until } from '../../support/until.ts';

let cluster: Cluster;
let client: Client;

beforeAll(async () => {
  cluster = await startCluster();
  await buildPipeline(cluster.app, cluster.workspaceId);
  const member = await buildMember(cluster.app, cluster.workspaceId, { access: reach('everything') });
  client = await signIn(cluster.node.url, member.email);
});
afterAll(() => cluster.stop());

const rows = (name: string) =>
  cluster.app.storage.connection.collection<Record<string, unknown> & { _id: string }>(name);

/** What the first release stored: contacts with one address, tickets that could not lie aside, counters and search by other keys. */
async function makeOld(): Promise<void> {
  for (const contact of await rows('contacts').find().toArray()) {
    const { _id, workspaceId, name, emails, createdAt, reach: reached, audience, version } = contact;
    const email = (emails as string[])[0] ?? null;
    const old = { workspaceId, name, email, emailLower: email, createdAt, reach: reached, audience, version };
    await rows('contacts').replaceOne({ _id }, old);
  }
  const added = ['state', 'companyId', 'linkedIds', 'continuesId', 'snooze', 'spamAt', 'trashedAt', 'lastInSeq'];
  await rows('tickets').updateMany({}, { $unset: Object.fromEntries(added.map((field) => [field, ''])) });
  await rows('counters').deleteMany({});
  await rows('counters').insertOne({ _id: 'of another kind', workspaceId: cluster.workspaceId, n: 9 });
  for (const { _id, ...entry } of await rows('searchEntries').find().toArray()) {
    await rows('searchEntries').deleteOne({ _id });
    await rows('searchEntries').insertOne({ _id: `${cluster.workspaceId}:${entry.kind}:${entry.thingId}`, ...entry });
  }
  await rows('meta').updateOne({ _id: 'data' }, { $set: { version: 1 } });
}

test('what the first release stored is brought up to date, whole, however often that is begun', async () => {
  const { app, workspaceId } = cluster;
  const contact = await buildContact(app, workspaceId, 'Ida', 'Ida@Example.test');
  const silent = await buildContact(app, workspaceId, 'Bo');
  for (const name of ['one', 'two', 'three']) await buildTicket(app, workspaceId, { name, contactIds: [contact._id] });
  const before = await client.call('view.counts', {});
  const epoch = (await rows('positions').findOne({ _id: workspaceId }))?.epoch;

  await makeOld();
  await app.prepare();
  await rows('meta').updateOne({ _id: 'data' }, { $set: { version: 1 } });
  await app.prepare();

  expect(await rows('meta').findOne({ _id: 'data' })).toMatchObject({ version: 3 });
  expect(await client.call('view.counts', {})).toEqual(before);
  const list = await client.call('ticket.list', { filter: { view: 'open' } });
  expect(list.items.map(({ name }) => name).sort()).toEqual(['one', 'three', 'two']);
  const found = await client.call('contact.list', { email: 'ida@example.test' });
  expect(found.items).toMatchObject([{ id: contact._id, email: 'Ida@Example.test', phone: null }]);
  expect((await client.call('contact.get', { contactId: silent._id })).contact.name).toBe('Bo');
  expect((await rows('positions').findOne({ _id: workspaceId }))?.epoch).not.toBe(epoch);
  // And it can be worked with.
  const [ticket] = list.items;
  await client.call('ticket.update', { ticketId: ticket?.id ?? '', priority: 'high' });
  await until('each ticket is found by its name, once', async () => {
    const { groups } = await client.call('search.find', { text: 'three', types: ['ticket'] });
    return groups[0]?.items.length === 1 && (await rows('searchEntries').countDocuments({ kind: 'ticket' })) === 3;
  });
  expect(cluster.faults()).toEqual([]);
});
