import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { leftOut, walks } from '../test/support/jest/everyday.mjs';

const root = join(import.meta.dirname, '..');

function run(patterns: readonly string[], form: Record<string, string> = {}): string {
  const { PROOF_TESTS: _form, ...env } = process.env;
  const { status } = spawnSync('npm', ['test', '--', ...patterns], {
    cwd: root,
    env: { ...env, ...form },
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error(`npm test ended with ${status}`);
  return patterns.join(', ');
}

/** The files without browsers whose tests take a sample of something. */
function sampled(): string[] {
  const files = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' }).map((name) => `test/${name}`);
  const asks = (file: string) => readFileSync(join(root, file), 'utf8').includes("support/long.ts'");
  return files.filter((file) => /^test\/(?!e2e).*\.test\.ts$/.test(file) && asks(file)).sort();
}

/** What `npm test` samples or leaves out, whole; but for the browsers. */
export const wholeTests = async () => run([...sampled(), ...leftOut, 'test/server/realtime/everyCommand1\\.']);

/** People at browsers: every screen and row. */
export const walking = async () => run(['test/e2e/', ...walks.filter((one) => !one.includes('e2e'))]);

/** Every person asks everything of every ticket; a thousand mails by machines; every screen looked at after each change. */
export const longTests = async () =>
  run(
    [
      'test/server/access/learning',
      'test/server/access/matrix',
      'test/server/bulk/kill',
      'test/server/mail/loops',
      'test/server/realtime/everyCommand',
      'test/server/robustness/malformed',
      'test/server/tickets/filters',
      'test/server/views/counts',
    ],
    { PROOF_TESTS: 'long' },
  );
