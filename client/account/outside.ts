import { createStore } from '../connection/store.ts';
import { type Outside, outsideAt } from './at.ts';

/** Which of those pages is open; null for the desk and its sign-in. */
export const outside = createStore<Outside>(outsideAt(window.location.pathname));
window.addEventListener('popstate', () => outside.set(() => outsideAt(window.location.pathname)));

export function goTo(path: '/forgot' | '/setup' | '/'): void {
  window.history.pushState(null, '', path);
  outside.set(() => outsideAt(path));
}

/** Away from a link that has been used; going back does not come to it again. */
export function leave(): void {
  window.history.replaceState(null, '', '/');
  outside.set(() => null);
}
