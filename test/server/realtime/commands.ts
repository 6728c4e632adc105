import { randomUUID } from 'node:crypto';
import { asItComes } from '../../../server/notifications/preferences/model.ts';
import type { Input, NamesOf } from '../../../shared/contract.ts';
import type { Meeting } from '../../../shared/entities.ts';
import type { PropertyChanges } from '../../../shared/propertyKinds.ts';
import { buildChannel, buildMember, buildTeam, buildTicket, reach, shortId } from '../../support/build.ts';
import type { Cluster } from '../../support/cluster.ts';
import { until } from '../../support/until.ts';
import { type Planted, plant, type World } from '../../support/world.ts';
import { mailboxAt } from '../access/everyRequest.ts';
import { openEditor } from '../collab/editors.ts';
import { browserKeys } from '../notifications/receiver.ts';

export type Command = NamesOf<'command'>;

/** A push service that nobody answers at. */
export const nowhere = 'http://127.0.0.1:9';
const browser = { endpoint: `${nowhere}/one`, keys: browserKeys().keys };

let cluster: Cluster;
let world: World;
/** Everybody looks at this ticket, as far as he may, and at no other. */
let openOnly: (ticketId: string) => Promise<void>;

/** Where the cases are played; to be said before the first. */
export function playAt(stage: { cluster: Cluster; world: World; openOnly: typeof openOnly }): void {
  ({ cluster, world, openOnly } = stage);
}

export const everyone = () => Object.values(world.people).filter(({ kind }) => kind !== 'suspended');

/** A change of many tickets of the admin's that has ended. */
async function bulkOver(ids: string[]): Promise<string> {
  const { bulk } = await admin().call('ticket.bulk', { ids, change: { addTag: `t-${shortId()}` } });
  await until('the change of many tickets has ended', async () => {
    const { items } = await admin().call('bulk.list', {});
    return items.some(({ id, state }) => id === bulk.id && state === 'done');
  });
  return bulk.id;
}

/** Two or more cases of a command: each is a change that somebody sees, loses or gains something by. */
export const cases: { [N in Command]: (target: Planted) => Promise<Input<N>[]> } = {
  'ticket.create': async () => [
    { name: 'made by hand', pipelineId: world.pipeline._id, statusId: statusNamed('new') },
    {
      name: 'with all there is',
      pipelineId: world.pipeline._id,
      statusId: statusNamed('closed'),
      priority: 'high',
      ownerId: world.people.own.id,
      teamId: world.teams.b,
      contactIds: [world.tickets[2]?.contactId ?? ''],
      companyId: world.tickets[1]?.companyId ?? null,
      linkedIds: [world.tickets[2]?.id ?? ''],
      tags: ['one', 'two'],
    },
  ],
  'ticket.update': async ({ id: ticketId }) => [
    { ticketId, name: 'another name' },
    { ticketId, priority: 'low', tags: ['a', 'b'] },
    { ticketId, tags: ['a, b'] },
  ],
  'ticket.setStatus': async ({ id: ticketId }) => [
    { ticketId, statusId: statusNamed('waitingOnContact') },
    { ticketId, statusId: statusNamed('closed') },
    { ticketId, statusId: statusNamed('new') },
  ],
  'ticket.setProperties': async ({ id: ticketId }) => [
    { ticketId, properties: { description: 'It leaks.', priority: 'high', tags: ['leak'] } as PropertyChanges },
    { ticketId, properties: { description: null, language: 'nl', owner: world.people.own.id } as PropertyChanges },
  ],
  'ticket.assign': async ({ id: ticketId }) => [
    ...everyone().map(({ id: ownerId }) => ({ ticketId, ownerId })),
    { ticketId, ownerId: null, teamId: world.teams.b },
    { ticketId, teamId: world.teams.a },
    { ticketId, ownerId: world.people.collaborator.id, teamId: null },
    { ticketId, ownerId: null },
  ],
  'ticket.letIn': async ({ id: ticketId }) => everyone().map(({ id: memberId }) => ({ ticketId, memberId })),
  'ticket.letOut': async ({ id: ticketId }) => {
    const guests = everyone().map(({ id: memberId }) => ({ ticketId, memberId }));
    for (const guest of guests) await admin().call('ticket.letIn', guest);
    return guests;
  },
  'ticket.setContacts': async ({ id: ticketId, contactId }) => {
    const contactIds = [world.tickets[1]?.contactId ?? '', contactId];
    return [
      { ticketId, contactIds },
      { ticketId, contactIds: contactIds.slice(0, 1) },
      { ticketId, contactIds: [] },
    ];
  },
  'ticket.setCompany': async ({ id: ticketId, companyId }) => [
    { ticketId, companyId: world.tickets[1]?.companyId ?? '' },
    { ticketId, companyId: null },
    { ticketId, companyId },
  ],
  'ticket.setLinked': async ({ id: ticketId }) => [
    { ticketId, otherId: world.tickets[1]?.id ?? '', linked: true },
    { ticketId, otherId: world.tickets[1]?.id ?? '', linked: false },
  ],
  'contact.create': async ({ companyId }) => [
    { name: 'New' },
    {
      name: '陳品妤',
      emails: [`${shortId()}@customers.test`],
      phone: '+886 2',
      companyId,
      language: 'zh-Hant',
      notes: 'n',
    },
  ],
  'contact.update': async ({ contactId, companyId }) => [
    { contactId, name: 'Newer', emails: [`${shortId()}@customers.test`, `${shortId()}@customers.test`] },
    { contactId, companyId: world.tickets[1]?.companyId ?? '' },
    { contactId, companyId: null },
    { contactId, companyId },
  ],
  'contact.merge': async ({ contactId: intoId }) => {
    const elsewhere = await plant(world, { owner: world.people.ownUnassigned.id, team: world.teams.b });
    return [{ contactId: elsewhere.contactId, intoId }];
  },
  'contact.identify': async ({ contactId }) => [
    { messageId: await receivedMail(), newContact: { name: 'Somebody known', phone: '+886 2' } },
    { messageId: await receivedMail(), contactId },
  ],
  'company.create': async () => [{ name: 'New' }, { name: 'Newer', domain: 'example.com', phone: '1', notes: 'n' }],
  'company.update': async ({ companyId }) => [
    { companyId, name: `c-${shortId()}` },
    { companyId, notes: 'good customers' },
  ],
  'ticket.snooze': async ({ id: ticketId }) => [
    { ticketId, until: null },
    { ticketId, until: new Date(Date.now() + 3_600_000).toISOString() },
  ],
  'ticket.unsnooze': async ({ id: ticketId }) => {
    await admin().call('ticket.snooze', { ticketId, until: null });
    return [{ ticketId }];
  },
  'ticket.markSpam': async ({ id: ticketId }) => [{ ticketId }],
  'ticket.unmarkSpam': async ({ id: ticketId }) => {
    await admin().call('ticket.markSpam', { ticketId });
    return [{ ticketId }];
  },
  'ticket.move': async ({ id: ticketId }) => [
    { ticketId, statusId: statusNamed('closed') },
    { ticketId, teamId: world.teams.b },
    { ticketId, statusId: statusNamed('new'), teamId: null },
  ],
  'ticket.merge': async ({ id: intoId }) => {
    const elsewhere = await plant(world, { owner: world.people.ownUnassigned.id, team: world.teams.b });
    const nobodys = await plant(world, { owner: null, team: null });
    await openOnly(intoId);
    return [elsewhere, nobodys].map(({ id: ticketId }) => ({ ticketId, intoId }));
  },
  'ticket.unmerge': async ({ id: intoId }) => {
    const elsewhere = await plant(world, { owner: world.people.ownUnassigned.id, team: world.teams.b });
    const nobodys = await plant(world, { owner: null, team: null });
    await openOnly(intoId);
    for (const { id: ticketId } of [elsewhere, nobodys]) await admin().call('ticket.merge', { ticketId, intoId });
    return [elsewhere, nobodys].map(({ id: ticketId }) => ({ ticketId }));
  },
  'ticket.split': async ({ id: ticketId, messageId }) => [{ ticketId, messageIds: [messageId], name: 'Split off' }],
  'ticket.bulk': async ({ id }) => {
    const other = await buildTicket(cluster.app, world.workspaceId, { teamId: world.teams.a });
    return [
      { ids: [id, other._id], change: { addTag: `t-${shortId()}` } },
      { ids: [id, other._id], change: { assign: { teamId: world.teams.b } } },
      { ids: [other._id], change: { trash: true } },
    ];
  },
  'bulk.cancel': async ({ id }) => [{ bulkId: await bulkOver([id]) }, { bulkId: await bulkOver([id]) }],
  'bulk.undo': async ({ id }) => [{ bulkId: await bulkOver([id]) }, { bulkId: await bulkOver([id]) }],
  'ticket.trash': async ({ id: ticketId }) => [{ ticketId }],
  'ticket.restore': async ({ id: ticketId }) => {
    await admin().call('ticket.trash', { ticketId });
    return [{ ticketId }];
  },
  'ticket.purge': async ({ id: ticketId }) => {
    await admin().call('ticket.trash', { ticketId });
    return [{ ticketId }];
  },
  'ticket.follow': async ({ id: ticketId }) => {
    await admin().call('ticket.unfollow', { ticketId });
    return [{ ticketId }];
  },
  'ticket.unfollow': async ({ id: ticketId }) => [{ ticketId }],
  'ticket.markRead': async ({ id: ticketId }) => [{ ticketId }, { ticketId, seq: 1 }],
  'ticket.markUnread': async ({ id: ticketId }) => [{ ticketId }],
  'message.send': async ({ id: ticketId }) => [
    { ticketId, messageId: randomUUID(), html: '<p>an answer</p>' },
    {
      ticketId,
      messageId: randomUUID(),
      html: '<p>done</p>',
      statusId: statusNamed('closed'),
      cc: ['cc@customers.test'],
    },
  ],
  'message.retry': async ({ messageId }) => {
    await pretend(messageId, 'failed');
    return [{ messageId }];
  },
  'sender.set': async () => [
    { value: `${shortId()}.test`, list: 'blocked' },
    { value: `who@${shortId()}.test`, list: 'allowed' },
    { value: `${shortId()}.test`, list: null },
  ],
  'sender.block': async () => {
    const messageId = await receivedMail();
    return [
      { messageId, what: 'sender' },
      { messageId, what: 'domain' },
    ];
  },
  'message.settle': async ({ messageId }) => {
    await pretend(messageId, 'uncertain');
    return [{ messageId }];
  },
  'message.move': async ({ messageId, id: ticketId }) => {
    const elsewhere = await plant(world, { owner: world.people.ownUnassigned.id, team: world.teams.b });
    await openOnly(ticketId);
    return [
      { messageId, ticketId: elsewhere.id },
      { messageId, ticketId },
      { messageId, ticketId: null },
    ];
  },
  'message.start': async ({ contactId }) => [
    { contactId, messageId: randomUUID(), subject: 'About your order', html: '<p>Hello</p>' },
  ],
  'meeting.answer': async () => {
    const messageId = await receivedMail(invitation);
    return [
      { messageId, answer: 'accepted' },
      { messageId, answer: 'declined' },
    ];
  },
  'message.readAgain': async ({ messageId }) => {
    await breakMail(messageId);
    return [{ messageId }];
  },
  'message.undo': async ({ id: ticketId }) => {
    const { docId, gen } = await writtenDraft(ticketId);
    const messageId = randomUUID();
    await admin().call('draft.send', { docId, gen, messageId, statusId: statusNamed('closed') });
    return [{ messageId }];
  },
  'draft.open': async ({ id: ticketId }) => [
    { ticketId, kind: 'reply' },
    { ticketId, kind: 'comment' },
  ],
  'draft.discard': async ({ id: ticketId }) => [await writtenDraft(ticketId)],
  'draft.restore': async ({ id: ticketId }) => {
    const { docId, gen } = await writtenDraft(ticketId);
    await admin().call('draft.discard', { docId, gen });
    return [{ docId }];
  },
  'draft.share': async ({ id: ticketId }) => [
    { docId: (await writtenDraft(ticketId)).docId, memberId: world.people.everything.id },
  ],
  'draft.unshare': async ({ id: ticketId }) => {
    const shared = { docId: (await writtenDraft(ticketId)).docId, memberId: world.people.everything.id };
    await admin().call('draft.share', shared);
    return [shared];
  },
  'draft.handOver': async ({ id: ticketId }) => [
    { docId: (await writtenDraft(ticketId)).docId, memberId: world.people.everything.id },
  ],
  'draft.send': async ({ id: ticketId }) => {
    const { docId, gen } = await writtenDraft(ticketId);
    return [{ docId, gen, messageId: randomUUID(), statusId: statusNamed('waitingOnContact') }];
  },
  'comment.add': async ({ id: ticketId }) => [
    { ticketId, commentId: randomUUID(), html: '<p>a remark</p>' },
    ...everyone().map(({ id }) => ({ ticketId, commentId: randomUUID(), html: '<p>look</p>', mentions: [id] })),
    { ticketId, commentId: randomUUID(), html: '<p>all of you</p>', mentions: [world.teams.a, world.teams.b] },
  ],
  'comment.post': async ({ id: ticketId }) => {
    const { docId, gen } = await writtenDraft(ticketId, 'comment');
    return [{ docId, gen, commentId: randomUUID() }];
  },
  'comment.share': async ({ id: ticketId }) => [
    { commentId: await ownComment(ticketId), memberId: world.people.everything.id },
  ],
  'comment.unshare': async ({ id: ticketId }) => {
    const shared = { commentId: await ownComment(ticketId), memberId: world.people.everything.id };
    await admin().call('comment.share', shared);
    return [shared];
  },
  'comment.edit': async ({ id: ticketId }) => [{ commentId: await ownComment(ticketId) }],
  'comment.save': async ({ id: ticketId }) => [await changedComment(ticketId)],
  'comment.leaveAsIs': async ({ id: ticketId }) => [await changedComment(ticketId)],
  'comment.update': async ({ id: ticketId }) => {
    const commentId = randomUUID();
    await admin().call('comment.add', { ticketId, commentId, html: '<p>first</p>' });
    return [
      { commentId, version: 1, html: '<p>second</p>' },
      { commentId, version: 2, html: '<p>third</p>', mentions: [world.people.own.id] },
    ];
  },
  'notification.acknowledge': async ({ id: ticketId }) => {
    const commentId = randomUUID();
    const { everything, admin: reader } = world.people;
    await everything.client.call('comment.add', { ticketId, commentId, html: '<p>look</p>', mentions: [reader.id] });
    const { items } = await admin().call('notification.list', { lane: 'mentions' });
    return items.filter((one) => one.commentId === commentId).map(({ id }) => ({ notificationId: id }));
  },
  'notification.acknowledgeAll': async ({ id: ticketId }) => {
    await world.people.everything.client.call('ticket.assign', { ticketId, ownerId: world.people.admin.id });
    return [{}];
  },
  'notification.setPreferences': async () => [
    asItComes,
    { ...asItComes, quiet: { ...asItComes.quiet, on: true, timeZone: 'Asia/Taipei' } },
  ],
  'keyboard.setKeys': async () => [{ keys: { close: 'y', goMine: '' } }, { keys: {} }],
  'push.subscribe': async () => [browser],
  'push.unsubscribe': async () => {
    await admin().call('push.subscribe', browser);
    return [{ endpoint: browser.endpoint }];
  },
  'member.create': async () => [
    { email: `${shortId()}@people.test`, name: 'New', password: 'long enough' },
    {
      email: `${shortId()}@people.test`,
      name: 'Newer',
      password: 'long enough',
      role: 'admin',
      mainTeamId: world.teams.a,
    },
  ],
  'member.setAccess': async () => {
    const { own, teams, ownUnassigned, everything } = world.people;
    const spare = await buildMember(cluster.app, world.workspaceId);
    return [
      { memberId: own.id, access: { view: { level: 'own', unassigned: true } } },
      { memberId: own.id, access: { view: { level: 'own', unassigned: false } } },
      { memberId: teams.id, mainTeamId: world.teams.b },
      { memberId: teams.id, mainTeamId: world.teams.a, teamIds: [world.teams.c] },
      { memberId: ownUnassigned.id, role: 'admin' },
      { memberId: ownUnassigned.id, role: 'agent' },
      { memberId: everything.id, access: reach('none') },
      { memberId: everything.id, access: reach('everything') },
      { memberId: spare.userId, suspended: true },
    ];
  },
  'member.remove': async () => {
    const spare = await buildMember(cluster.app, world.workspaceId, { mainTeamId: world.teams.a });
    await buildTicket(cluster.app, world.workspaceId, { ownerId: spare.userId });
    return [{ memberId: spare.userId }];
  },
  'member.resetSecondFactor': async () => {
    const spare = await buildMember(cluster.app, world.workspaceId);
    await cluster.app.auth.setUser(spare.userId, { secondFactor: { secret: 'sealed', step: 0, recovery: [] } });
    return [{ memberId: spare.userId }];
  },
  'member.invite': async () => [
    { email: `${shortId()}@people.test`, role: 'agent' },
    {
      email: `${shortId()}@people.test`,
      role: 'collaborator',
      name: 'New',
      mainTeamId: world.teams.a,
      language: 'zh-Hant',
    },
  ],
  'invitation.resend': async () => [{ invitationId: await invited() }],
  'invitation.revoke': async () => [{ invitationId: await invited() }],
  'me.update': async () => [
    { name: `a-${shortId()}` },
    { language: 'zh-Hant' },
    { name: `a-${shortId()}`, language: null },
  ],
  'workspace.update': async () => [{ name: `w-${shortId()}` }, { name: `w-${shortId()}` }],
  'member.update': async () => [
    { memberId: world.people.own.id, name: `m-${shortId()}` },
    { memberId: world.other, name: `m-${shortId()}` },
  ],
  'view.save': async ({ id }) => {
    const filter = { property: 'contact', op: 'anyOf' as const, value: [id] };
    const { viewId } = await admin().call('view.save', { name: 'Changes hands', filter });
    const saved = { viewId, name: 'Changes hands', filter };
    return [
      { name: 'Mine', filter },
      { name: 'Everybody’s', filter: { and: [] }, sharing: 'everyone' },
      { ...saved, sharing: 'everyone' },
      { ...saved, sharing: 'team', teamId: world.teams.a },
      { ...saved, sharing: 'private' },
    ];
  },
  'view.delete': async () => {
    const saved = { name: 'To be deleted', filter: { and: [] } };
    const shared = await admin().call('view.save', { ...saved, sharing: 'everyone' });
    const own = await admin().call('view.save', saved);
    return [{ viewId: shared.viewId }, { viewId: own.viewId }];
  },
  'team.update': async () => [
    { teamId: world.teams.a, name: `t-${shortId()}` },
    { teamId: world.teams.b, name: `t-${shortId()}` },
  ],
  'team.delete': async () => {
    const [mine, other] = [
      await buildTeam(cluster.app, world.workspaceId),
      await buildTeam(cluster.app, world.workspaceId),
    ];
    await buildTicket(cluster.app, world.workspaceId, { teamId: mine });
    await buildTicket(cluster.app, world.workspaceId, { teamId: other, ownerId: world.people.teams.id });
    await buildMember(cluster.app, world.workspaceId, { mainTeamId: mine, teamIds: [other], access: reach('teams') });
    return [{ teamId: mine, moveTo: world.teams.a }, { teamId: other }];
  },
  'pipeline.save': async () => {
    const [first, second, ...rest] = world.pipeline.statuses.map(({ id, name, state }) => ({ id, name, state }));
    const fresh = { name: 'Later', state: 'waiting', color: 'teal' } as const;
    if (!first || !second) throw new Error('A pipeline has statuses');
    const same = { pipelineId: world.pipeline._id, name: 'Support' };
    return [
      {
        name: 'Another',
        statuses: [
          { name: 'In', state: 'open' },
          { name: 'Out', state: 'closed' },
        ],
      },
      { ...same, statuses: [first, second, fresh, ...rest] },
      { ...same, statuses: [first, second, ...rest], moves: [] },
      { ...same, statuses: [first, { ...second, name: 'Ours', color: 'red' }, ...rest.toReversed()] },
    ];
  },
  'property.save': async () => {
    const { propertyId } = await admin().call('property.save', { name: `Order ${shortId()}`, kind: 'text' });
    return [
      { name: `Parts ${shortId()}`, kind: 'multiChoice', options: [{ name: 'Lid' }, { name: 'Base' }] },
      { preset: 'category', name: 'Category', kind: 'choice', options: [{ name: 'Damaged' }] },
      { propertyId, name: `Order number ${shortId()}`, kind: 'text' },
    ];
  },
  'property.delete': async () => {
    const { propertyId } = await admin().call('property.save', { name: `Soon gone ${shortId()}`, kind: 'date' });
    const basics = [{ property: 'name' }, { property: 'pipeline' }, { property: 'status' }];
    await admin().call('form.save', { fields: [...basics, { property: propertyId }] });
    return [{ propertyId }];
  },
  'form.save': async () => [
    { fields: [{ property: 'name' }, { property: 'pipeline' }, { property: 'status' }, { property: 'tags' }] },
    {
      fields: [
        { property: 'pipeline' },
        { property: 'name' },
        { property: 'status' },
        { property: 'priority' },
        { property: 'description', when: { property: 'priority', values: ['high'] } },
      ],
    },
  ],
  'pipeline.delete': async () => {
    const { pipelineId } = await admin().call('pipeline.save', {
      name: 'To be gone',
      statuses: [
        { name: 'In', state: 'open' },
        { name: 'Out', state: 'closed' },
      ],
    });
    await buildTicket(cluster.app, world.workspaceId, { pipelineId, teamId: world.teams.a });
    return [{ pipelineId, moveTo: world.pipeline._id }];
  },
  'channel.create': async () => [
    { name: 'Sales', address: `${shortId()}@baton.test` },
    { name: 'Billing', address: `${shortId()}@baton.test`, teamId: world.teams.a },
  ],
  'channel.update': async () => {
    const channelId = (await buildChannel(cluster.app, world.workspaceId))._id;
    return [
      { channelId, name: 'Another', teamId: world.teams.b, acknowledgement: 'Thank you.' },
      { channelId, address: `${shortId()}@baton.test`, teamId: null },
      { channelId, ownerId: world.people.admin.id, signature: 'Yours,\nus', maxMailMb: 10 },
    ];
  },
  'channel.setDkim': async () => {
    const { _id: channelId, address } = await buildChannel(cluster.app, world.workspaceId);
    const { sealedKey } = await admin().call('channel.makeDkimKey', {});
    const dkim = { domain: address.split('@')[1] ?? '', selector: 'baton', on: true, sealedKey };
    return [
      { channelId, dkim },
      { channelId, dkim: null },
    ];
  },
  'channel.setServer': async () => {
    const channelId = (await buildChannel(cluster.app, world.workspaceId))._id;
    const server = { host: 'mail.baton.test', port: 587, security: 'starttls', user: 'who', password: 'word' } as const;
    return [
      { channelId, server },
      { channelId, server: null },
    ];
  },
  'mailbox.save': async () => [mailboxAt((await buildChannel(cluster.app, world.workspaceId))._id)],
  'mailbox.remove': async () => {
    const channelId = (await buildChannel(cluster.app, world.workspaceId))._id;
    await admin().call('mailbox.save', mailboxAt(channelId));
    return [{ channelId }];
  },
  'channel.remove': async () => [{ channelId: (await buildChannel(cluster.app, world.workspaceId))._id }],
  'audit.export': async () => [{}, { filter: { action: 'session.created' } }],
  'team.create': async () => [{ name: 'A new team' }],
};

async function invited(): Promise<string> {
  const { client } = world.people.admin;
  return (await client.call('member.invite', { email: `${shortId()}@people.test`, role: 'agent' })).invitationId;
}

function statusNamed(preset: string): string {
  return world.pipeline.statuses.find((status) => status.preset === preset)?.id ?? '';
}

const admin = () => world.people.admin.client;

/** The admin's reply, typed and in his Drafts view. */
async function ownComment(ticketId: string): Promise<string> {
  const commentId = randomUUID();
  await admin().call('comment.add', { ticketId, commentId, html: '<p>first</p>' });
  return commentId;
}

/** A comment that is being changed, and says something else. */
async function changedComment(ticketId: string) {
  const edit = await admin().call('comment.edit', { commentId: await ownComment(ticketId) });
  const editor = openEditor(admin(), edit.docId);
  await editor.synced();
  editor.type(' and second');
  await editor.untilSaved();
  editor.stop();
  return edit;
}

async function writtenDraft(
  ticketId: string,
  kind: 'reply' | 'comment' = 'reply',
): Promise<{ docId: string; gen: number }> {
  const draft = await admin().call('draft.open', { ticketId, kind });
  const editor = openEditor(admin(), draft.docId);
  await editor.synced();
  editor.type('an answer');
  await editor.untilSaved();
  editor.stop();
  await until('the draft is listed', async () => {
    const { items } = await admin().call('draft.list', { limit: 200 });
    return items.some(({ docId, snippet }) => docId === draft.docId && snippet === 'an answer');
  });
  return draft;
}

const someday = { at: '2026-03-02T10:00:00.000Z', local: '2026-03-02T11:00', zone: 'Europe/Amsterdam' };
const invitation: Meeting = {
  uid: 'someday@customers.test',
  sequence: 0,
  method: 'request',
  title: 'Tea',
  place: '',
  start: someday,
  end: null,
  allDay: false,
  organizer: { name: 'Nora', address: 'nora@customers.test' },
  attendees: [],
  repeats: null,
  occurrence: null,
  state: 'current',
  answer: null,
};

/** A customer's mail, as the receiver hands it over. */
async function receivedMail(meeting: Meeting | null = null): Promise<string> {
  const { app, workspaceId } = cluster;
  const { _id: id, name, address, teamId } = await buildChannel(app, workspaceId);
  const from = { name: '', address: `who@${shortId()}.test` };
  const nothing = { quoted: '', htmlBlob: null, sanitizer: null, remoteImages: 0, attachments: [], sourceBlob: null };
  const plain = { to: [], cc: [], recipients: [], references: [], mailId: null, broken: false, automatic: false };
  const messageId = randomUUID();
  await app.unitOfWork.run(workspaceId, null, (tx) =>
    app.conversations.receive(tx, {
      ...nothing,
      ...plain,
      id: messageId,
      channel: { id, name, address, teamId },
      at: tx.now,
      from,
      meeting,
      subject: 'Buy now',
      text: 'Cheap',
      trust: null,
      bounce: null,
    }),
  );
  return messageId;
}

/** What the other mail server has said, or not. */
async function pretend(messageId: string, state: 'failed' | 'uncertain'): Promise<void> {
  const { app, workspaceId } = cluster;
  await app.storage.connection
    .collection('messages')
    .updateOne({ workspaceId, id: messageId }, { $set: { 'delivery.state': state } });
}

/** As if it had come as a mail that could not be read. */
async function breakMail(messageId: string): Promise<void> {
  const { app, workspaceId } = cluster;
  const sourceBlob = await app.blobs.put(Buffer.from('Subject: broken\r\n\r\nhalf'));
  await app.storage.connection
    .collection('messages')
    .updateOne({ workspaceId, id: messageId }, { $set: { broken: true, sourceBlob } });
}
