import i18next from 'i18next';
import { perScreen } from '../connection/perScreen.ts';
import type { Screen } from '../connection/screen.ts';
import { useScreen } from '../connection/screenContext.ts';
import { createStore, useStore } from '../connection/store.ts';
import { warn } from '../ui/toast.tsx';

/** What the reader has just acknowledged: gone at once here, settled when the server says so. */
const justSeen = perScreen(() => createStore<ReadonlySet<string>>(new Set()));

export const useJustSeen = (): ReadonlySet<string> => useStore(justSeen(useScreen()), (ids) => ids);

export async function acknowledge(screen: Screen, notificationId: string): Promise<void> {
  const seen = justSeen(screen);
  seen.set((ids) => new Set([...ids, notificationId]));
  try {
    await screen.ask('notification.acknowledge', { notificationId });
  } catch {
    seen.set((ids) => new Set([...ids].filter((id) => id !== notificationId)));
    warn(i18next.t('notices:notDone'));
  }
}
