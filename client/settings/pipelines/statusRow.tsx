import { ArrowDown, ArrowUp, ChevronDown, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DragHandle } from '../../ui/dragHandle.tsx';
import { fieldLook } from '../../ui/field.tsx';
import { IconButton } from '../../ui/iconButton.tsx';
import { Tick } from '../tick.tsx';
import type { Color, Row, State } from './draft.ts';
import { StatusRules } from './statusRules.tsx';

const states = ['open', 'waiting', 'closed'] as const satisfies readonly State[];
const colors = ['grey', 'blue', 'teal', 'green', 'amber', 'red', 'violet'] as const satisfies readonly Color[];

interface StatusRowProps {
  row: Row;
  number: number;
  count: number;
  /** In it now; null while it is counted. */
  tickets: number | null;
  /** It is the one that is dragged. */
  dragged: boolean;
  onChange: (row: Row) => void;
  onMove: (to: number) => void;
  onRemove: () => void;
  onDrag: (dragging: boolean) => void;
  onOver: () => void;
}

/** One status: drag it by its handle, or move it by its arrows. */
export function StatusRow(props: StatusRowProps) {
  const { row, number, count, tickets, dragged, onChange, onMove, onRemove, onDrag, onOver } = props;
  const { t } = useTranslation('settings');
  const name = row.name.trim() || t('pipelines.newStatus');
  const used = (tickets ?? 0) > 0;
  const [ruled, setRuled] = useState(false);
  const { required, rules } = row;
  const summary = [
    required.length > 0 && t('pipelines.rules.asks', { count: required.length }),
    rules.noSkipping && t('pipelines.rules.notSkipped'),
    rules.noGoingBack && t('pipelines.rules.noWayBack'),
    rules.movers && t('pipelines.rules.someMay'),
  ].filter(Boolean);
  return (
    <li
      onDragOver={(event) => {
        event.preventDefault();
        onOver();
      }}
      onDrop={(event) => event.preventDefault()}
      className={`flex flex-wrap items-center gap-2 rounded-control border border-line bg-page p-2 ${dragged ? 'opacity-50' : ''}`}
    >
      <DragHandle label={t('pipelines.drag', { name })} name={name} onDrag={onDrag} />
      <input
        aria-label={t('pipelines.statusName', { number })}
        className={`${fieldLook} min-w-28 flex-1`}
        maxLength={100}
        value={row.name}
        onChange={(event) => onChange({ ...row, name: event.target.value })}
      />
      <IconButton
        icon={ArrowUp}
        small
        label={t('pipelines.up', { name })}
        disabled={number === 1}
        onClick={() => onMove(number - 2)}
      />
      <IconButton
        icon={ArrowDown}
        small
        label={t('pipelines.down', { name })}
        disabled={number === count}
        onClick={() => onMove(number)}
      />
      <IconButton
        icon={Trash2}
        small
        label={t('pipelines.remove', { name })}
        disabled={count <= 2}
        onClick={onRemove}
      />
      <span className="flex w-full flex-wrap items-center gap-2 pl-8 max-md:pl-0">
        <select
          aria-label={t('pipelines.state', { name })}
          className={`${fieldLook} w-auto! min-w-24 flex-1`}
          disabled={used}
          title={used ? t('pipelines.stateFixed') : undefined}
          value={row.state}
          onChange={(event) => {
            const state = states.find((one) => one === event.target.value);
            if (state) onChange({ ...row, state });
          }}
        >
          {states.map((state) => (
            <option key={state} value={state}>
              {t(`pipelines.states.${state}`)}
            </option>
          ))}
        </select>
        <select
          aria-label={t('pipelines.color', { name })}
          className={`${fieldLook} w-auto! min-w-24 flex-1`}
          value={row.color ?? ''}
          onChange={(event) => onChange({ ...row, color: colors.find((one) => one === event.target.value) ?? null })}
        >
          <option value="">{t('pipelines.colors.auto')}</option>
          {colors.map((color) => (
            <option key={color} value={color}>
              {t(`pipelines.colors.${color}`)}
            </option>
          ))}
        </select>
        <span className="w-20 shrink-0 text-right text-meta text-ink-3 tabular-nums">
          {tickets === null ? '' : t('pipelines.tickets', { count: tickets })}
        </span>
      </span>
      <div className="w-full pl-8 text-meta text-ink-2 max-md:pl-0">
        <Tick
          label={t('pipelines.begins', { name })}
          checked={row.begins || number === 1}
          disabled={number === 1}
          onTick={(begins) => onChange({ ...row, begins })}
        />
      </div>
      <button
        type="button"
        aria-expanded={ruled}
        aria-label={t('pipelines.rules.of', { name })}
        onClick={() => setRuled(!ruled)}
        className="ml-7 flex min-h-6 min-w-0 items-center gap-1.5 rounded-control px-1 text-meta text-ink-2 hover:bg-hover hover:text-ink max-md:ml-0 max-md:min-h-11"
      >
        <ChevronDown className={`size-3.5 shrink-0 ${ruled ? '' : '-rotate-90'}`} aria-hidden />
        <span className="font-medium">{t('pipelines.rules.title')}</span>
        <span className="truncate text-ink-3">{summary.join(' · ') || t('pipelines.rules.none')}</span>
      </button>
      {ruled && <StatusRules row={row} name={name} onChange={onChange} />}
    </li>
  );
}
