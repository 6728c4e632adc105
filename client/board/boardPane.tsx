import '../views/words/load.ts';
import { useTranslation } from 'react-i18next';
import { BulkBar } from '../bulk/bulkBar.tsx';
import { LayoutSwitch } from '../tickets/layoutSwitch.tsx';
import { useList } from '../tickets/listChoice.ts';
import { ListTools } from '../tickets/listTools.tsx';
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
  return (
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
      <BulkBar view={view} />
    </ViewPane>
  );
}
