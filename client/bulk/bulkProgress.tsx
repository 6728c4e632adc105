import { Undo2, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BulkView } from '../../shared/bulk.ts';
import { reasonOf } from '../connection/refused.ts';
import { useScreen } from '../connection/screenContext.ts';
import { useClock } from '../i18n/useClock.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/iconButton.tsx';
import { warn } from '../ui/toast.tsx';
import { RefusedTickets } from './refusedTickets.tsx';

const plain = ['assign', 'statusId', 'properties', 'priority', 'move', 'mergeInto'] as const;
const told = ['propertiesRequired', 'skipping', 'goingBack', 'movers', 'invalid', 'tooLarge'] as const;

/** What is being done, as the catalogue's key, and with which tag. */
function workOf({ change }: BulkView) {
  if (change === null) return { word: 'undo', tag: '' } as const;
  if ('addTag' in change) return { word: 'addTag', tag: change.addTag } as const;
  if ('removeTag' in change) return { word: 'removeTag', tag: change.removeTag } as const;
  if ('trash' in change) return { word: change.trash ? 'trash' : 'restore', tag: '' } as const;
  if ('spam' in change) return { word: change.spam ? 'spam' : 'notSpam', tag: '' } as const;
  return { word: plain.find((one) => one in change) ?? 'properties', tag: '' } as const;
}

const line = 'flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 px-3 py-1 text-[0.75rem]';

interface BulkProgressProps {
  bulk: BulkView;
  onDismiss: () => void;
  /** Asks at this place for what is lacking, and goes on with it. */
  onAgain: (bulk: BulkView, at: Element) => Promise<void>;
}

/** A change of many tickets: how far it is; then what it came to, and the way back. */
export function BulkProgress({ bulk, onDismiss, onAgain }: BulkProgressProps) {
  const { t } = useTranslation('bulk');
  const { t: common } = useTranslation();
  const screen = useScreen();
  const number = useNumber();
  const ask = (name: 'bulk.cancel' | 'bulk.undo') =>
    void screen.ask(name, { bulkId: bulk.id }).catch((error: unknown) => warn(common(`refusal.${reasonOf(error)}`)));
  const looked = bulk.done + bulk.passedOver + bulk.refused;
  if (bulk.state === 'running') {
    const { word, tag } = workOf(bulk);
    const share = bulk.total === 0 ? 1 : looked / bulk.total;
    return (
      <div className={line}>
        <span className="min-w-0 truncate font-medium">{t(`working.${word}`, { tag })}</span>
        <span
          role="progressbar"
          aria-label={t(`working.${word}`, { tag })}
          aria-valuemin={0}
          aria-valuemax={bulk.total}
          aria-valuenow={looked}
          className="h-1 min-w-16 flex-1 overflow-hidden rounded-full bg-active"
        >
          <span className="block h-full bg-accent transition-[width]" style={{ width: `${share * 100}%` }} />
        </span>
        <span className="text-ink-2 tabular-nums">{t('of', { done: number(looked), total: number(bulk.total) })}</span>
        <span className="text-ink-3 @max-xl:hidden">{t('leave')}</span>
        <Button size="small" onClick={() => ask('bulk.cancel')}>
          {t('cancel')}
        </Button>
      </div>
    );
  }
  return <Ended bulk={bulk} onDismiss={onDismiss} onAgain={onAgain} onUndo={() => ask('bulk.undo')} />;
}

function useNumber() {
  const { locale } = useClock();
  return (n: number) => new Intl.NumberFormat(locale).format(n);
}

function Ended({ bulk, onDismiss, onAgain, onUndo }: BulkProgressProps & { onUndo: () => void }) {
  const { t } = useTranslation('bulk');
  const number = useNumber();
  const [listed, setListed] = useState(false);
  const word = bulk.state === 'cancelled' ? 'stopped' : bulk.undoes ? 'back' : 'ended';
  const { change, lacking } = bulk;
  const asksStatus = change !== null && (('move' in change && change.move.statusId) || 'statusId' in change);
  const changed = bulk.done - bulk.same;
  const same = bulk.same > 0 ? [t('same', { number: number(bulk.same) })] : [];
  const passed = bulk.passedOver > 0 ? [t('passedOver', { number: number(bulk.passedOver) })] : [];
  const refused = Object.entries(bulk.reasons).map(([reason, count]) =>
    t(`reason.${told.find((one) => one === reason) ?? 'other'}`, { count, number: number(count) }),
  );
  return (
    <div>
      <div role="status" className={line}>
        <span className="font-medium @max-xl:flex-1">{t(word, { count: changed, number: number(changed) })}</span>
        <span className="min-w-0 flex-1 text-wait empty:hidden @max-xl:order-last @max-xl:flex-none @max-xl:basis-full">
          {[...same, ...passed, ...refused].join(' · ')}
          {bulk.refused > 0 && (
            <button
              type="button"
              aria-expanded={listed}
              onClick={() => setListed(!listed)}
              className="ml-1 min-h-6 rounded-control px-1 font-medium text-accent-ink hover:bg-hover max-md:min-h-11"
            >
              {t('which_refused')}
            </button>
          )}
        </span>
        {lacking.length > 0 && asksStatus && (
          <Button size="small" onClick={(event) => void onAgain(bulk, event.currentTarget)}>
            {t('fillIn')}
          </Button>
        )}
        {!bulk.undoes && !bulk.undoneBy && changed > 0 && (
          <Button size="small" onClick={onUndo}>
            <Undo2 className="size-4" aria-hidden />
            {t('undo')}
          </Button>
        )}
        <IconButton small icon={X} label={t('dismiss')} onClick={onDismiss} />
      </div>
      {listed && <RefusedTickets bulk={bulk} />}
    </div>
  );
}
