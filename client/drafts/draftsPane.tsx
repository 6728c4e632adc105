import './words/load.ts';
import { PencilLine, Trash2, Users } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useScreen, useShown } from '../connection/screenContext.ts';
import { TicketRowShape } from '../tickets/ticketRow.tsx';
import { useRowKeys } from '../tickets/useRowKeys.ts';
import { Button } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { GoToView } from '../views/goToView.tsx';
import { usePlace } from '../views/place.ts';
import { ViewPane } from '../views/viewPane.tsx';
import { type ListedDraft, useDraftPages, type Which } from './draftPages.ts';
import { DraftRow } from './draftRow.tsx';
import { type LeftHere, useLeftHere } from './leftHere.ts';
import { LeftHereRow } from './leftHereRow.tsx';
import { leadFrom } from './writingPlace.ts';

const tabs: Which[] = ['open', 'shared', 'discarded'];
const none: readonly LeftHere[] = [];
/** Where a draft is written on: its ticket may have been merged into another. */
const placeOf = (item: ListedDraft) => item.ticket?.id ?? item.ticketId;
const leftId = ({ ticketId, kind }: LeftHere) => `${ticketId} ${kind}`;
const icons = { open: PencilLine, shared: Users, discarded: Trash2 };

/** What the reader has begun, wherever; what colleagues let him write along; what he threw away. */
export default function DraftsPane({ width }: { width: number | undefined }) {
  const { t } = useTranslation('drafts');
  const screen = useScreen();
  const { ticketId, go } = usePlace();
  const [which, setWhich] = useState<Which>('open');
  const { items, failed, more, retry } = useDraftPages(which);
  const here = useLeftHere();
  const left = which === 'open' ? here : none;
  const count = useShown((state) => Object.keys(state.drafts).length);
  const scroller = useRef<HTMLDivElement>(null);
  useRowKeys({
    ids: [...left.map(leftId), ...(items ?? []).map((item) => item.docId)],
    ticketId: items?.find((item) => placeOf(item) === ticketId)?.docId,
    scroller,
    scrollTo: (index) => scroller.current?.children[index]?.scrollIntoView({ block: 'nearest' }),
  });
  return (
    <ViewPane label={t('view.title')} title={t('view.title')} count={count} width={width}>
      <div
        role="tablist"
        aria-label={t('view.title')}
        className="flex h-8 shrink-0 items-stretch gap-4 border-y border-line px-4 max-md:h-11"
      >
        {tabs.map((tab) => (
          <button
            key={tab}
            type="button"
            role="tab"
            aria-selected={tab === which}
            onClick={() => setWhich(tab)}
            className={`relative text-[0.75rem] max-md:text-body ${
              tab === which
                ? 'font-medium after:absolute after:inset-x-0 after:-bottom-px after:h-0.5 after:bg-accent'
                : 'text-ink-3 hover:text-ink'
            }`}
          >
            {t(`view.${tab}`)}
          </button>
        ))}
      </div>
      <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto">
        {items === null && !failed && ['a', 'b', 'c'].map((row) => <TicketRowShape key={row} />)}
        {failed && (
          <Empty
            icon={PencilLine}
            title={t('view.failed')}
            action={<Button onClick={retry}>{t('view.retry')}</Button>}
          />
        )}
        {left.map((one) => (
          <LeftHereRow
            key={leftId(one)}
            left={one}
            id={leftId(one)}
            selected={one.ticketId === ticketId}
            onOpen={() => go('drafts', one.ticketId)}
          />
        ))}
        {items?.map((item) => (
          <DraftRow
            key={item.docId}
            draft={item}
            which={which}
            selected={placeOf(item) === ticketId}
            onOpen={() => {
              if (placeOf(item) !== item.ticketId) leadFrom(screen, item.ticketId);
              go('drafts', placeOf(item));
            }}
          />
        ))}
        {items?.length === 0 && left.length === 0 && (
          <Empty
            icon={icons[which]}
            title={t(`view.none.${which}.title`)}
            body={t(`view.none.${which}.body`)}
            action={which === 'open' && <GoToView view="open" />}
          />
        )}
        {more && (
          <div className="flex justify-center p-3">
            <Button size="small" look="quiet" onClick={more}>
              {t('view.more')}
            </Button>
          </div>
        )}
      </div>
    </ViewPane>
  );
}
