import { expect, test } from '@jest/globals';
import { leftOf, lifeOf } from '../../client/session/tokenLife.ts';

const minutes = 60_000;
const day = 86_400_000;
const payload = Buffer.from(JSON.stringify({ iat: 1_000_000, exp: 1_000_900, sub: 'ÿ?>' })).toString('base64url');
const token = `head.${payload}.signature`;

test('a token lives as long as the server says, whatever time this device believes it is', () => {
  for (const wall of [0, 1_000_000_000, 9e12]) {
    expect(leftOf(lifeOf(token, wall, 50), wall + 5 * minutes, 50 + 5 * minutes)).toBe(10 * minutes);
  }
});

test('a clock that is set back makes no token younger', () => {
  const life = lifeOf(token, 1e12, 50);
  expect(leftOf(life, 1e12 - day, 50 + 14 * minutes)).toBe(minutes);
});

test('the time a device sleeps counts', () => {
  const life = lifeOf(token, 1e12, 50);
  expect(leftOf(life, 1e12 + 20 * minutes, 60)).toBeLessThan(0);
});
