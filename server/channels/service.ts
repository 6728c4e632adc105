import type { DkimInput } from '../../shared/contract/dkim.ts';
import type { MailServerInput, MailTestResult } from '../../shared/contract/mailServers.ts';
import type { ChannelView } from '../../shared/entities.ts';
import { AppError, notFound } from '../../shared/errors.ts';
import type { Id } from '../../shared/ids.ts';
import { mailBytes } from '../conversations/model.ts';
import type { Tx } from '../events/batch.ts';
import { type Clock, newId } from '../platform/clock.ts';
import type { ClientSession } from '../storage/connection.ts';
import type { Dkim, DkimKey } from './dkim.ts';
import { type Channel, dkimViewOf, type MailServer, plainAddress, viewOf } from './model.ts';
import type { Servers } from './servers.ts';
import type { ChannelStore } from './store.ts';

/** Tries a way out for mail, and says why it is none; without a server, the installation's own way. */
export type MailTest = (server: MailServer | null) => Promise<MailTestResult>;

export interface NewChannel {
  name: string;
  address: string;
  teamId: Id | null;
  pipelineId?: Id | null;
  ownerId?: Id | null;
  server?: MailServerInput;
}

/** How mail from an address leaves. */
export interface WayOut {
  /** Null for the installation's. */
  server: MailServer | null;
  dkim: DkimKey | null;
}

export function createChannelService(deps: { store: ChannelStore; servers: Servers; dkim: Dkim; clock: Clock }) {
  const { store, servers, dkim, clock } = deps;

  async function find(workspaceId: Id, id: Id, session?: ClientSession): Promise<Channel> {
    const channel = (await store.list(workspaceId, session)).find((one) => one._id === id);
    if (!channel) throw notFound('channel');
    return channel;
  }
  const mustFind = (tx: Tx, id: Id): Promise<Channel> => find(tx.workspaceId, id, tx.session);

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

    async create(tx: Tx, { server, ...input }: NewChannel): Promise<Channel> {
      await mustBeFree(tx, input.address, null);
      const channel: Channel = {
        ...input,
        server: server ? servers.kept(servers.completed(server, null)) : null,
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
      fields: Partial<
        Pick<
          Channel,
          'name' | 'address' | 'teamId' | 'pipelineId' | 'acknowledgement' | 'ownerId' | 'signature' | 'maxMailMb'
        >
      >,
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

    /** Its mail comes from a mailbox as well from now on, or no more. @throws notFound */
    async setFetched(tx: Tx, actorId: Id, id: Id, fetched: boolean): Promise<Channel> {
      return put(tx, await mustFind(tx, id), { fetched }, actorId);
    },

    ofMailbox: (workspaceId: Id, id: Id): Promise<Channel | null> => find(workspaceId, id).catch(() => null),

    /** New tickets at the addresses of one team go to another from now on, or to none. */
    async handOver(tx: Tx, actorId: Id, from: Id, to: Id | null): Promise<void> {
      const channels = (await store.list(tx.workspaceId, tx.session)).filter(({ teamId }) => teamId === from);
      for (const channel of channels) await put(tx, channel, { teamId: to }, actorId);
    },

    /** Its mail leaves through another server from now on. Nothing that members are told of changes. */
    async setServer(tx: Tx, id: Id, server: MailServerInput | null): Promise<Channel> {
      const channel = await mustFind(tx, id);
      const kept = server && servers.kept(servers.completed(server, channel.server ?? null));
      await store.replace({ ...channel, server: kept }, tx.write());
      return channel;
    },

    /** What only admins are shown of it. */
    async settingsOf(workspaceId: Id, id: Id) {
      const channel = await find(workspaceId, id);
      return {
        sending: channel.server ? servers.viewOf(channel.server) : null,
        dkim: channel.dkim ? dkimViewOf(channel.dkim) : null,
      };
    },

    makeDkimKey: dkim.make,

    /** Its mail is signed so from now on, or not. Nothing that members are told of changes. @throws notFound, invalid */
    async setDkim(tx: Tx, id: Id, given: DkimInput | null): Promise<Channel> {
      const channel = await mustFind(tx, id);
      const next = { ...channel, dkim: given && dkim.kept(channel.address, given, channel.dkim ?? null) };
      await store.replace(next, tx.write());
      return next;
    },

    /** @throws notFound */
    async checkDkim(workspaceId: Id, id: Id) {
      const channel = await find(workspaceId, id);
      if (!channel.dkim) throw notFound('dkim');
      return dkim.check(channel.dkim);
    },

    /** @throws notFound */
    addressOf: async (workspaceId: Id, id: Id): Promise<string> => (await find(workspaceId, id)).address,

    /** The server an address would send through: as given, completed by what is kept, or as kept; null for the installation's. */
    async serverOf(
      workspaceId: Id,
      id: Id | undefined,
      given: MailServerInput | undefined,
    ): Promise<MailServer | null> {
      const kept = id === undefined ? null : ((await find(workspaceId, id)).server ?? null);
      if (given) return servers.completed(given, kept);
      return kept && servers.opened(kept);
    },

    async wayOutFor(address: string): Promise<WayOut> {
      const [channel] = await store.byAddresses([address.toLowerCase()]);
      const renewed = async (secret: string) => {
        if (channel?.server?.secret) await store.resealServer(channel._id, channel.server.secret, secret);
      };
      return {
        server: channel?.server ? servers.opened(channel.server, renewed) : null,
        dkim: dkim.opened(channel?.dkim),
      };
    },

    /** How many bytes a mail from this address may have. */
    async limitOf(address: string): Promise<number> {
      const [channel] = await store.byAddresses([address.toLowerCase()]);
      return mailBytes(channel?.maxMailMb);
    },

    /** New tickets begin in another pipeline: theirs is gone. */
    async pipelineLeft(tx: Tx, actorId: Id, from: Id, to: Id): Promise<void> {
      const channels = (await store.list(tx.workspaceId, tx.session)).filter(({ pipelineId }) => pipelineId === from);
      for (const channel of channels) await put(tx, channel, { pipelineId: to }, actorId);
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
