import type { Input } from '../../../shared/contract.ts';
import type { PipelineView, StatusRules, StatusView } from '../../../shared/entities.ts';

export type State = StatusView['state'];
export type Movers = NonNullable<StatusRules['movers']>;
export type Color = NonNullable<StatusView['color']>;

/** A status as it is being set. `key` tells rows apart; `id` is null for one that is new. */
export interface Row {
  key: string;
  id: string | null;
  name: string;
  /** As it was shown; who leaves it so keeps the name of his language. */
  shown: string;
  stored: string;
  state: State;
  color: Color | null;
  /** Tickets may begin in it. */
  begins: boolean;
  /** Properties that whoever moves a ticket here is asked for, by key. */
  required: readonly string[];
  rules: StatusRules;
}

export const rowsOf = (pipeline: PipelineView | null, nameOf: (status: StatusView) => string): Row[] =>
  (pipeline?.statuses ?? []).map((status) => {
    const shown = nameOf(status);
    const { id, name: stored, state, color = null, atCreation: begins = true } = status;
    const { requiredProperties: required = [], rules = {} } = status;
    return { key: id, id, name: shown, shown, stored, state, color, begins, required, rules };
  });

export const newRow = (name: string, state: State): Row => ({
  key: crypto.randomUUID(),
  id: null,
  name,
  shown: '',
  stored: '',
  state,
  color: null,
  begins: true,
  required: [],
  rules: {},
});

export function moved<T>(rows: readonly T[], from: number, to: number): T[] {
  const next = [...rows];
  const [row] = next.splice(from, 1);
  if (row !== undefined) next.splice(to, 0, row);
  return next;
}

export type Trouble = 'nameMissing' | 'statusMissing' | 'firstOpen' | 'noClosed';

/** The first thing that the server would refuse. */
export function troubleIn(name: string, rows: readonly Row[]): Trouble | null {
  if (name.trim() === '') return 'nameMissing';
  if (rows.some((row) => row.name.trim() === '')) return 'statusMissing';
  if (rows[0]?.state !== 'open') return 'firstOpen';
  return rows.some(({ state }) => state === 'closed') ? null : 'noClosed';
}

/** Those that were there and are no more. */
export const goneFrom = (pipeline: PipelineView | null, rows: readonly Row[]): StatusView[] =>
  (pipeline?.statuses ?? []).filter(({ id }) => !rows.some((row) => row.id === id));

export function statusesOf(rows: readonly Row[]): Input<'pipeline.save'>['statuses'] {
  return rows.map(({ id, name, shown, stored, state, color, begins, required, rules }, index) => ({
    ...(id ? { id } : {}),
    name: id && name === shown ? stored : name.trim(),
    state,
    color,
    atCreation: begins || index === 0,
    requiredProperties: [...required],
    rules,
  }));
}
