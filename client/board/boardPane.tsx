import '../views/words/load.ts';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { BulkBar } from '../bulk/bulkBar.tsx';
import { useScreen, useScreenState, useShown } from '../connection/screenContext.ts';
import { LayoutSwitch } from '../tickets/layoutSwitch.tsx';
import { useList } from '../tickets/listChoice.ts';
import { ListTools } from '../tickets/listTools.tsx';
import { PutBackNote } from '../tickets/putBackNote.tsx';
import { selectionOf } from '../tickets/selection.ts';
import { usePhone } from '../ui/media.ts';
import { useCountWord, useViewName } from '../views/counted.ts';
import type { PlaceView } from '../views/place.ts';
import { ViewPane } from '../views/viewPane.tsx';
import { Board, PipelineMenu } from './board.tsx';

/** A view as a board, over the whole width. */
export default function BoardPane({ view }: { view: PlaceView }) {
  const { t } = useTranslation();
  const phone = usePhone();
  const list = useList(view);
  const selection = selectionOf(useScreen());
  // Cards are not chosen: what was chosen in a list would be changed unseen.
  useEffect(() => selection.clear(), [selection]);
  const pane = (
    <ViewPane
      label={t('desk.ticketsPane')}
      title={useViewName(view)}
      count={useCountWord(view, list)}
      width={undefined}
      beside={!phone && <LayoutSwitch view={view} words />}
    >
      <div className="flex h-9 shrink-0 items-center gap-1 border-y border-line pr-2 pl-3 max-md:h-11">
        <ListTools view={view} choosing={false} />
        <span className="flex-1" />
        <PipelineMenu />
        {phone && <LayoutSwitch view={view} />}
      </div>
      <Board view={view} />
      <PutBack />
      <BulkBar view={view} />
    </ViewPane>
  );
  return phone ? pane : <main className="flex min-w-0 flex-1">{pane}</main>;
}

/** What was moved and is back where it was, with the reason. */
function PutBack() {
  const putBack = useScreenState((screen) => screen.putBack);
  const tickets = useShown((state) => state.tickets);
  if (putBack.length === 0) return null;
  return (
    <div className="mx-auto mb-2 flex w-96 max-w-[calc(100%-16px)] shrink-0 flex-col gap-2">
      {putBack.map((put) => {
        const ticket = tickets[put.ticketId];
        return (
          ticket && <PutBackNote key={`${put.ticketId} ${put.property}`} ticket={ticket} properties={[put.property]} />
        );
      })}
    </div>
  );
}
