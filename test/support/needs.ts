import { test } from '@jest/globals';
import { chromiumPath } from './browser.ts';
import { dovecotPath } from './dovecot.ts';

/** What a test needs beyond npm. Where it is missing the test is listed as skipped, and fails on CI. */
const given = {
  redis: process.env.REDIS_URL,
  secondStore: process.env.MONGODB_URL,
  chromium: chromiumPath,
  dovecot: dovecotPath,
} as const;

export function testWith(need: keyof typeof given, name: string, run: (value: string) => Promise<void>): void {
  const value = given[need];
  if (value !== undefined) test(name, () => run(value));
  else if (process.env.CI === 'true') test(name, () => Promise.reject(new Error(`CI must have ${need}`)));
  else test.skip(`${name} (needs ${need})`, () => {});
}
