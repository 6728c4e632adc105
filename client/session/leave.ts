import { createStore } from '../connection/store.ts';
import { isSlotOf } from '../drafts/slotPrefix.ts';
import { countUnder, dropUnder } from '../outbox/disk.ts';
import { session, signOut } from './session.ts';

/** What is on its way to the server when somebody signs out gets so long to arrive. */
const patience = 2000;
const lookEvery = 100;

/**
 * What is nowhere but on this device, while its author is asked what becomes of it: drafts that hold words, and things
 * done that wait to be carried out.
 */
export const leaving = createStore<{ drafts: number; waiting: number } | null>(null);

export const disk = () => import('../drafts/disk.ts');

/** In whatever workspace: what lies here is one person's. */
function whoseNow(): string | null {
  const now = session.get();
  return now.at === 'signedIn' ? now.as.user.id : null;
}

/** What is left once it has had its time to arrive. */
async function left(count: () => Promise<number>): Promise<number> {
  for (const end = performance.now() + patience; ; ) {
    const now = await count();
    if (now === 0 || performance.now() > end) return now;
    await new Promise((resolve) => setTimeout(resolve, lookEvery));
  }
}

async function unsavedLeft(userId: string): Promise<number> {
  const { unsavedIf } = await disk();
  return left(async () => (await unsavedIf(isSlotOf(userId))).length);
}

/** Signs out; who would leave words behind that only this device has is asked first. */
export async function leave(): Promise<void> {
  const userId = whoseNow();
  const [drafts, waiting] = userId
    ? await Promise.all([unsavedLeft(userId).catch(() => null), left(() => countUnder(`${userId} `)).catch(() => 0)])
    : [0, 0];
  if (drafts || waiting) leaving.set(() => ({ drafts: drafts ?? 0, waiting }));
  else await leaveNow(drafts === null);
}

const wipe = async (userId: string, keep: boolean) => (await disk()).wipeIf(isSlotOf(userId), keep).catch(() => {});

/** @param keep what the server has not got stays on this device, for its author's next sign-in here */
export async function leaveNow(keep: boolean): Promise<void> {
  const userId = whoseNow();
  leaving.set(() => null);
  // Not after it: the server may be away, and whoever has signed out closes the page.
  const ended = signOut();
  if (userId) await Promise.all([wipe(userId, keep), keep || dropUnder(`${userId} `).catch(() => {})]);
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
