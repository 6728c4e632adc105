import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PipelineView } from '../../../shared/entities.ts';
import { useScreen, useShown } from '../../connection/screenContext.ts';
import { pipelineName, statusName } from '../../tickets/names.ts';
import { Button } from '../../ui/button.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { Overtaken } from '../../ui/overtaken.tsx';
import { say } from '../../ui/toast.tsx';
import { Choice } from '../choice.tsx';
import { Panel } from '../panel.tsx';
import { refusalIn } from '../refusal.ts';
import { useAsking } from '../useAsking.ts';
import { useLoaded } from '../useLoaded.ts';
import { automaticOf, automationFrom, daysBad } from './automation.ts';
import { AutomationFields } from './automationFields.tsx';
import { DeletePipeline } from './deletePipeline.tsx';
import { goneFrom, moved, newRow, type Row, rowsOf, statusesOf, troubleIn } from './draft.ts';
import { StatusRow } from './statusRow.tsx';

const usualReopenDays = 7;
const mostReopenDays = 3650;

interface PipelinePanelProps {
  /** Null: one that is to be made. */
  pipeline: PipelineView | null;
  onClose: () => void;
}

/** Name and statuses of one pipeline, and what becomes of the tickets in those that go. Saved all at once. */
export function PipelinePanel({ pipeline, onClose }: PipelinePanelProps) {
  const { t } = useTranslation('settings');
  const { t: common } = useTranslation();
  const screen = useScreen();
  const asking = useAsking();
  const shownName = pipeline ? pipelineName(common, pipeline) : '';
  const [base, setBase] = useState(pipeline?.version ?? 0);
  const newest = Math.max(asking.trouble?.newer ?? 0, pipeline?.version ?? 0);
  const [name, setName] = useState(shownName);
  const rowsNow = () => rowsOf(pipeline, (status) => statusName(common, status));
  const [rows, setRows] = useState<Row[]>(() =>
    pipeline ? rowsNow() : [newRow(t('pipelines.states.open'), 'open'), newRow(t('pipelines.states.closed'), 'closed')],
  );
  const [automatic, setAutomatic] = useState(() => automaticOf(pipeline, rows));
  const [reopenDays, setReopenDays] = useState(String(pipeline?.reopenDays ?? usualReopenDays));
  const [targets, setTargets] = useState<Readonly<Record<string, string>>>({});
  const [dragged, setDragged] = useState<string | null>(null);
  const [told, setTold] = useState('');
  const [tried, setTried] = useState(false);
  const others = Object.values(useShown((state) => state.pipelines)).filter(({ id }) => id !== pipeline?.id);
  const usage = useLoaded(
    async () => (pipeline ? (await screen.ask('pipeline.usage', { pipelineId: pipeline.id })).value.statuses : []),
    `${pipeline?.id} ${pipeline?.version}`,
  );
  const ticketsIn = (id: string | null): number | null => {
    if (!usage.value) return null;
    return usage.value.find(({ statusId }) => statusId === id)?.tickets ?? 0;
  };
  const reopenBad = !/^\d{1,4}$/.test(reopenDays) || Number(reopenDays) > mostReopenDays;
  const trouble = tried ? troubleIn(name, rows) : null;
  const staying = rows.flatMap(({ id, name: called }) => (id ? [{ value: id, name: called }] : []));
  const gone = goneFrom(pipeline, rows);
  const targetOf = (id: string) => targets[id] ?? staying[0]?.value ?? '';

  const change = (next: Row[]) => {
    asking.clear();
    setRows(next);
  };
  function move(from: number, to: number) {
    const row = rows[from];
    if (!row || to < 0 || to >= rows.length) return;
    change(moved(rows, from, to));
    setTold(t('pipelines.moved', { name: row.name, number: to + 1, count: rows.length }));
  }
  function over(index: number) {
    const from = rows.findIndex(({ key }) => key === dragged);
    if (from >= 0 && from !== index) change(moved(rows, from, index));
  }

  function load() {
    asking.clear();
    const now = rowsNow();
    setName(shownName);
    setRows(now);
    setAutomatic(automaticOf(pipeline, now));
    setReopenDays(String(pipeline?.reopenDays ?? usualReopenDays));
    setTargets({});
    setBase(pipeline?.version ?? 0);
  }

  async function save(baseVersion: number) {
    setTried(true);
    if (troubleIn(name, rows) || reopenBad || daysBad(automatic)) return;
    const moves = gone.flatMap(({ id }) => (targetOf(id) ? [{ from: id, to: targetOf(id) }] : []));
    const done = await asking.run(async () => {
      const { value } = await screen.ask('pipeline.save', {
        ...(pipeline ? { pipelineId: pipeline.id, baseVersion } : {}),
        name: pipeline && name === shownName ? pipeline.name : name.trim(),
        statuses: statusesOf(rows),
        reopenDays: Number(reopenDays),
        automation: automationFrom(automatic, rows),
        ...(moves.length > 0 ? { moves } : {}),
      });
      setBase(value.version);
    });
    if (!done) return;
    say(t('pipelines.saved', { name: name.trim() }));
    onClose();
  }

  const refused =
    asking.trouble &&
    asking.trouble.newer === null &&
    (asking.trouble.reason === 'conflict' ? t('pipelines.used') : refusalIn(t, asking.trouble.reason));
  const footer = (
    <>
      {(trouble || refused) && (
        <div className="w-full pb-1">
          <FieldError>{trouble ? t(`pipelines.${trouble}`) : refused}</FieldError>
        </div>
      )}
      <Button look="primary" disabled={asking.busy} onClick={() => void save(base)}>
        {t(asking.busy ? 'saving' : 'save')}
      </Button>
      <Button look="quiet" onClick={onClose}>
        {t('cancel')}
      </Button>
    </>
  );
  return (
    <Panel
      label={pipeline ? t('pipelines.panel', { name: shownName }) : t('pipelines.made')}
      title={pipeline ? shownName : t('pipelines.made')}
      onClose={onClose}
      footer={footer}
    >
      {pipeline && newest > base && !asking.busy && (
        <Overtaken
          loadable={pipeline.version === newest}
          busy={asking.busy}
          onLoad={load}
          onOver={() => void save(newest)}
        />
      )}
      <Field
        label={t('pipelines.name')}
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.target.value)}
        error={trouble === 'nameMissing' ? t('pipelines.nameMissing') : null}
      />
      <fieldset>
        <legend className="font-semibold">{t('pipelines.list')}</legend>
        <p className="mt-1 mb-3 text-meta text-ink-2">{t('pipelines.listHint')}</p>
        <p role="status" className="sr-only">
          {told}
        </p>
        <ol className="flex flex-col gap-2">
          {rows.map((row, index) => (
            <StatusRow
              key={row.key}
              row={row}
              number={index + 1}
              count={rows.length}
              tickets={row.id ? ticketsIn(row.id) : null}
              dragged={row.key === dragged}
              onChange={(next) => change(rows.map((one) => (one.key === row.key ? next : one)))}
              onMove={(to) => move(index, to)}
              onRemove={() => change(rows.filter((one) => one.key !== row.key))}
              onDrag={(dragging) => setDragged(dragging ? row.key : null)}
              onOver={() => over(index)}
            />
          ))}
        </ol>
        <Button
          className="mt-3"
          size="small"
          onClick={() => {
            const closing = rows.findIndex(({ state }) => state === 'closed');
            const at = closing > 0 ? closing : rows.length;
            change([...rows.slice(0, at), newRow('', 'open'), ...rows.slice(at)]);
          }}
        >
          <Plus className="size-4" aria-hidden />
          {t('pipelines.addStatus')}
        </Button>
      </fieldset>
      <Field
        label={t('pipelines.reopen')}
        hint={t('pipelines.reopenHint')}
        inputMode="numeric"
        maxLength={4}
        value={reopenDays}
        onChange={(event) => setReopenDays(event.target.value.trim())}
        error={tried && reopenBad ? t('pipelines.reopenBad') : null}
      />
      <AutomationFields automatic={automatic} rows={rows} tried={tried} onChange={setAutomatic} />
      {gone.map((status) => {
        const called = statusName(common, status);
        const tickets = ticketsIn(status.id) ?? 0;
        const many = tickets >= 1000 ? t('pipelines.many') : t('pipelines.tickets', { count: tickets });
        return (
          <div key={status.id} className="flex flex-col gap-2 rounded-control bg-wait-tint p-3">
            <Choice
              label={t('pipelines.goTo', { name: called, tickets: many })}
              value={targetOf(status.id)}
              options={staying}
              onChoose={(to) => setTargets({ ...targets, [status.id]: to })}
            />
            <Button
              size="small"
              className="w-fit"
              onClick={() => change([...rows, ...rowsNow().filter(({ id }) => id === status.id)])}
            >
              {t('pipelines.keep', { name: called })}
            </Button>
          </div>
        );
      })}
      {pipeline && <DeletePipeline pipeline={pipeline} name={shownName} others={others} onDeleted={onClose} />}
    </Panel>
  );
}
