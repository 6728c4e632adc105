import type { Snapshot } from '../../shared/contract/desk.ts';
import { isViewId } from '../../shared/views.ts';
import { type Answer, post } from '../connection/post.ts';
import { firstWords } from '../i18n/firstWords.ts';
import { askWithCookie } from '../session/cookie.ts';
import { mayBeSignedIn, ownerOf } from '../session/lastHere.ts';
import { keyOf, pageOf } from '../tickets/asking.ts';
import { storedChoice } from '../tickets/storedChoice.ts';

/**
 * What every first look asks for, asked while the program itself is still being fetched and read; this part is small and
 * comes first. The program takes over what it finds here, and asks by itself for what it does not find.
 */

type SignInAnswer = Promise<Answer<'session.refresh'>>;

export interface EarlyDesk {
  /** Whose it is. */
  owner: string;
  snapshot: Snapshot;
  /** The first page of the list that the address names, under its name. */
  list: { key: string; answer: Answer<'ticket.list'> } | null;
  at: number;
}

/** One that has not come by then is asked for in the ordinary way. */
const patience = 3_000;

let signIn: SignInAnswer | null = null;
let desk: Promise<EarlyDesk | null> | null = null;

export function askEarly(): void {
  void firstWords().catch(() => {});
  if (!mayBeSignedIn()) return;
  signIn = askWithCookie();
  desk = askForDesk(signIn).catch(() => null);
}

/** Taken over once: whoever asks later wants to know how it is then. */
export function signInAskedEarly(): SignInAnswer | null {
  const asked = signIn;
  signIn = null;
  return asked;
}

/** The same of this person's desk. */
export async function deskAskedEarly(owner: string): Promise<EarlyDesk | null> {
  const found = await desk;
  if (found?.owner !== owner) return null;
  desk = null;
  return found;
}

/** What this device has kept from an earlier visit is quicker, and brought up to date by less. */
async function hasKept(): Promise<boolean> {
  const known = await indexedDB.databases();
  return known.some(({ name }) => name === 'baton.cache');
}

/** A list that was read before the snapshot may lack what no event after the snapshot brings; it is asked for anew. */
async function askForDesk(signingIn: SignInAnswer): Promise<EarlyDesk | null> {
  const [{ value: as }, kept] = await Promise.all([signingIn, hasKept()]);
  if (kept || !/^\/(desk\/|$)/.test(location.pathname)) return null;
  const owner = ownerOf(as);
  const asked = () => ({ token: as.token, signal: AbortSignal.timeout(patience) });
  const [{ value: snapshot }, list] = await Promise.all([post('screen.load', {}, asked()), askForList(owner, asked())]);
  const fits = list && list.answer.seq >= snapshot.seq;
  return { owner, snapshot, list: fits ? list : null, at: Date.now() };
}

/** Null where this part does not know what is to be listed, or where it could not be read. */
async function askForList(owner: string, asked: Parameters<typeof post>[2]): Promise<EarlyDesk['list']> {
  const view = location.pathname.split('/')[2] ?? 'open';
  const { sort = 'activity', where = null, layout } = isViewId(view) ? storedChoice(owner, view) : {};
  if (!isViewId(view) || where || layout === 'board') return null;
  const list = { view, where };
  const answer = await post('ticket.list', pageOf(list, sort, null), asked).catch(() => null);
  return answer && { key: keyOf(list, sort), answer };
}
