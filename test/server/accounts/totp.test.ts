import { expect, test } from '@jest/globals';
import { base32, hotp, stepAt, stepOf, uriOf } from '../../../server/auth/totp.ts';

const ascii = (text: string) => Buffer.from(text, 'ascii');
const sha1 = ascii('12345678901234567890');
const sha256 = ascii('12345678901234567890123456789012');
const sha512 = ascii('1234567890123456789012345678901234567890123456789012345678901234');

test.each([
  [0, '755224'],
  [1, '287082'],
  [2, '359152'],
  [3, '969429'],
  [4, '338314'],
  [5, '254676'],
  [6, '287922'],
  [7, '162583'],
  [8, '399871'],
  [9, '520489'],
])('RFC 4226, appendix D: counter %d gives %s', (counter, code) => {
  expect(hotp(sha1, counter)).toBe(code);
});

test.each([
  [59, '94287082', '46119246', '90693936'],
  [1111111109, '07081804', '68084774', '25091201'],
  [1111111111, '14050471', '67062674', '99943326'],
  [1234567890, '89005924', '91819424', '93441116'],
  [2000000000, '69279037', '90698825', '38618901'],
  [20000000000, '65353130', '77737706', '47863826'],
])('RFC 6238, appendix B: at %d s', (seconds, one, two, five) => {
  const step = stepAt(new Date(seconds * 1000));
  expect(hotp(sha1, step, { digits: 8 })).toBe(one);
  expect(hotp(sha256, step, { digits: 8, hash: 'sha256' })).toBe(two);
  expect(hotp(sha512, step, { digits: 8, hash: 'sha512' })).toBe(five);
});

test.each([
  ['', ''],
  ['f', 'MY'],
  ['fo', 'MZXQ'],
  ['foo', 'MZXW6'],
  ['foob', 'MZXW6YQ'],
  ['fooba', 'MZXW6YTB'],
  ['foobar', 'MZXW6YTBOI'],
])('RFC 4648, 10: base32 of “%s”', (text, coded) => {
  expect(base32(ascii(text))).toBe(coded);
});

test('a code counts in its own half minute and in those beside it, and in no other', () => {
  const at = new Date('2026-03-02T09:00:00Z');
  const code = hotp(sha1, stepAt(at));
  const after = (seconds: number) => stepOf(sha1, code, new Date(at.getTime() + seconds * 1000));
  expect([after(-31), after(-30), after(0), after(29), after(59)]).toEqual([null, ...Array(4).fill(stepAt(at))]);
  expect(after(60)).toBeNull();
});

test('what is no code at all is none', () => {
  for (const code of ['', '1', '12345', '1234567', 'abcdef', '１２３４５６'])
    expect(stepOf(sha1, code, new Date())).toBeNull();
});

test('the address for the QR code names the account and holds the secret', () => {
  const uri = new URL(uriOf(sha1, 'ada@baton.test'));
  expect(uri.protocol).toBe('otpauth:');
  expect(decodeURIComponent(uri.pathname)).toContain('Baton:ada@baton.test');
  expect(uri.searchParams.get('secret')).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
  expect(uri.searchParams.get('period')).toBe('30');
});
