import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useScreen } from '../connection/screenContext.ts';
import { useStore } from '../connection/store.ts';
import { isChosen } from './selecting.ts';
import { selectionOf } from './selection.ts';

export const checkLook =
  'size-4 shrink-0 cursor-pointer rounded-chip border-line-input accent-(--accent) max-md:size-5 focus-visible:outline-2';

interface RowCheckProps {
  ticketId: string;
  name: string;
  always?: boolean;
}

/** Chooses a row; with Shift all from the last one chosen to it. It shows where the pointer is, or once one is chosen. */
export const RowCheck = memo(function RowCheck({ ticketId, name, always = false }: RowCheckProps) {
  const { t } = useTranslation('views');
  const here = selectionOf(useScreen());
  const chosen = useStore(here.store, (now) => isChosen(now, ticketId));
  const some = useStore(here.store, (now) => now.all || now.chosen.size > 0);
  return (
    <input
      type="checkbox"
      checked={chosen}
      aria-label={t('select.row', { name })}
      data-check={ticketId}
      onChange={(event) =>
        here.toggle(
          ticketId,
          event.nativeEvent instanceof PointerEvent || event.nativeEvent instanceof MouseEvent
            ? event.nativeEvent.shiftKey
            : false,
        )
      }
      className={`${checkLook} ${always || some ? '' : 'opacity-0 group-hover:opacity-100 focus-visible:opacity-100 max-md:hidden'}`}
    />
  );
});
