import { createStore } from '../connection/store.ts';
import { slotPrefix } from '../drafts/slotPrefix.ts';
import { session, signOut } from './session.ts';

/** What is on its way to the server when somebody signs out gets so long to arrive. */
const patience = 2000;
const lookEvery = 100;

/** How many drafts hold words that are nowhere but on this device, while their author is asked what becomes of them. */
export const leaving = createStore<number | null>(null);

const disk = () => import('../drafts/disk.ts');

function prefixNow(): string | null {
  const now = session.get();
  return now.at === 'signedIn' ? slotPrefix(now.as.workspace.id, now.as.user.id) : null;
}

async function unsavedLeft(prefix: string): Promise<number> {
  const { unsavedUnder } = await disk();
  for (const end = performance.now() + patience; ; ) {
    const { length } = await unsavedUnder(prefix);
    if (length === 0 || performance.now() > end) return length;
    await new Promise((resolve) => setTimeout(resolve, lookEvery));
  }
}

/** Signs out; who would leave words behind that only this device has is asked first. */
export async function leave(): Promise<void> {
  const prefix = prefixNow();
  const unsaved = prefix ? await unsavedLeft(prefix).catch(() => 0) : 0;
  if (unsaved > 0) leaving.set(() => unsaved);
  else await leaveNow(false);
}

/** @param keep what the server has not got stays on this device, for its author's next sign-in here */
export async function leaveNow(keep: boolean): Promise<void> {
  const prefix = prefixNow();
  leaving.set(() => null);
  await signOut();
  if (prefix) await (await disk()).wipeUnder(prefix, keep).catch(() => {});
}
