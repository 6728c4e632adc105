import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Input } from '../../../shared/contract.ts';
import type { PipelineView, StatusView } from '../../../shared/entities.ts';
import type { Id } from '../../../shared/ids.ts';
import type { PropertyView } from '../../../shared/propertyKinds.ts';
import { buildMember, reach, shortId } from '../../support/build.ts';
import { type Client, createClient, Refused, signIn } from '../../support/client.ts';
import { createHandClock } from '../../support/clock.ts';
import { openScreen } from '../../support/screen.ts';
import { until } from '../../support/until.ts';
import { openEditor } from '../collab/editors.ts';
import { type Desk, openDesk } from '../mail/desk.ts';
import { plainLetter } from '../mail/letters.ts';

const clock = createHandClock(new Date());
const day = 86_400_000;
let desk: Desk;
let admin: Client;
let agent: Client;
let agentId: Id;
let enter: () => Promise<void>;
beforeAll(async () => {
  desk = await openDesk({ clock });
  const { app, workspaceId, node } = desk.cluster;
  const boss = await buildMember(app, workspaceId, { role: 'admin', access: reach('everything', true) });
  const worker = await buildMember(app, workspaceId, { access: reach('everything', true) });
  agentId = worker.userId;
  enter = async () => {
    admin = await signIn(node.url, boss.email);
    agent = await signIn(node.url, worker.email);
  };
  await enter();
});
afterAll(() => desk.stop());

async function property(kind: PropertyView['kind'], ...options: string[]): Promise<PropertyView> {
  const given = {
    name: `p-${shortId()}`,
    kind,
    ...(options.length > 0 && { options: options.map((name) => ({ name })) }),
  };
  const { propertyId } = await admin.call('property.save', given);
  const made = (await agent.call('property.list', {})).items.find(({ id }) => id === propertyId);
  if (!made) throw new Error('It was made a moment ago');
  return made;
}

type Statuses = Input<'pipeline.save'>['statuses'];
const usual: Statuses = [
  { name: 'New', state: 'open' },
  { name: 'Ours', state: 'open' },
  { name: 'Theirs', state: 'waiting' },
  { name: 'Done', state: 'closed' },
];

/** A pipeline of four statuses, some of them changed, and its statuses by place. */
async function pipeline(
  changes: Record<number, Partial<Statuses[number]>> = {},
  automation?: Input<'pipeline.save'>['automation'],
): Promise<{ pipelineId: Id; at: (place: number) => Id; view: () => Promise<PipelineView> }> {
  const statuses = usual.map((status, place) => ({ ...status, ...changes[place] }));
  const { pipelineId } = await admin.call('pipeline.save', {
    name: `l-${shortId()}`,
    statuses,
    ...(automation && { automation }),
  });
  const view = async () => {
    const made = (await admin.call('pipeline.list', {})).items.find(({ id }) => id === pipelineId);
    if (!made) throw new Error('It was made a moment ago');
    return made;
  };
  const ids = (await view()).statuses.map(({ id }: StatusView) => id);
  return { pipelineId, at: (place) => ids[place] ?? '', view };
}

const create = async (pipelineId: Id, statusId: Id, more: Partial<Input<'ticket.create'>> = {}, by = agent) =>
  (await by.call('ticket.create', { name: 'made by hand', pipelineId, statusId, ...more })).ticketId;
const ticketOf = async (ticketId: Id) => (await agent.call('ticket.get', { ticketId })).ticket;
/** Somebody who has written. */
async function customer(): Promise<Id[]> {
  const before = (await desk.tickets()).length;
  await desk.post(plainLetter({ id: `${randomUUID()}@customers.test` }));
  const found = await desk.hasTickets(before + 1);
  return found.find(({ contactIds }) => contactIds.length > 0)?.contactIds ?? [];
}
const refusal = (asked: Promise<unknown>) =>
  asked.then(
    () => null,
    (error) => {
      if (!(error instanceof Refused)) throw error;
      const { code, details } = error.refusal;
      return details === undefined ? { code } : { code, details };
    },
  );

test('a value of each kind is kept as it is, and its history says from what to what', async () => {
  const line = await pipeline();
  const ticketId = await create(line.pipelineId, line.at(0));
  const [text, number, date, box, person] = [
    await property('text'),
    await property('number'),
    await property('date'),
    await property('checkbox'),
    await property('person'),
  ];
  const one = await property('choice', 'Red', 'Blue');
  const many = await property('multiChoice', 'Lid', 'Base', 'Cord');
  const [lid, , cord] = many.options.map(({ id }) => id);
  const properties = {
    [text.id]: 'KL-20417',
    [number.id]: 12.5,
    [date.id]: '2026-03-02',
    [box.id]: true,
    [person.id]: agentId,
    [one.id]: one.options[1]?.id ?? '',
    [many.id]: [cord ?? '', lid ?? ''],
    description: 'The lid cracked.',
    language: 'zh',
  };
  await agent.call('ticket.setProperties', { ticketId, properties });
  expect((await ticketOf(ticketId)).properties).toEqual({ ...properties, [many.id]: [lid, cord] });
  await agent.call('ticket.setProperties', { ticketId, properties: { [text.id]: 'KL-20418', [box.id]: false } });
  const { items } = await agent.call('ticket.history', { ticketId });
  const said = items.filter(({ property: what }) => what === 'custom').map(({ key, from, to }) => [key, from, to]);
  expect(said).toContainEqual([text.id, 'KL-20417', 'KL-20418']);
  expect(said).toContainEqual([box.id, 'yes', null]);
});

test.each([
  ['text', 5],
  ['number', '5'],
  ['date', '2026-02-30'],
  ['checkbox', 'yes'],
  ['person', '01890000-0000-7000-8000-000000000000'],
  ['choice', '01890000-0000-7000-8000-000000000000'],
  ['multiChoice', ['01890000-0000-7000-8000-000000000000']],
] as const)('a %s does not take %j', async (kind, value) => {
  const line = await pipeline();
  const ticketId = await create(line.pipelineId, line.at(0));
  const { id } = await property(kind, ...(kind === 'choice' || kind === 'multiChoice' ? ['One'] : []));
  const wrong = typeof value === 'object' ? [...value] : value;
  const asked = agent.call('ticket.setProperties', { ticketId, properties: { [id]: wrong } });
  expect(await refusal(asked)).toMatchObject({ code: 'invalid' });
  expect((await ticketOf(ticketId)).properties).toEqual({});
});

test('screens learn of a property, of its loss and of the form without asking', async () => {
  const screen = await openScreen(desk.cluster.node.url, agent.token);
  const { id } = await property('choice', 'One');
  await screen.until('the property is there', (state) => state.properties[id]?.options.length === 1);
  const basics = [{ property: 'name' }, { property: 'pipeline' }, { property: 'status' }];
  await admin.call('form.save', { fields: [...basics, { property: id, required: true }] });
  try {
    await screen.until('the form asks for it', (state) => state.form.fields.some((field) => field.property === id));
    await admin.call('property.delete', { propertyId: id });
    await screen.until('it is gone', (state) => state.properties[id]?.deleted === true);
    await screen.until('from the form too', (state) => !state.form.fields.some((field) => field.property === id));
  } finally {
    await admin.call('form.save', { fields: basics });
    screen.close();
  }
});

test('a form that was saved meanwhile stays as it is, and whoever comes late is told its version', async () => {
  const fields = [{ property: 'name' }, { property: 'pipeline' }, { property: 'status' }];
  const { version: baseVersion } = await admin.call('form.get', {});
  const { version } = await admin.call('form.save', { fields, baseVersion });
  const late = [...fields, { property: 'priority' }];
  expect(await refusal(admin.call('form.save', { fields: late, baseVersion }))).toEqual({
    code: 'conflict',
    details: { version },
  });
  expect((await admin.call('form.get', {})).fields.map(({ property }) => property)).toEqual([
    'name',
    'pipeline',
    'status',
  ]);
});

test('a choice that is offered no more stays with the tickets that have it', async () => {
  const line = await pipeline();
  const made = await property('choice', 'Old', 'New');
  const [old, fresh] = made.options;
  if (!old || !fresh) throw new Error('It has two');
  const ticketId = await create(line.pipelineId, line.at(0), { properties: { [made.id]: old.id } });
  await admin.call('property.save', { propertyId: made.id, name: made.name, kind: 'choice', options: [fresh] });
  expect((await ticketOf(ticketId)).properties).toEqual({ [made.id]: old.id });
  const other = agent.call('ticket.create', {
    name: 'another',
    pipelineId: line.pipelineId,
    statusId: line.at(0),
    properties: { [made.id]: old.id },
  });
  expect(await refusal(other)).toMatchObject({ code: 'invalid' });
});

test('what the form requires is required of people while its line is to be seen, and of no program', async () => {
  const line = await pipeline();
  const order = await property('text');
  const damage = await property('choice', 'Cracked');
  const basics = [{ property: 'name' }, { property: 'pipeline' }, { property: 'status' }];
  const fields = [
    ...basics,
    { property: damage.id },
    { property: order.id, required: true, when: { property: damage.id, values: [] } },
  ];
  await admin.call('form.save', { fields });
  try {
    await create(line.pipelineId, line.at(0));
    const given = { properties: { [damage.id]: damage.options[0]?.id ?? '' } };
    expect(await refusal(create(line.pipelineId, line.at(0), given))).toEqual({
      code: 'propertiesRequired',
      details: { properties: [{ key: order.id, name: order.name }] },
    });
    const { secret } = await agent.call('token.create', { name: 'shop', scopes: ['read', 'write'] });
    await create(line.pipelineId, line.at(0), given, createClient(desk.cluster.node.url, secret));
  } finally {
    await admin.call('form.save', { fields: basics });
  }
});

test('a status refuses who lacks what it requires, by name, in the menu, at creation and with a send, and takes it in the same step', async () => {
  const result = await property('choice', 'Replaced', 'Refunded');
  const line = await pipeline({ 3: { requiredProperties: [result.id, 'category'] } });
  const category = await admin.call('property.save', {
    preset: 'category',
    name: 'Category',
    kind: 'choice',
    options: [{ name: 'Damage' }],
  });
  const chosen = (await agent.call('property.list', {})).items.find(({ id }) => id === category.propertyId)?.options[0];
  const missing = {
    code: 'propertiesRequired',
    details: {
      statusId: line.at(3),
      properties: [
        { key: 'category', name: 'category' },
        { key: result.id, name: result.name },
      ],
    },
  };
  const done = { statusId: line.at(3) };
  expect(await refusal(create(line.pipelineId, line.at(3)))).toEqual(missing);
  const ticketId = await create(line.pipelineId, line.at(0), { contactIds: await customer() });
  expect(await refusal(agent.call('ticket.setStatus', { ticketId, ...done }))).toEqual(missing);
  const messageId = randomUUID();
  const send = { ticketId, messageId, html: '<p>It is on its way.</p>', ...done };
  expect(await refusal(agent.call('message.send', send))).toEqual(missing);
  expect((await agent.call('message.list', { ticketId })).items).toEqual([]);
  const properties = { category: chosen?.id ?? '', [result.id]: result.options[0]?.id ?? '' };
  await agent.call('message.send', { ...send, properties });
  expect(await ticketOf(ticketId)).toMatchObject({
    ...done,
    phase: 'closed',
    properties,
    closedAt: expect.any(String),
  });
});

test('a reply whose status lacks something is refused whole and stays a draft; with what it lacks it goes out, status and all', async () => {
  const result = await property('choice', 'Replaced');
  const line = await pipeline({ 3: { requiredProperties: [result.id] } });
  const ticketId = await create(line.pipelineId, line.at(0), { contactIds: await customer() });
  const { docId, gen } = await agent.call('draft.open', { ticketId, kind: 'reply' });
  const editor = openEditor(agent, docId);
  await editor.synced();
  editor.type('A new lid is on its way.');
  await editor.untilSaved();
  const send = { docId, gen, messageId: randomUUID(), statusId: line.at(3) };
  expect(await refusal(agent.call('draft.send', send))).toMatchObject({
    code: 'propertiesRequired',
    details: { statusId: line.at(3), properties: [{ key: result.id, name: result.name }] },
  });
  expect(await agent.call('draft.open', { ticketId, kind: 'reply' })).toEqual({ docId, gen });
  expect(editor.text()).toContain('A new lid is on its way.');
  expect(await ticketOf(ticketId)).toMatchObject({ statusId: line.at(0), lastMessage: null });
  const properties = { [result.id]: result.options[0]?.id ?? '' };
  await agent.call('draft.send', { ...send, properties });
  editor.stop();
  expect(await ticketOf(ticketId)).toMatchObject({ statusId: line.at(3), phase: 'closed', properties });
  expect((await agent.call('message.list', { ticketId })).items).toHaveLength(1);
});

test('a move to another pipeline asks for what the status there requires, and takes it in the same step', async () => {
  const wanted = await property('number');
  const [from, to] = [await pipeline(), await pipeline({ 1: { requiredProperties: [wanted.id] } })];
  const ticketId = await create(from.pipelineId, from.at(0));
  const move = { ticketId, pipelineId: to.pipelineId, statusId: to.at(1) };
  expect(await refusal(agent.call('ticket.move', move))).toMatchObject({
    code: 'propertiesRequired',
    details: { properties: [{ key: wanted.id }] },
  });
  expect(await ticketOf(ticketId)).toMatchObject({ pipelineId: from.pipelineId, statusId: from.at(0), version: 1 });
  await agent.call('ticket.move', { ...move, properties: { [wanted.id]: 3 } });
  expect(await ticketOf(ticketId)).toMatchObject({
    pipelineId: to.pipelineId,
    statusId: to.at(1),
    properties: { [wanted.id]: 3 },
  });
});

test('the first message of a customer, our answer and his next set the statuses that the pipeline names', async () => {
  const line = await pipeline({}, { firstMessage: 1, replySent: 2, customerReplied: 0 });
  const channelId = desk.channel._id;
  await admin.call('channel.update', { channelId, pipelineId: line.pipelineId });
  try {
    const before = (await desk.tickets()).length;
    const id = `${randomUUID()}@customers.test`;
    await desk.post(plainLetter({ id }));
    const [ticket] = await desk.hasTickets(before + 1);
    const ticketId = ticket?.id ?? '';
    await desk.hasMessages(ticketId, 1);
    expect(await ticketOf(ticketId)).toMatchObject({ statusId: line.at(1) });
    await agent.call('message.send', { ticketId, messageId: randomUUID(), html: '<p>Hello.</p>' });
    expect(await ticketOf(ticketId)).toMatchObject({ statusId: line.at(2) });
    await desk.post(plainLetter({ id: `${randomUUID()}@customers.test`, extra: [`References: <${id}>`] }));
    await desk.hasMessages(ticketId, 3);
    expect(await ticketOf(ticketId)).toMatchObject({ statusId: line.at(0) });
  } finally {
    await admin.call('channel.update', { channelId, pipelineId: null });
  }
});

test('a ticket does not skip a status that must not be skipped, nor go back behind one, and says which rule forbids it', async () => {
  const line = await pipeline({ 1: { rules: { noSkipping: true } }, 2: { rules: { noGoingBack: true } } });
  const ticketId = await create(line.pipelineId, line.at(0));
  const move = (place: number) => agent.call('ticket.setStatus', { ticketId, statusId: line.at(place) });
  expect(await refusal(move(3))).toEqual({ code: 'conflict', details: { rule: 'skipping', statusId: line.at(1) } });
  await move(1);
  await move(3);
  expect(await refusal(move(1))).toEqual({ code: 'conflict', details: { rule: 'goingBack', statusId: line.at(2) } });
  await move(2);
});

test('only those whom a status names move tickets there, and admins', async () => {
  const movers = { memberIds: [], teamIds: [], roles: ['collaborator' as const] };
  const line = await pipeline({ 3: { rules: { movers } } });
  const ticketId = await create(line.pipelineId, line.at(0));
  const to = { ticketId, statusId: line.at(3) };
  expect(await refusal(agent.call('ticket.setStatus', to))).toMatchObject({ details: { rule: 'movers' } });
  await admin.call('ticket.setStatus', to);
  expect(await ticketOf(ticketId)).toMatchObject({ phase: 'closed' });
});

test('entering a closed status sets the close date, and reopening clears it', async () => {
  const line = await pipeline();
  const ticketId = await create(line.pipelineId, line.at(0));
  await agent.call('ticket.setStatus', { ticketId, statusId: line.at(3) });
  expect((await ticketOf(ticketId)).closedAt).not.toBeNull();
  await agent.call('ticket.setStatus', { ticketId, statusId: line.at(1) });
  expect((await ticketOf(ticketId)).closedAt).toBeNull();
});

test('a status chosen with the send stays, though the pipeline would set another', async () => {
  const line = await pipeline();
  const contactIds = await customer();
  const send = async (statusId?: Id) => {
    const ticketId = await create(line.pipelineId, line.at(0), { contactIds });
    const written = { ticketId, messageId: randomUUID(), html: '<p>Hello.</p>' };
    await agent.call('message.send', statusId ? { ...written, statusId } : written);
    return ticketOf(ticketId);
  };
  expect(await send()).toMatchObject({ statusId: line.at(2), firstReplyAt: expect.any(String) });
  expect(await send(line.at(1))).toMatchObject({ statusId: line.at(1) });
  expect(await send(line.at(0))).toMatchObject({ statusId: line.at(0) });
});

test('what nobody touches is closed when its days are over, and not before; what is touched begins anew', async () => {
  const line = await pipeline({}, { inactivity: { days: 3, statusId: 3, open: false } });
  const [quiet, touched, ours] = [
    await create(line.pipelineId, line.at(2)),
    await create(line.pipelineId, line.at(2)),
    await create(line.pipelineId, line.at(1)),
  ];
  clock.advance(2 * day);
  await enter();
  await agent.call('ticket.setStatus', { ticketId: touched, statusId: line.at(1) });
  await agent.call('ticket.setStatus', { ticketId: touched, statusId: line.at(2) });
  expect((await ticketOf(quiet)).phase).toBe('waiting');
  clock.advance(1.5 * day);
  await enter();
  await until('the quiet one is closed', async () => (await ticketOf(quiet)).phase === 'closed');
  expect([(await ticketOf(touched)).phase, (await ticketOf(ours)).phase]).toEqual(['waiting', 'open']);
  clock.advance(2 * day);
  await enter();
  await until('the touched one too', async () => (await ticketOf(touched)).phase === 'closed');
  const { items } = await agent.call('ticket.history', { ticketId: quiet });
  expect(items[0]).toMatchObject({ actorId: null, property: 'status', to: line.at(3) });
});

test('a rule about what nobody touches holds for the tickets that are there already', async () => {
  const line = await pipeline();
  const ticketId = await create(line.pipelineId, line.at(2));
  clock.advance(5 * day);
  await enter();
  const { statuses, name } = await line.view();
  await admin.call('pipeline.save', {
    pipelineId: line.pipelineId,
    name,
    statuses: statuses.map(({ id, name: called, state }) => ({ id, name: called, state })),
    automation: { inactivity: { days: 3, statusId: line.at(3), open: false } },
  });
  await until('it is closed', async () => (await ticketOf(ticketId)).phase === 'closed');
});
