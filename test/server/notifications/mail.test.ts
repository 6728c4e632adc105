import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { asItComes } from '../../../server/notifications/preferences/model.ts';
import { buildChannel, buildMember, reach } from '../../support/build.ts';
import { signIn } from '../../support/client.ts';
import { createHandClock } from '../../support/clock.ts';
import { openScreen } from '../../support/screen.ts';
import { until } from '../../support/until.ts';
import { lettersTo, letterTo } from '../accounts/mailbox.ts';
import { type Desk, openDesk } from '../collab/desk.ts';

const minute = 60_000;
/** As an installation has it that was told nothing. */
const delay = 10 * minute;

let desk: Desk;
/** Nine in the morning in London, five in the afternoon in Taipei. */
const clock = createHandClock();

beforeAll(async () => {
  desk = await openDesk({ nodes: 2, clock });
});
afterAll(() => desk.cluster.stop());
afterEach(() => expect(desk.cluster.faults()).toEqual([]));

interface Reader {
  id: string;
  email: string;
}

async function reader(given: Parameters<typeof buildMember>[2] = {}): Promise<Reader> {
  const { app, workspaceId } = desk.cluster;
  const { userId: id, email } = await buildMember(app, workspaceId, { access: reach('everything'), ...given });
  return { id, email };
}

/** Access tokens do not outlive the hours that the clock is moved by. */
async function author() {
  const { app, workspaceId, node } = desk.cluster;
  const member = await app.auth.member(workspaceId, desk.author.id);
  return signIn(node.url, member?.email ?? '');
}

async function mention(id: string, words: string, ticketId?: string): Promise<string> {
  const at = ticketId ?? (await desk.newTicket());
  const comment = { ticketId: at, commentId: randomUUID(), html: `<p>${words}</p>`, mentions: [id] };
  await (await author()).call('comment.add', comment);
  return comment.commentId;
}

const lettersOf = ({ email }: Reader) => lettersTo(desk.cluster.app, email);
const jobsOf = ({ id }: Reader) =>
  desk.cluster.app.storage.connection.collection('jobs').find({ kind: 'notification.mail', 'payload.memberId': id });
/** Somebody else was mailed meanwhile: whoever was to be mailed at the same time has been. */
async function laterOn(ms = delay): Promise<void> {
  const other = await reader();
  await mention(other.id, 'beside');
  clock.advance(ms + minute);
  await letterTo(desk.cluster.app, other.email);
}
/** No mail to him is due. */
const untilLooked = (one: Reader) =>
  until('his mail has been looked at', async () =>
    (await jobsOf(one).toArray()).every(({ runAt }) => runAt > clock.now()),
  );

// N4
test('several notifications to somebody who is away are one mail, in his language, each with its link', async () => {
  const ben = await reader();
  const hers = await signIn(desk.cluster.node.url, ben.email);
  await hers.call('me.update', { language: 'zh-Hant' });
  const commentId = await mention(ben.id, '批號 2406 & <b>co</b>');
  const ticketId = await desk.newTicket();
  await (await author()).call('ticket.assign', { ticketId, ownerId: ben.id });
  clock.advance(delay - minute);
  await untilLooked(ben);
  expect(await lettersOf(ben)).toEqual([]);
  clock.advance(2 * minute);
  const letter = await letterTo(desk.cluster.app, ben.email);
  expect(letter.subject).toContain('2 則通知');
  expect(letter.text).toContain('批號 2406 & co');
  expect(letter.text).toContain(`?comment=${commentId}`);
  expect(letter.text).toContain(`/desk/open/${ticketId}`);
  expect(letter.html).toContain('lang="zh-Hant"');
  expect(letter.headers.get('auto-submitted')).toBe('auto-generated');
  await laterOn();
  expect(await lettersOf(ben)).toHaveLength(1);
});

// N4
test('what he has acknowledged is not mailed', async () => {
  const ben = await reader();
  await mention(ben.id, 'seen already');
  const his = await signIn(desk.cluster.node.url, ben.email);
  const { items } = await his.call('notification.list', { lane: 'mentions', open: true });
  for (const { id: notificationId } of items) await his.call('notification.acknowledge', { notificationId });
  await laterOn();
  await until('nothing waits', async () => (await jobsOf(ben).toArray()).length === 0);
  expect(await lettersOf(ben)).toEqual([]);
});

// N4
test('nobody is mailed while he is here, at whichever node; when he has left, he is', async () => {
  const ben = await reader();
  const { token } = await signIn(desk.cluster.node.url, ben.email);
  const screen = await openScreen(desk.cluster.nodes[1]?.url ?? '', token);
  const isHere = () => desk.cluster.app.isHere(desk.cluster.workspaceId, ben.id);
  await until('the other node knows of him', isHere);
  await mention(ben.id, 'you are here');
  await laterOn();
  await untilLooked(ben);
  expect(await lettersOf(ben)).toEqual([]);
  screen.close();
  await until('the other node knows that he left', () => !isHere());
  clock.advance(delay + minute);
  expect((await letterTo(desk.cluster.app, ben.email)).text).toContain('you are here');
});

// N4
test('what is no longer open to him is in no mail', async () => {
  const ben = await reader({ access: reach('own') });
  const ticketId = await desk.newTicket(ben.id);
  await mention(ben.id, 'not for him', ticketId);
  await (await author()).call('ticket.assign', { ticketId, ownerId: desk.author.id });
  await laterOn();
  await untilLooked(ben);
  expect(await lettersOf(ben)).toEqual([]);
});

// N2, N4
test('in his quiet hours a mail waits for their end', async () => {
  const ben = await reader();
  const his = await signIn(desk.cluster.node.url, ben.email);
  const local = (add: number) => {
    const at = new Date(clock.now().getTime() + add);
    return at.toISOString().slice(11, 16);
  };
  const quiet = { on: true, from: local(-60 * minute), to: local(120 * minute), timeZone: 'UTC', mentions: false };
  await his.call('notification.setPreferences', { ...asItComes, quiet });
  await mention(ben.id, 'good night');
  await laterOn();
  await untilLooked(ben);
  expect(await lettersOf(ben)).toEqual([]);
  clock.advance(120 * minute);
  expect((await letterTo(desk.cluster.app, ben.email)).text).toContain('good night');
});

// N2, N4
test('mentions come through quiet hours where he lets them, the rest follows after', async () => {
  const ben = await reader();
  const his = await signIn(desk.cluster.node.url, ben.email);
  const local = (add: number) => new Date(clock.now().getTime() + add).toISOString().slice(11, 16);
  const quiet = { on: true, from: local(-60 * minute), to: local(120 * minute), timeZone: 'UTC', mentions: true };
  await his.call('notification.setPreferences', { ...asItComes, quiet });
  await mention(ben.id, 'urgent');
  const ticketId = await desk.newTicket();
  await (await author()).call('ticket.assign', { ticketId, ownerId: ben.id });
  clock.advance(delay + minute);
  const first = await letterTo(desk.cluster.app, ben.email);
  expect(first.text).toContain('urgent');
  expect(first.text).not.toContain(ticketId);
  clock.advance(120 * minute);
  const second = await letterTo(desk.cluster.app, ben.email, 2);
  expect(second.text).toContain(ticketId);
  expect(second.text).not.toContain('urgent');
});

// N4
test('nobody is mailed at an address that is one of our own: it would come back as a ticket', async () => {
  const { app, workspaceId } = desk.cluster;
  const { address } = await buildChannel(app, workspaceId);
  const loop = await reader({ email: address });
  await mention(loop.id, 'round and round');
  await laterOn();
  await until('nothing waits', async () => (await jobsOf(loop).toArray()).length === 0);
  expect(await lettersOf(loop)).toEqual([]);
});
