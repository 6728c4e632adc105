import { createStore } from '../connection/store.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const key = 'baton.theme';
const isTheme = (value: unknown): value is Theme => themes.some((theme) => theme === value);

const show = (theme: Theme) => {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
};

export const theme = createStore<Theme>('system');

export function startTheme(): void {
  const stored = localStorage.getItem(key);
  if (!isTheme(stored)) return;
  show(stored);
  theme.set(() => stored);
}

export function chooseTheme(next: Theme): void {
  localStorage.setItem(key, next);
  show(next);
  theme.set(() => next);
}
