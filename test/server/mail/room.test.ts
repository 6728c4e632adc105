import { expect, test } from '@jest/globals';
import { createRoom } from '../../../server/channels/email/room.ts';

test('who comes late waits until somebody leaves, in the order of coming', async () => {
  const room = createRoom(2, 10_000);
  const entered: string[] = [];
  const come = (name: string) => room.enter().then((got) => got && entered.push(name));
  await Promise.all([come('a'), come('b')]);
  const late = [come('c'), come('d')];
  expect(entered).toEqual(['a', 'b']);
  room.leave();
  room.leave();
  await Promise.all(late);
  expect(entered).toEqual(['a', 'b', 'c', 'd']);
});

test('who waits too long is sent away, and his place is not lost', async () => {
  const room = createRoom(1, 1);
  expect(await room.enter()).toBe(true);
  expect(await room.enter()).toBe(false);
  room.leave();
  expect(await room.enter()).toBe(true);
});
