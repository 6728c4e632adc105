import { createStore, useStore } from '../connection/store.ts';

/** Of this tab alone: what somebody looked for is not left on the device. */
const key = (memberId: string) => `baton.searched.${memberId}`;
const kept = 6;
const changes = createStore(0);

function read(memberId: string): string[] {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(key(memberId)) ?? '[]');
    return Array.isArray(stored) ? stored.filter((one): one is string => typeof one === 'string') : [];
  } catch {
    return [];
  }
}

export function remember(memberId: string, text: string): void {
  const words = text.trim();
  if (words === '') return;
  const all = [words, ...read(memberId).filter((one) => one !== words)].slice(0, kept);
  sessionStorage.setItem(key(memberId), JSON.stringify(all));
  changes.set((count) => count + 1);
}

export function forgetRecent(memberId: string): void {
  sessionStorage.removeItem(key(memberId));
  changes.set((count) => count + 1);
}

export function useRecent(memberId: string): string[] {
  useStore(changes, (count) => count);
  return read(memberId);
}
