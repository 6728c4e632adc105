import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { reasonOf } from '../connection/refused.ts';
import { useScreen } from '../connection/screenContext.ts';
import { say, warn } from '../ui/toast.tsx';

interface Named {
  docId: string;
  gen: number;
}

export interface Throwing {
  /** Whether it is done. */
  discard: (draft: Named) => Promise<boolean>;
  restore: (draft: Named) => Promise<boolean>;
  asking: boolean;
}

/** Throws a draft away, everywhere, and brings it back within 30 days. */
export function useThrowing(): Throwing {
  const { t } = useTranslation();
  const screen = useScreen();
  const [asking, setAsking] = useState(false);
  async function doing(work: () => Promise<unknown>): Promise<boolean> {
    setAsking(true);
    try {
      await work();
      return true;
    } catch (error) {
      warn(t(`refusal.${reasonOf(error)}`));
      return false;
    } finally {
      setAsking(false);
    }
  }
  const restore = ({ docId }: Named) => doing(() => screen.ask('draft.restore', { docId }));
  return {
    asking,
    restore,
    async discard(draft) {
      const { docId, gen } = draft;
      const done = await doing(() => screen.ask('draft.discard', { docId, gen }));
      if (done)
        say(t('discarded', { ns: 'drafts' }), {
          word: t('bringBack', { ns: 'drafts' }),
          does: () => void restore(draft),
        });
      return done;
    },
  };
}
