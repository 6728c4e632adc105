import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BulkChange, BulkView } from '../../shared/bulk.ts';
import type { Input } from '../../shared/contract.ts';
import { Refused, reasonOf } from '../connection/refused.ts';
import { useScreen } from '../connection/screenContext.ts';
import { useClock } from '../i18n/useClock.ts';
import { askFor } from '../required/asking.ts';
import { useSelection } from '../tickets/selection.ts';
import { warn } from '../ui/toast.tsx';

/** Begins changes of what is chosen, and again with those that lacked something. */
export function useStarting(onBegun: () => void) {
  const { t } = useTranslation('bulk');
  const { t: common } = useTranslation();
  const screen = useScreen();
  const { locale } = useClock();
  const selection = useSelection();
  const [asking, setAsking] = useState(false);

  async function ask(input: Input<'ticket.bulk'>): Promise<boolean> {
    setAsking(true);
    try {
      await screen.ask('ticket.bulk', input);
      onBegun();
      return true;
    } catch (error) {
      const { most } = (error instanceof Refused ? (error.details ?? {}) : {}) as { most?: number };
      const tooMany = most !== undefined && t('tooMany', { most: new Intl.NumberFormat(locale).format(most) });
      warn(t('failed', { why: tooMany || common(`refusal.${reasonOf(error)}`) }));
      return false;
    } finally {
      setAsking(false);
    }
  }

  async function start(change: BulkChange): Promise<void> {
    const { ids, all, filter } = selection;
    if (await ask(all ? { filter, change } : { ids: [...ids], change })) selection.clear();
  }

  /** Asks for what these tickets lacked, and tries them once more. */
  async function again({ change, lacking }: BulkView, at: Element): Promise<void> {
    const to = change && 'move' in change ? change.move : change && 'statusId' in change ? change : null;
    const { shown } = screen.store.get();
    const statuses = Object.values(shown?.pipelines ?? {}).flatMap((pipeline) => pipeline.statuses);
    const status = statuses.find(({ id }) => id === to?.statusId);
    if (!change || !to || !status) return;
    const keys = [...new Set(lacking.flatMap(({ properties }) => properties))];
    const answered = await askFor(screen, { status, keys, count: lacking.length, at, given: to.properties ?? {} });
    if (!answered) return;
    const properties = { ...to.properties, ...answered };
    const next: BulkChange =
      'move' in change ? { move: { ...change.move, properties } } : { statusId: status.id, properties };
    await ask({ ids: lacking.map(({ ticketId }) => ticketId), change: next });
  }

  return { asking, start, again };
}
