import { useCallback, useEffect, useState } from 'react';
import type { ListedNotification } from '../../shared/contract/notifications.ts';
import type { Lane } from '../../shared/entities.ts';
import { useHasLeft } from '../connection/left.ts';
import type { Answer } from '../connection/post.ts';
import type { Screen } from '../connection/screen.ts';
import { useScreen, useShown } from '../connection/screenContext.ts';

const pageSize = 200;

/** All mentions that wait, however many; of the rest, the newest, read or not. */
async function read(
  screen: Screen,
  lane: Lane,
  limit: number,
): Promise<{ items: ListedNotification[]; more: boolean }> {
  if (lane === 'other') {
    const { value } = await screen.ask('notification.list', { lane, limit });
    return { items: value.items, more: value.next !== null };
  }
  const items: ListedNotification[] = [];
  for (let cursor: string | null = null, first = true; first || cursor; first = false) {
    const page: Answer<'notification.list'> = await screen.ask('notification.list', {
      lane,
      open: true,
      limit: pageSize,
      cursor,
    });
    items.push(...page.value.items);
    cursor = page.value.next;
  }
  return { items, more: false };
}

export interface Listed {
  /** Null until they are here. */
  items: readonly ListedNotification[] | null;
  more: boolean;
  failed: boolean;
  again: () => void;
}

/** A lane with its words, asked for anew whenever something comes or goes. What is here stays until the answer is. */
export function useListed(lane: Lane, limit = pageSize): Listed {
  const screen = useScreen();
  const notifications = useShown((state) => state.notifications);
  const key = Object.values(notifications)
    .filter((one) => one.lane === lane)
    .map(({ id }) => id)
    .join(' ');
  const [turn, setTurn] = useState(0);
  const [state, setState] = useState<Omit<Listed, 'again'>>({ items: null, more: false, failed: false });
  // biome-ignore lint/correctness/useExhaustiveDependencies: what came or went asks again
  useEffect(() => {
    let here = true;
    read(screen, lane, limit).then(
      (answer) => here && setState({ ...answer, failed: false }),
      () => here && setState((before) => ({ ...before, failed: true })),
    );
    return () => {
      here = false;
    };
  }, [screen, lane, limit, key, turn]);
  const again = useCallback(() => setTurn((before) => before + 1), []);
  const hasLeft = useHasLeft();
  return { ...state, items: state.items?.filter(({ ticketId }) => !hasLeft(ticketId)) ?? null, again };
}
