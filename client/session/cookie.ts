import { type Answer, post } from '../connection/post.ts';

/** Asking with the cookie takes no longer; whoever waits longer asks again. */
const patience = 5_000;
/** One that has hung so long is given up when the server is known to answer. */
const hangsAfter = 1_000;

/** One tab asks at a time: the refresh cookie is replaced by each use. */
const oneTabAtATime = <T>(work: () => Promise<T>): Promise<T> =>
  navigator.locks ? navigator.locks.request('baton.refresh', work) : work();

let asked = { at: 0, giveUp: () => {} };

function ask(): Promise<Answer<'session.refresh'>> {
  const hanging = new AbortController();
  asked = { at: performance.now(), giveUp: () => hanging.abort() };
  const timer = setTimeout(asked.giveUp, patience);
  return post('session.refresh', {}, { signal: hanging.signal }).finally(() => clearTimeout(timer));
}

/** Who is signed in here, by the cookie; given up after a while, or when told to. */
export const askWithCookie = (): Promise<Answer<'session.refresh'>> => oneTabAtATime(ask);

/** The server answers now. Was there one to give up? */
export function giveUpHanging(): boolean {
  if (performance.now() - asked.at < hangsAfter) return false;
  asked.giveUp();
  return true;
}
