import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { asItComes } from '../../../server/notifications/preferences/model.ts';
import { refusalIn } from '../../support/client.ts';
import { openScreen } from '../../support/screen.ts';
import { type Desk, openDesk } from '../collab/desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk({ nodes: 2 });
});
afterAll(() => desk.cluster.stop());
afterEach(() => expect(desk.cluster.faults()).toEqual([]));

// V8
test('a member’s keys are on all his screens and on nobody else’s, beside how he wants to be told', async () => {
  const url = desk.cluster.nodes[1]?.url ?? '';
  const [his, others] = await Promise.all(
    [desk.colleague, desk.admin].map(({ client }) => openScreen(url, client.token)),
  );
  const { client } = desk.colleague;
  const told = { ...asItComes, quiet: { ...asItComes.quiet, on: true, timeZone: 'Asia/Taipei' } };
  await client.call('notification.setPreferences', told);
  await client.call('keyboard.setKeys', { keys: { close: 'ü', goMine: 'g x', merge: '', next: 'j' } });
  const keys = { close: 'ü', goMine: 'g x', merge: '' };
  await his?.until('he has his keys', ({ preferences }) => preferences.version === 2);
  expect(his?.state.preferences).toMatchObject({ keys, quiet: told.quiet });
  await client.call('notification.setPreferences', asItComes);
  expect((await client.call('screen.load', {})).preferences).toEqual({ ...asItComes, keys, version: 3 });
  await others?.heard(await desk.cluster.mark());
  expect(others?.bytes).not.toContain('ü');
  his?.close();
  others?.close();
});

test('two actions may change places', async () => {
  const { keys } = await desk.author.client.call('keyboard.setKeys', { keys: { reply: 'c', comment: 'r' } });
  expect(keys).toEqual({ reply: 'c', comment: 'r' });
});

test('two actions on one key are refused, and both are named', async () => {
  const answer = await desk.author.client.ask('keyboard.setKeys', { keys: { close: 'j' } });
  expect([answer.status, refusalIn(answer.body)?.details]).toEqual([409, { actions: ['next', 'close'] }]);
});

test.each(['g', 'gg', ' ', 'Enter', 'g  m', '\u0007'])('“%s” is no key of one’s own', async (key) => {
  const answer = await desk.author.client.ask('keyboard.setKeys', { keys: { close: key } });
  expect(answer.status).toBe(400);
});

test('what is no action has no key', async () => {
  expect((await desk.author.client.ask('keyboard.setKeys', { keys: { explode: 'x' } })).status).toBe(400);
});
