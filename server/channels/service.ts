import type { ChannelView } from '../../shared/entities.ts';
import type { Id } from '../../shared/ids.ts';
import type { Tx } from '../events/batch.ts';
import { type Clock, newId } from '../platform/clock.ts';
import type { ClientSession } from '../storage/connection.ts';
import { type Channel, plainAddress, viewOf } from './model.ts';
import type { ChannelStore } from './store.ts';

export function createChannelService(deps: { store: ChannelStore; clock: Clock }) {
  const { store, clock } = deps;
  return {
    listOf: async (workspaceId: Id, session?: ClientSession): Promise<ChannelView[]> =>
      (await store.list(workspaceId, session)).map(viewOf),

    async create(tx: Tx, input: { name: string; address: string; teamId: Id | null }): Promise<Channel> {
      const channel: Channel = {
        ...input,
        _id: newId(clock),
        workspaceId: tx.workspaceId,
        kind: 'email',
        addressLower: input.address.toLowerCase(),
        version: 1,
      };
      await store.insert(channel, tx.write());
      tx.emit({ type: 'channel.changed', channel: viewOf(channel) }, { audience: ['members'] });
      return channel;
    },

    /** The channel that takes mail for this address, with or without `+detail`; null when nobody here does. */
    async takerOf(address: string): Promise<Channel | null> {
      const exact = address.trim().toLowerCase();
      const plain = plainAddress(address);
      const found = await store.byAddresses(plain && plain !== exact ? [exact, plain] : [exact]);
      return found.find((channel) => channel.addressLower === exact) ?? found[0] ?? null;
    },
  };
}

export type ChannelService = ReturnType<typeof createChannelService>;
