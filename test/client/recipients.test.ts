import { expect, test } from '@jest/globals';
import { answerTo, mailboxesOf, withBoxes } from '../../client/composer/recipients.ts';
import { withoutEmptyEnds } from '../../client/composer/sameText.ts';
import { buildContact, buildMessage } from './build.ts';

test('addresses are read as people write them', () => {
  expect(mailboxesOf('clara@cafenoord.test, "Berg, A" <x')).toBeNull();
  expect(mailboxesOf('clara@cafenoord.test; Ben Visser <ben@visser.test>')).toEqual([
    { name: '', address: 'clara@cafenoord.test' },
    { name: 'Ben Visser', address: 'ben@visser.test' },
  ]);
  expect(mailboxesOf('  ')).toEqual([]);
});

test('an address is added once, however it is written', () => {
  const boxes = [{ name: 'Clara', address: 'clara@cafenoord.test' }];
  expect(withBoxes(boxes, [{ name: '', address: 'Clara@CafeNoord.test' }])).toEqual(boxes);
});

test('an answer goes to who wrote, and after our own message to whom we wrote', () => {
  const theirs = buildMessage();
  const ours = buildMessage({ direction: 'out', to: [{ name: 'Clara', address: 'c@x.test' }] });
  expect(answerTo(theirs, undefined)).toEqual([theirs.from]);
  expect(answerTo(ours, undefined)).toEqual(ours.to);
});

test('without a message the contact is answered, and without an address nobody', () => {
  const contact = buildContact({ name: 'Clara', email: 'c@x.test' });
  expect(answerTo(undefined, contact)).toEqual([{ name: 'Clara', address: 'c@x.test' }]);
  expect(answerTo(undefined, { ...contact, email: null })).toEqual([]);
});

test('empty lines at the ends of a reply are not sent, those inside are', () => {
  expect(withoutEmptyEnds('<p></p><p>Hi</p><p></p><p>Ada</p><p></p><p></p>')).toBe('<p>Hi</p><p></p><p>Ada</p>');
});
