import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { asItComes } from '../../../server/notifications/preferences/model.ts';
import type { NoticePreferences } from '../../../shared/entities.ts';
import { isQuiet, quietUntil } from '../../../shared/quiet.ts';
import { refusalIn } from '../../support/client.ts';
import { openScreen } from '../../support/screen.ts';
import { type Desk, openDesk } from '../collab/desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk({ nodes: 2 });
});
afterAll(() => desk.cluster.stop());
afterEach(() => expect(desk.cluster.faults()).toEqual([]));

const quiet = (given: Partial<NoticePreferences['quiet']>) => ({ ...asItComes.quiet, on: true, ...given });

// N2
test('what a member chooses is on all his screens, and on nobody else’s', async () => {
  const url = desk.cluster.nodes[1]?.url ?? '';
  const [his, others] = await Promise.all(
    [desk.colleague, desk.admin].map(({ client }) => openScreen(url, client.token)),
  );
  expect(his?.state.preferences).toEqual({ ...asItComes, version: 0 });
  const chosen = { ...asItComes, quiet: quiet({ timeZone: 'Asia/Taipei' }) };
  await desk.colleague.client.call('notification.setPreferences', chosen);
  await his?.until('he has what he chose', ({ preferences }) => preferences.version === 1);
  expect(his?.state.preferences.quiet.timeZone).toBe('Asia/Taipei');
  await others?.heard(await desk.cluster.mark());
  expect(others?.bytes).not.toContain('Asia/Taipei');
  his?.close();
  others?.close();
});

// N2
test('a mention stays in the bell, whatever is chosen', async () => {
  const none = { bell: false, toast: false, sound: false, push: false, mail: false };
  const topics = { mention: none, assigned: none, replied: none, commented: none };
  const { topics: kept } = await desk.author.client.call('notification.setPreferences', { ...asItComes, topics });
  expect(kept.mention).toEqual({ ...none, bell: true });
  const ticketId = await desk.newTicket();
  const { client } = desk.colleague;
  await client.call('ticket.assign', { ticketId, ownerId: desk.author.id });
  const mention = { ticketId, commentId: randomUUID(), html: '<p>look</p>', mentions: [desk.author.id] };
  await client.call('comment.add', mention);
  const told = async (lane: 'mentions' | 'other') =>
    (await desk.author.client.call('notification.list', { lane, open: true })).items.map((one) => one.ticketId);
  expect(await told('mentions')).toContain(ticketId);
  expect(await told('other')).not.toContain(ticketId);
});

test.each([
  ['a time zone that is none', { timeZone: 'Mars/Olympus' }, 'quiet.timeZone'],
  ['a time that is none', { from: '24:00' }, 'quiet.from'],
  ['hours without length', { from: '08:00', to: '08:00' }, 'quiet.to'],
])('%s is refused, and named', async (_name, wrong, field) => {
  const answer = await desk.author.client.ask('notification.setPreferences', { ...asItComes, quiet: quiet(wrong) });
  expect(answer.status).toBe(400);
  expect(JSON.stringify(refusalIn(answer.body))).toContain(field);
});

test.each([
  ['in the evening', '2026-03-02T19:00:00Z', true],
  ['after midnight', '2026-03-03T06:30:00Z', true],
  ['in the morning', '2026-03-03T07:00:00Z', false],
  ['by day', '2026-03-03T17:29:00Z', false],
])('quiet hours over midnight hold %s in their own time zone', (_name, at, expected) => {
  expect(isQuiet(quiet({ from: '18:30', to: '08:00', timeZone: 'Europe/Amsterdam' }), new Date(at))).toBe(expected);
});

test('quiet hours end at their time, also in the night when the clocks change', () => {
  const hours = quiet({ from: '22:00', to: '07:00', timeZone: 'Europe/Amsterdam' });
  const ends = ['2026-03-02T23:10:20Z', '2026-03-28T23:10:00Z', '2026-10-24T22:10:00Z'].map((at) =>
    quietUntil(hours, new Date(at))?.toISOString(),
  );
  expect(ends).toEqual(['2026-03-03T06:00:00.000Z', '2026-03-29T06:00:00.000Z', '2026-10-25T06:00:00.000Z']);
  expect(quietUntil(hours, new Date('2026-03-02T12:00:00Z'))).toBeNull();
});
