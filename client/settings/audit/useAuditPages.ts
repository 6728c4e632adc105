import { useEffect, useState } from 'react';
import type { AuditEntry, AuditFilter } from '../../../shared/contract/audit.ts';
import { useScreen } from '../../connection/screenContext.ts';

export interface AuditPages {
  items: readonly AuditEntry[];
  state: 'loading' | 'more' | 'end' | 'failed';
  /** The next page, or the same again when it failed. */
  next(): void;
}

/** The log, page by page. One filter a mount. */
export function useAuditPages(filter: AuditFilter): AuditPages {
  const screen = useScreen();
  const [first] = useState(filter);
  const [pages, setPages] = useState<{ items: readonly AuditEntry[]; cursor: string | null }>({
    items: [],
    cursor: null,
  });
  const [state, setState] = useState<AuditPages['state']>('loading');
  const cursor = state === 'loading' ? pages.cursor : null;
  useEffect(() => {
    if (state !== 'loading') return;
    let here = true;
    screen.ask('audit.list', { filter: first, cursor, limit: 50 }).then(
      ({ value }) => {
        if (!here) return;
        setPages((before) => ({ items: [...before.items, ...value.items], cursor: value.next }));
        setState(value.next === null ? 'end' : 'more');
      },
      () => here && setState('failed'),
    );
    return () => {
      here = false;
    };
  }, [screen, first, state, cursor]);
  return { items: pages.items, state, next: () => setState('loading') };
}
