import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { asItComes } from '../../../server/notifications/preferences/model.ts';
import { buildMember, reach } from '../../support/build.ts';
import { signIn } from '../../support/client.ts';
import { createHandClock } from '../../support/clock.ts';
import { openScreen } from '../../support/screen.ts';
import { letterTo } from '../accounts/mailbox.ts';
import { type Desk, openDesk } from '../collab/desk.ts';

const delay = 10 * 60_000;
const clock = createHandClock();
let desk: Desk;

beforeAll(async () => {
  desk = await openDesk({ clock });
});
afterEach(() => expect(desk.cluster.faults()).toEqual([]));
afterAll(() => desk.cluster.stop());

/** Somebody who was mailed of a mention, and the link in that mail. */
async function mailed() {
  const { app, workspaceId, node } = desk.cluster;
  const member = await buildMember(app, workspaceId, { access: reach('everything') });
  const author = await app.auth.member(workspaceId, desk.author.id);
  const ticketId = await desk.newTicket();
  const writer = await signIn(node.url, author?.email ?? '');
  await writer.call('comment.add', {
    ticketId,
    commentId: randomUUID(),
    html: '<p>Look</p>',
    mentions: [member.userId],
  });
  clock.advance(delay + 60_000);
  const { raw } = await letterTo(app, member.email);
  const url = /^List-Unsubscribe:\s*<([^>]+)>/m.exec(raw)?.[1] ?? '';
  return { url, raw, client: await signIn(node.url, member.email) };
}

const preferencesOf = async (client: Awaited<ReturnType<typeof signIn>>) => {
  const screen = await openScreen(client.url, client.token);
  const { preferences } = screen.state;
  screen.close();
  return preferences;
};
const mailsOf = (preferences: typeof asItComes | undefined) =>
  Object.values(preferences?.topics ?? {}).map(({ mail }) => mail);

test('a notification mail says how to end such mails with one click', async () => {
  const { url, raw } = await mailed();
  expect(raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m);
  expect(url).toContain('/unsubscribe/');
});

test('looking at the link ends nothing, the one click does, for this member alone, and nothing else of his changes', async () => {
  const [ben, other] = [await mailed(), await mailed()];
  const page = await fetch(ben.url);
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<form method="post">')]);
  expect(mailsOf(await preferencesOf(ben.client))).toContain(true);
  const done = await fetch(ben.url, {
    method: 'POST',
    body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
  });
  expect(done.status).toBe(200);
  const after = await preferencesOf(ben.client);
  expect(new Set(mailsOf(after))).toEqual(new Set([false]));
  const { mail: _mail, ...rest } = asItComes.topics.mention;
  expect(after?.topics.mention).toMatchObject(rest);
  expect(mailsOf(await preferencesOf(other.client))).toContain(true);
});

test('a link that was made up or changed ends nothing', async () => {
  const [ben, eve] = [await mailed(), await mailed()];
  const [claim] = (ben.url.split('/').at(-1) ?? '').split('.');
  const [, mac] = (eve.url.split('/').at(-1) ?? '').split('.');
  for (const token of [`${claim}.${mac}`, `${claim}.${'0'.repeat(32)}`, `${claim}`, 'x.y']) {
    const answer = await fetch(`${desk.cluster.node.url}/unsubscribe/${token}`, { method: 'POST' });
    expect(answer.status).toBe(404);
  }
  expect(mailsOf(await preferencesOf(ben.client))).toContain(true);
});
