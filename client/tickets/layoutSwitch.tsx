import { Columns2, SquareKanban, Table2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { usePhone } from '../ui/media.ts';
import { Tip } from '../ui/tip.tsx';
import { type PlaceView, usePlace } from '../views/place.ts';
import { useChoice } from './listChoice.ts';

const layouts = [
  { layout: 'split', icon: Columns2 },
  { layout: 'table', icon: Table2 },
  { layout: 'board', icon: SquareKanban },
] as const;

/** List beside conversation, or a table; from a ticket that was opened out of a table, the way back to it. */
export function LayoutSwitch({ view, words = false }: { view: PlaceView; words?: boolean }) {
  const { t } = useTranslation('views');
  const { layout: chosen, set } = useChoice(view);
  const { ticketId, go } = usePlace();
  const phone = usePhone();
  const at = ticketId && chosen !== 'split' ? 'split' : chosen;
  return (
    <fieldset
      aria-label={t('layout.label')}
      className="flex shrink-0 rounded-control border border-line-strong bg-page p-px"
    >
      {layouts
        .filter(({ layout }) => !phone || layout !== 'table')
        .map(({ layout, icon: Icon }) => (
          <Tip key={layout} text={t(`layout.${layout}`)}>
            <button
              type="button"
              aria-label={t(`layout.${layout}`)}
              aria-pressed={at === layout}
              onClick={() => {
                set({ layout });
                if (layout !== 'split' && ticketId) go(view);
              }}
              className={`flex h-6 items-center justify-center gap-1.5 rounded-chip px-1.5 max-md:size-10 ${
                at === layout ? 'bg-active font-medium' : 'text-ink-2 hover:bg-hover'
              }`}
            >
              <Icon className="size-4" aria-hidden />
              {words && t(`layout.${layout}`)}
            </button>
          </Tip>
        ))}
    </fieldset>
  );
}
