import { createStore } from '../connection/store.ts';

/** A page that asks nobody to be signed in: the two that mails link to, and the one that asks for such a mail. */
export type Outside = { page: 'join' | 'reset'; token: string } | { page: 'forgot' } | null;

export function outsideAt(path: string): Outside {
  if (path === '/forgot') return { page: 'forgot' };
  const [, page, token, ...rest] = path.split('/');
  if ((page !== 'join' && page !== 'reset') || !token || rest.length > 0) return null;
  return { page, token };
}

export const outside = createStore<Outside>(outsideAt(window.location.pathname));
window.addEventListener('popstate', () => outside.set(() => outsideAt(window.location.pathname)));

export function goTo(path: '/forgot' | '/'): void {
  window.history.pushState(null, '', path);
  outside.set(() => outsideAt(path));
}

/** Away from a link that has been used; going back does not come to it again. */
export function leave(): void {
  window.history.replaceState(null, '', '/');
  outside.set(() => null);
}
