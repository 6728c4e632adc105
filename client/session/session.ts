import type { SignedIn } from '../../shared/contract/session.ts';
import type { Output } from '../../shared/contract.ts';
import { forgetAll } from '../cache/cache.ts';
import { post } from '../connection/post.ts';
import { Refused, Unreachable } from '../connection/refused.ts';
import { createStore } from '../connection/store.ts';
import { signInAskedEarly } from '../early/early.ts';
import { askWithCookie, giveUpHanging } from './cookie.ts';
import { isGone, isHere, lastHere, mayBeSignedIn } from './lastHere.ts';
import { leftOf, lifeOf, type TokenLife } from './tokenLife.ts';

/** Why somebody finds himself at the sign-in screen again; null on a first visit or after signing out himself. */
export type EndReason = 'expired' | 'revoked' | 'suspended' | 'elsewhere' | null;

export type Session =
  | { at: 'starting' }
  | { at: 'unreachable' }
  | { at: 'signedOut'; why: EndReason }
  /** `anew`: he has just come in, by his own hand. */
  | { at: 'signedIn'; as: SignedIn; anew: boolean };

/** A token is renewed this long before it ends, so that no request meets its last second. */
const margin = 60_000;
const retryAfter = 2_000;

export const session = createStore<Session>({ at: 'starting' });
let renewal: ReturnType<typeof setTimeout> | undefined;
let life: TokenLife | null = null;

const left = (): number => (life ? leftOf(life, Date.now(), performance.now()) : 0);

const put = (as: SignedIn, anew: boolean): void => {
  isHere(as);
  clearTimeout(renewal);
  life = lifeOf(as.token, Date.now(), performance.now());
  renewal = setTimeout(() => void refresh().catch(() => {}), Math.max(5_000, left() - margin));
  session.set(() => ({ at: 'signedIn', as, anew }));
};

/** This person's other tabs: they share one cookie, so they are signed in alike. */
const tabs = new BroadcastChannel('baton.session');
type Word = 'in' | 'out';
const tellTabs = (word: Word) => tabs.postMessage(word);

/** From now on this browser is signed in so; its other tabs follow. */
export const enterAs = (as: SignedIn): void => {
  put(as, true);
  tellTabs('in');
};

const signedOut = (why: EndReason) => {
  isGone();
  void forgetAll();
  clearTimeout(renewal);
  session.set((now) => (now.at === 'signedOut' ? now : { at: 'signedOut', why }));
};

let refreshing: Promise<SignedIn> | null = null;

/** The server answers: what was asked before that and hangs is given up. */
export async function hurry(): Promise<void> {
  if (refreshing && giveUpHanging()) await refreshing.catch(() => {});
}

/** A new token for the cookie. Signs out here when the cookie is no longer good; throws `Unreachable` when nobody answers. */
function refresh(): Promise<SignedIn> {
  refreshing ??= (signInAskedEarly() ?? askWithCookie())
    .then(({ value }) => {
      put(value, false);
      return value;
    })
    .catch((error: unknown) => {
      if (error instanceof Refused && error.code === 'unauthenticated') {
        signedOut('expired');
      } else if (session.get().at === 'signedIn') {
        clearTimeout(renewal);
        renewal = setTimeout(() => void refresh().catch(() => {}), retryAfter);
      }
      throw error;
    })
    .finally(() => {
      refreshing = null;
    });
  return refreshing;
}

/** Long past: a token is asked for before anything else is. */
const noToken = { token: '', expiresAt: new Date(0).toISOString() };

/** Is somebody signed in already? What this device remembers of him shows at once; the server is asked meanwhile. */
export async function startSession(): Promise<void> {
  if (!mayBeSignedIn()) return signedOut(null);
  const person = lastHere();
  if (person) session.set(() => ({ at: 'signedIn', as: { ...person, ...noToken }, anew: false }));
  try {
    await refresh();
  } catch {
    // Whoever is shown his desk keeps asking from there.
    if (session.get().at !== 'starting' && session.get().at !== 'unreachable') return;
    session.set(() => ({ at: 'unreachable' }));
    setTimeout(() => void startSession(), retryAfter);
  }
}

export async function signIn(input: {
  email: string;
  password: string;
  workspace?: string;
  code?: string;
}): Promise<Exclude<Output<'session.create'>, SignedIn> | null> {
  const { value } = await post('session.create', input);
  if (!('token' in value)) return value;
  enterAs(value);
  return null;
}

/** A token that is good for a while yet. */
export async function freshToken(): Promise<string> {
  const now = session.get();
  if (now.at !== 'signedIn') throw new Unreachable('signed out');
  if (left() > margin / 2) return now.as.token;
  return (await refresh()).token;
}

/** The server no longer takes the token: renew it, or sign out. */
export const tokenRefused = (): Promise<void> =>
  refresh().then(
    () => {},
    () => {},
  );

export function endedBy(reason: string): void {
  signedOut(reason === 'suspended' ? 'suspended' : reason === 'expired' ? 'expired' : 'revoked');
}

export async function signOut(): Promise<void> {
  const now = session.get();
  signedOut(null);
  tellTabs('out');
  if (now.at === 'signedIn') await post('session.end', {}, { token: now.as.token }).catch(() => {});
}

/** Into another of one's workspaces; the desk of this one goes. */
export async function switchTo(workspaceId: string): Promise<void> {
  const { value } = await post('session.switch', { workspaceId }, { token: await freshToken() });
  enterAs(value);
}

/** What another tab did is done here: drafts lie in the browser and the store, so nothing that was typed is lost. */
tabs.onmessage = ({ data }: MessageEvent<Word>) => {
  if (data === 'out') signedOut('elsewhere');
  else void follow().catch(() => {});
};

/** Into the workspace of the other tab; what is open here belongs to the one that is left. */
async function follow(): Promise<void> {
  const before = session.get();
  const as = await refresh();
  if (before.at === 'signedIn' && before.as.workspace.id !== as.workspace.id)
    window.history.replaceState(null, '', '/');
}
