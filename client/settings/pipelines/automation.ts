import type { Input } from '../../../shared/contract.ts';
import type { PipelineView } from '../../../shared/entities.ts';
import type { Row } from './draft.ts';

/** What a pipeline sets by itself, as it is being set: statuses by the keys of their rows; null leaves the ticket alone. */
export interface Automatic {
  firstMessage: string | null;
  replySent: string | null;
  customerReplied: string | null;
  /** Null: nothing is closed by itself. */
  idle: { days: string; to: string | null; open: boolean } | null;
}

export const steps = ['firstMessage', 'replySent', 'customerReplied'] as const;

const mostDays = 365;
export const usualDays = '14';

/** A row of a status that is there has its id as key. */
export function automaticOf(pipeline: PipelineView | null, rows: readonly Row[]): Automatic {
  const { automation } = pipeline ?? {};
  const first = rows.find(({ state }) => state === 'open')?.key ?? null;
  if (!automation) return { firstMessage: first, replySent: null, customerReplied: first, idle: null };
  const { firstMessage, replySent, customerReplied, inactivity } = automation;
  return {
    firstMessage,
    replySent,
    customerReplied,
    idle: inactivity && { days: String(inactivity.days), to: inactivity.statusId, open: inactivity.open },
  };
}

export const daysBad = ({ idle }: Automatic): boolean =>
  idle !== null && (!/^\d{1,3}$/.test(idle.days) || Number(idle.days) < 1 || Number(idle.days) > mostDays);

/** The status that what nobody touches goes to: the chosen one while it is closed, else the first that is. */
export const idleTo = ({ idle }: Automatic, rows: readonly Row[]): Row | undefined => {
  const closed = rows.filter(({ state }) => state === 'closed');
  return closed.find(({ key }) => key === idle?.to) ?? closed[0];
};

/** A status that is new goes by its place in the list. */
export function automationFrom(automatic: Automatic, rows: readonly Row[]): Input<'pipeline.save'>['automation'] {
  const named = (key: string | null): string | number | null => {
    const at = rows.findIndex((row) => row.key === key);
    return at < 0 ? null : (rows[at]?.id ?? at);
  };
  const { firstMessage, replySent, customerReplied, idle } = automatic;
  const to = named(idleTo(automatic, rows)?.key ?? null);
  return {
    firstMessage: named(firstMessage),
    replySent: named(replySent),
    customerReplied: named(customerReplied),
    inactivity: idle && to !== null ? { days: Number(idle.days), statusId: to, open: idle.open } : null,
  };
}
