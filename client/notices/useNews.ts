import { useEffect, useRef } from 'react';
import type { ListedNotification } from '../../shared/contract/notifications.ts';
import type { NotificationView } from '../../shared/entities.ts';
import type { Screen } from '../connection/screen.ts';
import { useScreen } from '../connection/screenContext.ts';

/** As many as are told one by one; more are told as a number. */
const listedAtOnce = 50;

async function inWords(screen: Screen, fresh: NotificationView[]): Promise<ListedNotification[]> {
  const lanes = [...new Set(fresh.map(({ lane }) => lane))];
  const answers = await Promise.all(
    lanes.map((lane) => screen.ask('notification.list', { lane, open: true, limit: listedAtOnce })),
  );
  const items = answers.flatMap(({ value }) => value.items);
  return fresh.flatMap(({ id }) => items.find((item) => item.id === id) ?? []);
}

/** What has been told, or needed no telling; for as long as the screen lives. */
const heard = new WeakMap<Screen, ReadonlySet<string>>();

/**
 * Tells of each notification that comes while the reader is here, once, with its words; not of what was there when his
 * screen began. What came before anybody listened is told by whoever listens then.
 */
export function useNews(
  wanted: (fresh: NotificationView) => boolean,
  tell: (items: ListedNotification[]) => void,
): void {
  const screen = useScreen();
  const latest = useRef({ wanted, tell });
  useEffect(() => {
    latest.current = { wanted, tell };
  });
  useEffect(() => {
    let before: unknown = null;
    let here = true;
    const look = () => {
      const { known, begunWith } = screen.store.get();
      if (!known || !begunWith || known.notifications === before) return;
      const { notifications } = known;
      before = notifications;
      const old = heard.get(screen) ?? new Set(Object.keys(begunWith));
      heard.set(screen, new Set([...old, ...Object.keys(notifications)]));
      const fresh = Object.values(notifications).filter((one) => !old.has(one.id) && latest.current.wanted(one));
      if (fresh.length === 0) return;
      inWords(screen, fresh).then(
        (items) => here && items.length > 0 && latest.current.tell(items),
        () => {},
      );
    };
    look();
    const forget = screen.store.subscribe(look);
    return () => {
      here = false;
      forget();
    };
  }, [screen]);
}
