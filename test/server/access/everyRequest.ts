import { randomUUID } from 'node:crypto';
import { asItComes } from '../../../server/notifications/preferences/model.ts';
import type { CallName, Input } from '../../../shared/contract.ts';
import { errorStatus } from '../../../shared/errors.ts';
import { shortId } from '../../support/build.ts';
import { mayEdit, maySee, type Person, type Planted, type World } from '../../support/world.ts';

/** One request, and whether a person's rights let it through. Whoever is signed in nowhere is refused all of them. */
export interface Trial {
  input: unknown;
  open: (person: Person) => boolean;
  /** The ticket it is about. */
  of?: Planted;
  /** What whoever it is open to is told, when that is no 200. */
  status?: number;
}

/** Some refusals are not about rights: they say what the asker may know. */
const always = () => true;
const never = () => false;
const neverOf: typeof maySee = () => false;
/** The stranger is an admin elsewhere. */
const admins = (person: Person) => person.kind === 'admin' || person.kind === 'stranger';

const perTicket =
  <I>(verb: typeof maySee, inputOf: (ticket: Planted) => I) =>
  (world: World) =>
    world.tickets.map((of) => ({ of, input: inputOf(of), open: (person: Person) => verb(person, of) }));

/** A contact or his company: open to whom one of his tickets is. */
const perCustomer =
  <I>(verb: typeof maySee, inputOf: (ticket: Planted) => I) =>
  (world: World) =>
    world.tickets.map((of) => ({
      of,
      input: inputOf(of),
      open: (person: Person) => world.tickets.some((one) => one.contactId === of.contactId && verb(person, one)),
    }));

/** Whoever may begin a ticket of his own with a customer has done so by then (`message.start`), and his customers he may edit. */
const mayEditCustomer: typeof mayEdit = (person, ticket) =>
  mayEdit(person, ticket) || (maySee(person, ticket) && mayEdit(person, { owner: person.id, team: null, guests: [] }));

const once =
  <I>(input: I, open: Trial['open'], status = 200) =>
  () => [{ input, open, status }];

/** Whoever may edit is told what is wrong with it; whoever may not, nothing. */
const refusedOnceOpen =
  <I>(status: number, inputOf: (ticket: Planted) => I) =>
  (world: World) =>
    world.tickets.map((of) => ({ of, input: inputOf(of), open: (person: Person) => mayEdit(person, of), status }));

const nothing = '01890000-0000-7000-8000-000000000000';

const perDraft =
  <I>(inputOf: (docId: string, world: World) => I) =>
  (world: World) =>
    world.tickets.map((of) => ({ of, input: inputOf(`reply.${of.id}.${world.other}.1`, world), open: never }));

/** A mailbox that is not there. */
export const mailboxAt = (channelId: string) => ({
  channelId,
  host: '127.0.0.1',
  port: 9,
  security: 'tls' as const,
  anyCertificate: false,
  user: 'who',
  folder: 'INBOX',
  begin: 'new' as const,
  signIn: { kind: 'password' as const, password: 'word' },
});

const door = () => {
  const { channelId: _channelId, ...rest } = mailboxAt('');
  return rest;
};

/** Every request of the contract, on everything it can be asked of. A new request has no place here until it is given one. */
export const trials: { [N in CallName]: (world: World) => (Trial & { input: Input<N> })[] } = {
  'session.create': once({ email: 'nobody@people.test', password: 'a guess' }, never),
  'session.refresh': once({}, never),
  'session.list': once({}, always),
  'session.end': once({ sessionId: nothing }, never),
  'session.endOthers': once({}, always),
  'session.switch': once({ workspaceId: nothing }, never),
  'workspace.listMine': once({}, always),
  'me.get': once({}, always),
  'me.update': once({ language: 'en' }, always),
  'password.forget': once({ email: 'nobody@people.test' }, always),
  'password.reset': once({ token: 'x'.repeat(43), password: 'long enough' }, never),
  'password.change': once({ current: 'a guess', password: 'long enough' }, always, errorStatus.invalid),
  'totp.begin': once({}, always),
  'totp.confirm': once({ code: 'a guess' }, always, errorStatus.invalid),
  'totp.disable': once({ password: 'a guess', code: 'a guess' }, always, errorStatus.invalid),
  'member.invite': () => [{ input: { email: `${shortId()}@people.test`, role: 'agent' }, open: admins }],
  'invitation.list': once({}, admins),
  'invitation.resend': once({ invitationId: nothing }, never),
  'invitation.revoke': once({ invitationId: nothing }, never),
  'invitation.get': once({ token: 'x'.repeat(43) }, never),
  'invitation.accept': once({ token: 'x'.repeat(43), name: 'New', password: 'long enough' }, never),
  'token.create': once({ name: 'A program', scopes: ['read'] }, always),
  'token.list': () => [
    { input: {}, open: always },
    { input: { everybody: true }, open: admins },
  ],
  'token.revoke': once({ tokenId: nothing }, never),
  'setup.status': once({}, always),
  'setup.create': once(
    { workspaceName: 'Mine', name: 'Eve', email: 'eve@people.test', password: 'long enough' },
    never,
  ),
  'setup.testMail': once({}, never),
  'setup.testMailbox': once({ mailbox: door() }, never),
  'setup.sendTestMail': once({ address: 'help@baton.test' }, never),
  'setup.awaitTestMail': once({ tripId: 'none', mailbox: door() }, never),
  'workspace.create': once({ name: 'Another' }, admins),
  'workspace.update': once({ name: 'A workspace' }, admins),
  'member.update': (world) => [
    { input: { memberId: world.other, name: 'Another' }, open: (person) => person.kind === 'admin' },
  ],
  'team.update': once({ teamId: nothing, name: 'Another' }, never),
  'team.delete': once({ teamId: nothing }, never),
  'pipeline.save': once(
    {
      name: 'Another',
      statuses: [
        { name: 'In', state: 'open' },
        { name: 'Out', state: 'closed' },
      ],
    },
    admins,
  ),
  'property.list': once({}, always),
  'property.save': () => [{ input: { name: shortId(), kind: 'text' }, open: admins }],
  'property.delete': once({ propertyId: nothing }, never),
  'form.get': once({}, always),
  'form.save': once(
    { fields: [{ property: 'name' }, { property: 'pipeline' }, { property: 'status' }, { property: 'tags' }] },
    admins,
  ),
  'pipeline.delete': once({ pipelineId: nothing, moveTo: nothing }, never),
  'pipeline.usage': (world) => [
    { input: { pipelineId: world.pipeline._id }, open: (person) => person.kind === 'admin' },
  ],
  'channel.create': () => [{ input: { name: 'Another', address: `${shortId()}@baton.test` }, open: admins }],
  'channel.update': once({ channelId: nothing, name: 'Another' }, never),
  'channel.remove': once({ channelId: nothing }, never),
  'channel.test': () => [
    { input: {}, open: admins },
    { input: { channelId: nothing }, open: never },
  ],
  'channel.sendTestMail': once({ channelId: nothing }, never),
  'channel.awaitTestMail': once({ tripId: 'none' }, never),
  'channel.settings': once({ channelId: nothing }, never),
  'channel.setServer': once({ channelId: nothing, server: null }, never),
  'channel.makeDkimKey': once({}, admins),
  'channel.setDkim': once({ channelId: nothing, dkim: null }, never),
  'channel.checkDkim': once({ channelId: nothing }, never),
  'mailbox.list': once({}, admins),
  'mailbox.save': once(mailboxAt(nothing), never),
  'mailbox.remove': once({ channelId: nothing }, never),
  'mailbox.test': once(mailboxAt(nothing), never),
  'audit.list': once({}, admins),
  'audit.export': once({}, admins),
  'screen.load': once({}, always),
  'view.counts': once({}, always),
  'pipeline.list': once({}, always),
  'team.list': once({}, always),
  'member.list': once({}, always),
  'member.create': () => [
    { input: { email: `${shortId()}@people.test`, name: 'New', password: 'long enough' }, open: admins },
  ],
  'member.remove': once({ memberId: nothing }, never),
  'member.security': (world) => [{ input: { memberId: world.other }, open: (person) => person.kind === 'admin' }],
  'member.resetSecondFactor': (world) => [
    {
      input: { memberId: world.other },
      open: (person) => person.kind === 'admin',
      status: errorStatus.conflict,
    },
  ],
  'member.setAccess': (world) => [{ input: { memberId: world.other }, open: (person) => person.kind === 'admin' }],
  'team.create': once({ name: 'A team' }, admins),
  'ticket.list': (world) => [
    { input: {}, open: always },
    { input: { sort: 'oldest' }, open: always },
    { input: { sort: 'created' }, open: always },
    { input: { sort: 'priority' }, open: always },
    { input: { sort: 'first' }, open: always },
    { input: { filter: { unread: true } }, open: always },
    { input: { filter: { view: 'open' } }, open: always },
    { input: { filter: { view: 'following' } }, open: always },
    { input: { filter: { view: 'trash' } }, open: (person) => person.kind !== 'collaborator' },
    { input: { filter: { view: 'unassigned' } }, open: (person) => person.kind !== 'collaborator' },
    ...world.tickets.map((of) => ({ of, input: { filter: { contactId: of.contactId } }, open: always })),
    { input: { filter: { ownerId: world.other } }, open: always },
    { input: { filter: { ownerId: null, teamId: null } }, open: always },
    { input: { filter: { teamId: world.teams.b } }, open: always },
  ],
  'view.list': once({}, always),
  'view.save': once({ viewId: nothing, name: 'Another', filter: { and: [] } }, never),
  'view.delete': once({ viewId: nothing }, never),
  'ticket.counts': once({ filters: [{ property: 'name', op: 'contains' as const, value: 'a' }] }, always),
  'ticket.count': once({ filter: { property: 'name', op: 'contains' as const, value: 'a' } }, always),
  'ticket.get': perTicket(maySee, ({ id: ticketId }) => ({ ticketId })),
  'ticket.history': perTicket(maySee, ({ id: ticketId }) => ({ ticketId })),
  'ticket.create': (world) => [
    {
      input: {
        name: 'made by hand',
        pipelineId: world.pipeline._id,
        statusId: world.pipeline.statuses[0]?.id ?? '',
        contactIds: [world.tickets[1]?.contactId ?? ''],
        ownerId: world.other,
      },
      open: (person) => world.tickets.slice(1, 2).some((one) => maySee(person, one)),
    },
  ],
  'ticket.update': perTicket(mayEdit, ({ id: ticketId }) => ({ ticketId, priority: 'normal' })),
  'ticket.setStatus': (world) =>
    perTicket(mayEdit, ({ id: ticketId }) => ({ ticketId, statusId: world.pipeline.statuses[2]?.id ?? '' }))(world),
  'ticket.setProperties': perTicket(mayEdit, ({ id: ticketId }) => ({ ticketId, properties: { description: 'A' } })),
  'ticket.assign': perTicket(mayEdit, ({ id: ticketId }) => ({ ticketId })),
  'ticket.letIn': (world) => perTicket(mayEdit, ({ id: ticketId }) => ({ ticketId, memberId: world.other }))(world),
  'ticket.letOut': (world) => perTicket(mayEdit, ({ id: ticketId }) => ({ ticketId, memberId: world.other }))(world),
  'ticket.snooze': perTicket(mayEdit, ({ id: ticketId }) => ({ ticketId, until: null })),
  'ticket.unsnooze': perTicket(mayEdit, ({ id: ticketId }) => ({ ticketId })),
  'ticket.markSpam': perTicket(mayEdit, ({ id: ticketId }) => ({ ticketId })),
  'ticket.unmarkSpam': perTicket(mayEdit, ({ id: ticketId }) => ({ ticketId })),
  'ticket.byNumber': perTicket(maySee, ({ number }) => ({ number })),
  'ticket.move': perTicket(mayEdit, ({ id: ticketId }) => ({ ticketId })),
  'ticket.merge': refusedOnceOpen(errorStatus.invalid, ({ id }) => ({ ticketId: id, intoId: id })),
  'ticket.unmerge': refusedOnceOpen(errorStatus.conflict, ({ id: ticketId }) => ({ ticketId })),
  'ticket.split': perTicket(neverOf, ({ id: ticketId }) => ({ ticketId, messageIds: [nothing], name: 'Split' })),
  // Everybody here may delete what he may edit.
  'ticket.bulk': once({ ids: [nothing], change: { priority: 'low' } }, always),
  'bulk.list': once({}, always),
  'bulk.cancel': once({ bulkId: nothing }, never),
  'bulk.undo': once({ bulkId: nothing }, never),
  'ticket.trash': perTicket(mayEdit, ({ id: ticketId }) => ({ ticketId })),
  'ticket.restore': perTicket(mayEdit, ({ id: ticketId }) => ({ ticketId })),
  // Nothing here lies in the trash.
  'ticket.purge': refusedOnceOpen(errorStatus.conflict, ({ id: ticketId }) => ({ ticketId })),
  'ticket.follow': perTicket(maySee, ({ id: ticketId }) => ({ ticketId })),
  'ticket.unfollow': perTicket(maySee, ({ id: ticketId }) => ({ ticketId })),
  'ticket.markRead': perTicket(maySee, ({ id: ticketId }) => ({ ticketId })),
  'ticket.markUnread': perTicket(maySee, ({ id: ticketId }) => ({ ticketId })),
  'message.list': perTicket(maySee, ({ id: ticketId }) => ({ ticketId })),
  'message.urls': perTicket(maySee, ({ messageId }) => ({ messageId })),
  'message.send': perTicket(mayEdit, ({ id: ticketId }) => ({
    ticketId,
    messageId: randomUUID(),
    html: '<p>an answer</p>',
  })),
  'message.retry': perTicket(neverOf, ({ messageId }) => ({ messageId })),
  'sender.list': once({}, admins),
  'sender.set': once({ value: 'spam.test', list: 'blocked' }, admins),
  'sender.block': refusedOnceOpen(errorStatus.conflict, ({ messageId }) => ({ messageId, what: 'sender' as const })),
  'message.settle': refusedOnceOpen(errorStatus.conflict, ({ messageId }) => ({ messageId })),
  'message.move': refusedOnceOpen(errorStatus.invalid, ({ messageId, id: ticketId }) => ({ messageId, ticketId })),
  'message.start': (world) =>
    world.tickets.map((of) => ({
      of,
      input: { contactId: of.contactId, messageId: randomUUID(), subject: 'Hello', html: '<p>Hello</p>' },
      open: (person) =>
        world.tickets.some((one) => one.contactId === of.contactId && maySee(person, one)) &&
        mayEdit(person, { owner: person.id, team: null, guests: [] }),
    })),
  'meeting.answer': perTicket(neverOf, ({ messageId }) => ({ messageId, answer: 'accepted' as const })),
  'message.readAgain': perTicket(neverOf, ({ messageId }) => ({ messageId })),
  'message.undo': perTicket(neverOf, ({ messageId }) => ({ messageId })),
  'draft.open': perTicket(maySee, ({ id: ticketId }) => ({ ticketId, kind: 'reply' })),
  'draft.list': () => [
    { input: {}, open: always },
    { input: { which: 'discarded' }, open: always },
    { input: { which: 'shared' }, open: always },
  ],
  'draft.files': perDraft((docId) => ({ docId, fileIds: [] })),
  // Somebody's draft: nobody else's, whatever his rights.
  'draft.discard': perDraft((docId) => ({ docId, gen: 1 })),
  'draft.restore': perDraft((docId) => ({ docId })),
  'draft.share': perDraft((docId, { people }) => ({ docId, memberId: people.admin.id })),
  'draft.unshare': perDraft((docId, { people }) => ({ docId, memberId: people.admin.id })),
  'draft.handOver': perDraft((docId, { people }) => ({ docId, memberId: people.admin.id })),
  'draft.send': perDraft((docId) => ({ docId, gen: 1, messageId: randomUUID(), anyway: true })),
  'comment.list': perTicket(maySee, ({ id: ticketId }) => ({ ticketId })),
  'comment.add': perTicket(maySee, ({ id: ticketId }) => ({
    ticketId,
    commentId: randomUUID(),
    html: '<p>among us</p>',
  })),
  'comment.post': perDraft((docId) => ({ docId, gen: 1, commentId: randomUUID() })),
  'comment.update': once({ commentId: 'nobody-s', version: 1, html: '<p>changed</p>' }, never),
  'comment.history': once({ commentId: 'nobody-s' }, never),
  'comment.share': once({ commentId: 'nobody-s', memberId: nothing }, never),
  'comment.unshare': once({ commentId: 'nobody-s', memberId: nothing }, never),
  'comment.edit': once({ commentId: 'nobody-s' }, never),
  'comment.save': once({ commentId: 'nobody-s', docId: 'edit.nobody-s', gen: 1 }, never),
  'comment.leaveAsIs': once({ commentId: 'nobody-s', docId: 'edit.nobody-s', gen: 1 }, never),
  'notification.list': () => [
    { input: { lane: 'mentions' }, open: always },
    { input: { lane: 'other' }, open: always },
  ],
  'notification.acknowledge': once({ notificationId: 'nobody-s' }, never),
  'notification.acknowledgeAll': once({}, always),
  'notification.setPreferences': once(asItComes, always),
  'keyboard.setKeys': once({ keys: { close: 'y' } }, always),
  'push.key': once({}, always),
  'push.subscribe': once(
    { endpoint: 'https://push.customers.test/one', keys: { p256dh: 'k'.repeat(87), auth: 'k'.repeat(22) } },
    always,
    errorStatus.invalid,
  ),
  'push.unsubscribe': once({ endpoint: 'https://push.customers.test/one' }, always),
  'file.describe': once({ fileId: 'f'.repeat(64) }, never),
  'ticket.setContacts': perTicket(mayEdit, ({ id: ticketId, contactId }) => ({ ticketId, contactIds: [contactId] })),
  'ticket.setCompany': perTicket(mayEdit, ({ id: ticketId, companyId }) => ({ ticketId, companyId })),
  'ticket.setLinked': (world) => {
    const [other, ...tickets] = world.tickets;
    if (!other) throw new Error('A world has tickets');
    return tickets.map((of) => ({
      of,
      input: { ticketId: of.id, otherId: other.id, linked: false },
      open: (person) => mayEdit(person, of) && mayEdit(person, other),
    }));
  },
  'contact.create': () => [
    { input: { name: 'New', emails: [`${shortId()}@customers.test`] }, open: (person) => person.kind !== 'guest' },
  ],
  'contact.update': perCustomer(mayEditCustomer, ({ contactId }) => ({ contactId, language: 'en' })),
  'company.list': (world) => [
    { input: {}, open: always },
    ...world.tickets.map((of) => ({ of, input: { search: of.contactSecrets[2] ?? '' }, open: always })),
  ],
  'company.get': perCustomer(maySee, ({ companyId }) => ({ companyId })),
  'company.create': () => [{ input: { name: 'New' }, open: (person) => person.kind !== 'guest' }],
  'company.update': perCustomer(mayEditCustomer, ({ companyId }) => ({ companyId, domain: 'example.com' })),
  'contact.list': (world) => [
    { input: {}, open: always },
    ...world.tickets.flatMap((of) => [
      { of, input: { email: `${of.contactSecrets[1]}@customers.test` }, open: always },
      ...of.contactSecrets.map((search) => ({ of, input: { search }, open: always })),
      { of, input: { companyId: of.companyId, sort: 'name' as const }, open: always },
    ]),
  ],
  'contact.merge': (world) =>
    world.tickets.map((of) => ({
      of,
      input: { contactId: of.contactId, intoId: of.contactId },
      open: (person) => world.tickets.some((one) => one.contactId === of.contactId && mayEditCustomer(person, one)),
      status: errorStatus.invalid,
    })),
  'contact.timeline': perCustomer(maySee, ({ contactId }) => ({ contactId })),
  'contact.duplicates': perCustomer(maySee, ({ contactId }) => ({ contactId })),
  'contact.identify': refusedOnceOpen(errorStatus.conflict, ({ messageId, contactId }) => ({ messageId, contactId })),
  'search.find': (world) => [
    { input: { text: 'to' }, open: always },
    ...world.tickets.map((of, index) => {
      const secrets = [...of.secrets, ...of.contactSecrets];
      return { of, input: { text: secrets[index % secrets.length] ?? '', limit: 50 }, open: always };
    }),
  ],
  'contact.get': perCustomer(maySee, ({ contactId }) => ({ contactId })),
};
