import './words/load.ts';
import { ChevronDown, GitBranch } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useShown } from '../connection/screenContext.ts';
import { useChoice, useList } from '../tickets/listChoice.ts';
import { pipelineName } from '../tickets/names.ts';
import { Menu, MenuItem } from '../ui/menu.tsx';
import { useRemembered } from '../ui/remembered.ts';
import { useWatchedCounts } from '../views/liveCounts.ts';
import type { PlaceView } from '../views/place.ts';
import { Column } from './column.tsx';
import { columnsOf } from './columns.ts';
import { Dragging } from './dragging.tsx';

const isText = (value: unknown): value is string => typeof value === 'string';

/** Which pipeline the board shows; the first until another is chosen. */
function usePipeline() {
  const pipelines = useShown((state) => state.pipelines);
  const all = useMemo(() => Object.values(pipelines).sort((a, b) => (a.id < b.id ? -1 : 1)), [pipelines]);
  const [chosen, choose] = useRemembered<string>('baton.boardPipeline', '', isText);
  return { all, pipeline: pipelines[chosen] ?? all[0], choose };
}

/** Over the board: whose statuses its columns are. */
export function PipelineMenu() {
  const { t } = useTranslation('board');
  const { t: common } = useTranslation();
  const { all, pipeline, choose } = usePipeline();
  if (!pipeline || all.length < 2) return null;
  const name = pipelineName(common, pipeline);
  return (
    <Menu
      align="end"
      trigger={
        <button
          type="button"
          aria-label={t('pipeline', { name })}
          className="flex h-7 shrink-0 items-center gap-1.5 rounded-control px-2 text-ink-2 hover:bg-hover max-md:h-11"
        >
          <GitBranch className="size-4" aria-hidden />
          <span className="max-w-32 truncate">{name}</span>
          <ChevronDown className="size-3.5" aria-hidden />
        </button>
      }
    >
      {all.map((one) => (
        <MenuItem key={one.id} checked={one.id === pipeline.id} onSelect={() => choose(one.id)}>
          {pipelineName(common, one)}
        </MenuItem>
      ))}
    </Menu>
  );
}

/** A view's tickets as cards, a column for each status of a pipeline; moved from one to another by hand. product: V3. */
export function Board({ view }: { view: PlaceView }) {
  const { t } = useTranslation('board');
  const { pipeline } = usePipeline();
  const list = useList(view);
  const { sort } = useChoice(view);
  const columns = useMemo(() => (pipeline ? columnsOf(list, pipeline) : []), [list, pipeline]);
  useWatchedCounts(useMemo(() => columns.map((column) => column.list), [columns]));
  if (!pipeline) return null;
  return (
    <Dragging pipeline={pipeline}>
      {(dragged) => (
        <section
          aria-label={t('board')}
          data-board
          className={`flex min-h-0 flex-1 gap-3 overflow-x-auto p-3 max-md:scroll-px-3 ${dragged ? '' : 'max-md:snap-x max-md:snap-mandatory'}`}
        >
          {columns.map((column) => (
            <Column key={column.status.id} view={view} column={column} sort={sort} dragged={dragged} />
          ))}
        </section>
      )}
    </Dragging>
  );
}
