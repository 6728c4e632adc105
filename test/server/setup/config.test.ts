import { describe, expect, test } from '@jest/globals';
import { readConfig } from '../../../server/platform/config.ts';

const strong = '4f9d2c8a1be07356d1f2a9c4837be60d';
const safe = { NODE_ENV: 'production', BATON_URL: 'https://help.example', BATON_SECRET: strong };

describe('in production', () => {
  test.each([
    'a'.repeat(32),
    'ab'.repeat(16),
    'abcdabcdabcdabcdabcdabcdabcdabcd',
    '1111111122222222333333334444444455555555',
    'change-me-change-me-change-me-please',
    'please-CHANGEME-now-0123456789abcdef',
    'this is my very own secret phrase!!!',
    'the default of some docker-compose.yml',
    '12345678901234567890123456789012',
    'qwertyuiopasdfghjklzxcvbnmqwertyuiop',
    'example-0f3a9c7be1d24865-from-the-docs',
  ])('the secret “%s” is refused', (secret) => {
    expect(() => readConfig({ ...safe, BATON_SECRET: secret })).toThrow(/BATON_SECRET: is easy to guess/);
  });

  test.each([strong, 'kK3v/9Qx7LzR2mWp0YtN5uHs8JdF1cGa', 'Tw0-l0ng-r1ver5-m33t-bel0w-the-hi11'])(
    'the secret “%s” will do',
    (secret) => {
      expect(readConfig({ ...safe, BATON_SECRET: secret }).secret).toBe(secret);
    },
  );

  test.each([
    [{}, 'not set'],
    [{ BATON_URL: 'http://help.example' }, 'http'],
    [{ BATON_URL: 'http://192.168.1.20:3000' }, 'http on a local network'],
    [{ BATON_URL: 'http://help.example', HOST: '127.0.0.1' }, 'http for browsers elsewhere'],
  ])('%j is refused: cookies would travel in the clear (%s)', (env, _why) => {
    const { BATON_URL: _no, ...rest } = safe;
    expect(() => readConfig({ ...rest, ...env })).toThrow(/BATON_URL: .*in the clear/);
  });

  test.each([
    [{ BATON_URL: 'https://help.example' }, 'behind a proxy with TLS'],
    [{ BATON_URL: 'https://help.example', HOST: '127.0.0.1' }, 'behind a proxy on the same machine'],
    [{ BATON_URL: 'http://localhost:3001' }, 'in a container, tried on this machine'],
    [{ HOST: '127.0.0.1' }, 'on this machine only'],
    [{ HOST: '::1' }, 'on this machine only'],
  ])('%j starts (%s)', (env, _why) => {
    const { BATON_URL: _no, ...rest } = safe;
    expect(readConfig({ ...rest, ...env }).production).toBe(true);
  });

  test('everything wrong is said at once', () => {
    expect(() => readConfig({ NODE_ENV: 'production', BATON_SECRET: 'a'.repeat(40) })).toThrow(
      /BATON_SECRET[\s\S]*BATON_URL/,
    );
  });

  test('set-up asks for the code, on every address', () => {
    expect(readConfig({ ...safe, HOST: '127.0.0.1' }).open).toBe(true);
  });
});

describe('elsewhere', () => {
  test('a careless secret and plain http will do', () => {
    expect(readConfig({ BATON_SECRET: 'a'.repeat(32), HOST: '0.0.0.0' }).production).toBe(false);
  });

  test.each([
    [{}, false],
    [{ BATON_DEMO: 'false' }, true],
    [{ BATON_DEMO: 'false', HOST: '127.0.0.1' }, false],
    [{ BATON_DEMO: 'false', HOST: 'localhost' }, false],
    [{ BATON_DEMO: 'false', HOST: '192.168.1.20' }, true],
    [{ HOST: '127.0.0.1', BATON_URL: 'https://help.example' }, true],
    [{ HOST: '127.0.0.1', BATON_URL: 'http://localhost:3000' }, false],
  ])('%j is open to strangers: %p', (env, open) => {
    expect(readConfig(env).open).toBe(open);
  });

  test('what is wrong is named, each in a line of its own', () => {
    expect(() => readConfig({ PORT: 'many', SMTP_URL: 'mail.example', BATON_SECRET: 'short' })).toThrow(
      /PORT: [\s\S]*BATON_SECRET: must have at least 32 characters[\s\S]*SMTP_URL: must be an address/,
    );
  });
});
