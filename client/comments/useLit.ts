import { type RefObject, useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useScreen } from '../connection/screenContext.ts';
import { readUpTo } from '../conversation/thread.ts';
import { warn } from '../ui/toast.tsx';
import { usePlace } from '../views/place.ts';

/**
 * Leads the reader to the comment or message that the address names: reads back as far as it takes, scrolls to it and lights it
 * for a moment. The address forgets it then, so that the same mention leads there again.
 */
export function useLit(
  ticketId: string,
  ready: boolean,
  scroller: RefObject<HTMLElement | null>,
  show: (thing: HTMLElement) => void,
): { lit: string | null; arrived: () => void } {
  const { t } = useTranslation('comments');
  const screen = useScreen();
  const { commentId, messageId, arrived: forget } = usePlace();
  const wanted = commentId ?? messageId;
  const [found, setFound] = useState<string | null>(null);
  const [lit, setLit] = useState<string | null>(null);

  useEffect(() => {
    if (!wanted || !ready) return;
    let here = true;
    void readUpTo(screen, ticketId, wanted)
      .catch(() => false)
      .then((isThere) => {
        if (!here) return;
        if (isThere) return setFound(wanted);
        warn(t('notHere'));
        forget();
      });
    return () => {
      here = false;
    };
  }, [screen, ticketId, wanted, ready, forget, t]);

  useEffect(() => {
    if (!found) return;
    const card = scroller.current?.querySelector<HTMLElement>(
      `[data-comment="${CSS.escape(found)}"], #message-${CSS.escape(found)}`,
    );
    setFound(null);
    if (!card) return;
    show(card);
    card.focus({ preventScroll: true });
    setLit(found);
    forget();
  }, [found, scroller, show, forget]);

  const arrived = useCallback(() => setLit(null), []);
  return { lit, arrived };
}
