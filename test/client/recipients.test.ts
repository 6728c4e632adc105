import { expect, test } from '@jest/globals';
import { answerTo, isAddress, mailboxesOf, withBoxes } from '../../client/composer/recipients.ts';
import { withoutEmptyEnds } from '../../client/composer/sameText.ts';
import { MailAddress } from '../../shared/mailAddress.ts';
import { buildContact, buildMessage } from './build.ts';

test('addresses are read as people write them', () => {
  expect(mailboxesOf('clara@cafenoord.test; Ben Visser <ben@visser.test>')).toEqual([
    { name: '', address: 'clara@cafenoord.test' },
    { name: 'Ben Visser', address: 'ben@visser.test' },
  ]);
  expect(mailboxesOf('  ')).toEqual([]);
});

test('many at once may be parted by commas, lines or spaces; a comma in a name parts nothing', () => {
  const pasted = '"Berg, Anna" <anna@berg.test>，王小明 <wang@shop.test>;\nben@visser.test kai@visser.test';
  expect(mailboxesOf(pasted)).toEqual([
    { name: 'Berg, Anna', address: 'anna@berg.test' },
    { name: '王小明', address: 'wang@shop.test' },
    { name: '', address: 'ben@visser.test' },
    { name: '', address: 'kai@visser.test' },
  ]);
});

test('what is no address is kept as it was typed, and known as none', () => {
  expect(mailboxesOf('clara@cafenoord.test, Wrong One <wrong@>')).toEqual([
    { name: '', address: 'clara@cafenoord.test' },
    { name: '', address: 'Wrong One <wrong@>' },
  ]);
  expect(isAddress('Wrong One <wrong@>')).toBe(false);
});

test('whoever wrote can be answered, with a space in a quoted name, or two dots in a row', () => {
  for (const address of ['"nora lind"@customers.test', 'taro..y.@phone.test']) {
    expect(isAddress(address)).toBe(true);
    expect(MailAddress.safeParse(address).success).toBe(true);
  }
  expect(MailAddress.safeParse('"ceo@bank.test"@thief.test').success).toBe(false);
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
