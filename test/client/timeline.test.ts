import { expect, test } from '@jest/globals';
import { type Item, itemsOf } from '../../client/conversation/timeline.ts';
import type { HistoryEntry, MessageView } from '../../shared/entities.ts';
import { buildEntry, buildMessage, minute } from './build.ts';

const day = (at: string) => at.slice(0, 10);
const timelineOf = (messages: MessageView[], entries: HistoryEntry[]) => ({
  messages: Object.fromEntries(messages.map((message) => [message.id, message])),
  comments: {},
  entries: Object.fromEntries(entries.map((entry) => [entry.id, entry])),
});
const none = { messages: [], comments: [] };
const kinds = (items: Item[]) =>
  items.map((item) => (item.kind === 'changes' ? `changes ${item.entries.length}` : item.kind));

test('changes that follow each other fold into one line, a message parts them', () => {
  const messages = [buildMessage({ at: minute(1) }), buildMessage({ at: minute(4) })];
  const entries = [2, 3, 5].map((n) => buildEntry({ at: minute(n) }));
  const items = itemsOf(timelineOf(messages, entries), none, '', day);
  expect(kinds(items)).toEqual(['day', 'message', 'changes 2', 'message', 'changes 1']);
});

test('every new day is announced once', () => {
  const messages = [minute(0), minute(1), minute(60 * 24)].map((at) => buildMessage({ at }));
  expect(kinds(itemsOf(timelineOf(messages, []), none, '', day))).toEqual([
    'day',
    'message',
    'message',
    'day',
    'message',
  ]);
});

test('a ticket is created before its first message, whatever the clocks say', () => {
  const items = itemsOf(
    timelineOf([buildMessage({ at: minute(1) })], [buildEntry({ at: minute(2), property: 'created' })]),
    none,
    '',
    day,
  );
  expect(kinds(items)).toEqual(['day', 'changes 1', 'message']);
});

test('while earlier messages are not here, changes before them are not shown', () => {
  const timeline = timelineOf(
    [buildMessage({ at: minute(5) })],
    [buildEntry({ at: minute(1) }), buildEntry({ at: minute(6) })],
  );
  expect(kinds(itemsOf(timeline, none, minute(5), day))).toEqual(['day', 'message', 'changes 1']);
  expect(kinds(itemsOf(timeline, none, '', day))).toEqual(['day', 'changes 1', 'message', 'changes 1']);
});

test('a reply on its way stands last, even if the clock of this machine is behind', () => {
  const here = buildMessage({ at: minute(5) });
  const outgoing = buildMessage({ at: minute(4), direction: 'out' });
  const items = itemsOf(timelineOf([here], []), { ...none, messages: [outgoing] }, '', day);
  expect(items.at(-1)).toEqual({ kind: 'message', key: outgoing.id, message: outgoing });
});
