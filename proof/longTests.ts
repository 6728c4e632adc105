import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
/** What has a short form for every day. */
const files = [
  'test/server/access/learning',
  'test/server/access/matrix',
  'test/server/bulk/kill',
  'test/server/mail/loops',
  'test/server/realtime/everyCommand',
  'test/server/robustness/malformed',
  'test/server/tickets/filters',
  'test/server/views/counts',
];

/** Every person asks everything of every ticket; a thousand mails by machines; every screen looked at after each change. */
export async function longTests(): Promise<string> {
  const { status } = spawnSync('npm', ['test', '--', ...files], {
    cwd: root,
    env: { ...process.env, PROOF_TESTS: 'long' },
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error(`npm test ended with ${status}`);
  return files.join(', ');
}
