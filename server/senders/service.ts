import type { Output } from '../../shared/contract.ts';
import { AppError } from '../../shared/errors.ts';
import type { Id } from '../../shared/ids.ts';
import type { Actor } from '../auth/actor.ts';
import type { Tx } from '../events/batch.ts';
import { namesOf, ruleKey, type SenderRule, viewOf } from './model.ts';
import type { SenderStore } from './store.ts';

/** Whom a workspace wants to hear from, and whom not. product: T16. */
export function createSenderService({ store }: { store: SenderStore }) {
  return {
    /** What holds for an address: the nearest that was decided, its own before its domain's. */
    async standingOf(tx: Tx, address: string): Promise<SenderRule['list'] | null> {
      const names = namesOf(address);
      const found = await store.of(tx.workspaceId, names, tx.session);
      return names.flatMap((name) => found.find(({ value }) => value === name) ?? [])[0]?.list ?? null;
    },

    /** @throws conflict for addresses of the workspace itself: it would shut itself out */
    async set(tx: Tx, actor: Actor, value: string, list: SenderRule['list'] | null, ours: string[]): Promise<void> {
      const lower = value.toLowerCase();
      const own = ours.some((address) => namesOf(address).includes(lower));
      if (list === 'blocked' && own)
        throw new AppError('conflict', 'This is an address of your own.', { field: 'value' });
      if (list === null) await store.remove(tx.workspaceId, lower, tx.write());
      else {
        const _id = ruleKey(tx.workspaceId, lower);
        const rule = { _id, workspaceId: tx.workspaceId, value: lower, list, memberId: actor.id, at: tx.now };
        await store.put(rule, tx.write());
      }
    },

    async list(workspaceId: Id, cursor: string | null, limit: number): Promise<Output<'sender.list'>> {
      const page = await store.page(workspaceId, cursor, limit + 1);
      const items = page.slice(0, limit);
      return { items: items.map(viewOf), next: page.length > limit ? (items.at(-1)?.value ?? null) : null };
    },
  };
}

export type SenderService = ReturnType<typeof createSenderService>;
