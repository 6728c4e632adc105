/** What `npm test` leaves to `npm run proof -- walks`: a browser takes its time. One walk stays, so that every run has one. */
export const walks = ['test/e2e/(?!desk\\.)', 'test/client/settingsScreens\\.'];

/** What it leaves to `npm run proof -- 'whole tests'`, besides all but a sample of what others prove. */
export const leftOut = [
  // The parts after the first: in short, that one draws from all commands.
  'test/server/realtime/everyCommand[234]\\.',
  // Processes that are killed, whole copies and first starts.
  'test/server/(bulk|collab)/kill\\.',
  'test/server/backup/whole\\.',
  'test/server/storage/crash\\.',
  'test/server/(setup/(setup|trips)|demo/seed)\\.',
  // What goes on until a time of the product's is over: backoffs, patience, a line that is taken for dead.
  'test/server/presence/presence\\.',
  'test/server/mail/(oauth|mailboxes|rates|receiver|reader|reopening)\\.',
  'test/server/notifications/(mail|push)\\.',
  // Many people and every way, over and over.
  'test/server/access/(live|rights)\\.',
  'test/server/drafts/sending\\.',
  'test/server/notifications/everyWay\\.',
  'test/server/collab/(hostile|folding|editing)\\.',
  'test/server/accounts/guessing\\.',
  'test/server/bulk/(bulk|matching)\\.',
  'test/server/mail/(bounces|loops|moving|sending)\\.',
  'test/server/tickets/properties\\.',
  'test/server/views/counts\\.',
  'test/server/writePath/log\\.',
  'test/server/(search/explain|contacts/customers)\\.',
];

/** Whoever names tests by their path gets them whole, wherever they lie; who names none gets what a commit needs. */
const named = process.argv.slice(2).some((one) => one.includes('/') && !one.startsWith('-'));
if (!named) process.env.PROOF_TESTS ??= 'short';

/** Whether many browsers stand open at once. */
export const inBrowsers = process.argv.some((one) => one.includes('e2e'));

/** Whether this is the run for every commit. */
export const everyday = !named && process.env.PROOF_TESTS === 'short';
