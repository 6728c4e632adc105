import type { ChannelView } from '../../shared/entities.ts';
import { AppError, notFound } from '../../shared/errors.ts';
import type { Id } from '../../shared/ids.ts';
import type { Tx } from '../events/batch.ts';
import { type Clock, newId } from '../platform/clock.ts';
import type { ClientSession } from '../storage/connection.ts';
import { type Channel, plainAddress, viewOf } from './model.ts';
import type { ChannelStore } from './store.ts';

export function createChannelService(deps: { store: ChannelStore; clock: Clock }) {
  const { store, clock } = deps;

  async function mustFind(tx: Tx, id: Id): Promise<Channel> {
    const channel = (await store.list(tx.workspaceId, tx.session)).find((one) => one._id === id);
    if (!channel) throw notFound('channel');
    return channel;
  }

  /** @throws conflict: an address belongs to one workspace, and stands there once */
  async function mustBeFree(tx: Tx, address: string, own: Id | null): Promise<void> {
    const taken = await store.byAddresses([address.toLowerCase()], tx.session);
    if (taken.some((channel) => channel._id !== own)) {
      throw new AppError('conflict', 'This address is connected already.', { field: 'address' });
    }
  }

  async function put(tx: Tx, channel: Channel, fields: Partial<Channel>, actorId: Id): Promise<Channel> {
    const next = { ...channel, ...fields, version: channel.version + 1 };
    next.addressLower = next.address.toLowerCase();
    await store.replace(next, tx.write());
    tx.emit({ type: 'channel.changed', channel: viewOf(next) }, { audience: ['members'], actorId });
    return next;
  }

  return {
    listOf: async (workspaceId: Id, session?: ClientSession): Promise<ChannelView[]> =>
      (await store.list(workspaceId, session)).map(viewOf),

    async create(tx: Tx, input: { name: string; address: string; teamId: Id | null }): Promise<Channel> {
      await mustBeFree(tx, input.address, null);
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

    async update(
      tx: Tx,
      actorId: Id,
      id: Id,
      fields: Partial<Pick<Channel, 'name' | 'address' | 'teamId'>>,
    ): Promise<Channel> {
      const channel = await mustFind(tx, id);
      if (fields.address !== undefined) await mustBeFree(tx, fields.address, id);
      const given = Object.entries(fields).filter(([, value]) => value !== undefined);
      return put(tx, channel, Object.fromEntries(given), actorId);
    },

    /** Its tickets and messages stay; answers to them go out from another address. */
    async remove(tx: Tx, actorId: Id, id: Id): Promise<Channel> {
      const channel = await mustFind(tx, id);
      await store.remove(id, tx.write());
      tx.emit({ type: 'channel.left', channelId: id }, { audience: ['members'], actorId });
      return channel;
    },

    /** New tickets at the addresses of one team go to another from now on, or to none. */
    async handOver(tx: Tx, actorId: Id, from: Id, to: Id | null): Promise<void> {
      const channels = (await store.list(tx.workspaceId, tx.session)).filter(({ teamId }) => teamId === from);
      for (const channel of channels) await put(tx, channel, { teamId: to }, actorId);
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
