import { createStore } from '../connection/store.ts';
import { isSlotOf } from '../drafts/slotPrefix.ts';
import { session, signOut } from './session.ts';

/** What is on its way to the server when somebody signs out gets so long to arrive. */
const patience = 2000;
const lookEvery = 100;

/** How many drafts hold words that are nowhere but on this device, while their author is asked what becomes of them. */
export const leaving = createStore<number | null>(null);

export const disk = () => import('../drafts/disk.ts');

function whoseNow(): string | null {
  const now = session.get();
  return now.at === 'signedIn' ? now.as.user.id : null;
}

async function unsavedLeft(userId: string): Promise<number> {
  const { unsavedIf } = await disk();
  for (const end = performance.now() + patience; ; ) {
    const { length } = await unsavedIf(isSlotOf(userId));
    if (length === 0 || performance.now() > end) return length;
    await new Promise((resolve) => setTimeout(resolve, lookEvery));
  }
}

/** Signs out; who would leave words behind that only this device has is asked first. */
export async function leave(): Promise<void> {
  const userId = whoseNow();
  const unsaved = userId ? await unsavedLeft(userId).catch(() => null) : 0;
  if (unsaved) leaving.set(() => unsaved);
  else await leaveNow(unsaved === null);
}

const wipe = async (userId: string, keep: boolean) => (await disk()).wipeIf(isSlotOf(userId), keep).catch(() => {});

/** @param keep what the server has not got stays on this device, for its author's next sign-in here */
export async function leaveNow(keep: boolean): Promise<void> {
  const userId = whoseNow();
  leaving.set(() => null);
  // Not after it: the server may be away, and whoever has signed out closes the page.
  const ended = signOut();
  if (userId) await wipe(userId, keep);
  await ended;
}

/** Whose sign-in ends by itself, or elsewhere, cannot be asked: what the server has goes, the rest waits here for him. */
export function tidyAfterwards(): void {
  let before = whoseNow();
  session.subscribe(() => {
    const userId = before;
    before = whoseNow();
    const now = session.get();
    if (userId && now.at === 'signedOut' && now.why !== null) void wipe(userId, true);
  });
}
