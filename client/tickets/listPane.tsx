import { ArrowUp, Plus } from 'lucide-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { perform } from '../keyboard/keyboard.ts';
import { IconButton } from '../ui/iconButton.tsx';
import { usePhone } from '../ui/media.ts';
import { useCountWord, useViewName } from '../views/counted.ts';
import { type PlaceView, usePlace } from '../views/place.ts';
import { ViewPane } from '../views/viewPane.tsx';
import { keyOf } from './asking.ts';
import { useChoice, useList } from './listChoice.ts';
import { TicketList } from './ticketList.tsx';
import { useTools } from './tools.ts';

export function ListPane({ view, width }: { view: PlaceView; width: number | undefined }) {
  const { t } = useTranslation();
  const { ticketId, go } = usePlace();
  const { sort } = useChoice(view);
  const list = useList(view);
  const tools = useTools();
  const [waiting, setWaiting] = useState<{ count: number; show: () => void } | null>(null);
  const phone = usePhone();
  const open = useCallback((id: string) => go(view, id), [go, view]);
  return (
    <ViewPane
      label={t('desk.ticketsPane')}
      title={useViewName(view)}
      count={useCountWord(view, list)}
      width={width}
      action={<IconButton icon={Plus} label={t('create.open')} keys={['n']} onClick={() => perform('create')} />}
      beside={tools && !phone && <tools.LayoutSwitch view={view} />}
    >
      <div className="flex h-8 shrink-0 items-center gap-1 border-y border-line pr-2 pl-3 max-md:h-11">
        {tools && <tools.ListTools view={view} />}
        <span className="flex-1" />
        <div aria-live="polite">
          {waiting && (
            <button
              type="button"
              onClick={waiting.show}
              title={t('list.showNew')}
              className="flex h-6 animate-arrive items-center gap-1 rounded-chip bg-sel px-2 text-[0.75rem] font-medium text-accent-ink hover:underline"
            >
              <ArrowUp className="size-3.5" aria-hidden />
              {t('list.new', { count: waiting.count })}
            </button>
          )}
        </div>
        {tools && phone && <tools.LayoutSwitch view={view} />}
      </div>
      <TicketList
        key={`${keyOf(list, sort)} ${phone}`}
        list={list}
        sort={sort}
        ticketId={ticketId}
        onOpen={open}
        onWaiting={setWaiting}
      />
      {tools && <tools.BulkBar view={view} />}
    </ViewPane>
  );
}
