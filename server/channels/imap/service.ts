import type { MailboxInput, MailboxView } from '../../../shared/contract/mailboxes.ts';
import type { Output } from '../../../shared/contract.ts';
import { AppError, notFound } from '../../../shared/errors.ts';
import type { Id } from '../../../shared/ids.ts';
import type { Tx } from '../../events/batch.ts';
import type { Channel } from '../model.ts';
import type { OAuth } from '../oauth.ts';
import type { ChannelService } from '../service.ts';
import { connect, openFolder } from './connect.ts';
import { type Mailbox, type Secrets, viewOf } from './model.ts';
import type { MailboxSecrets } from './secrets.ts';
import type { MailboxStore } from './store.ts';
import { troubleOf } from './trouble.ts';

const foldersTold = 200;

/** What admins set of mailboxes, and try. */
export function createMailboxService(deps: {
  store: MailboxStore;
  secrets: MailboxSecrets;
  channels: ChannelService;
  oauth: OAuth;
}) {
  const { store, secrets, channels, oauth } = deps;

  /** Secrets go to the server they were given for, and to no other. */
  function completed({ signIn, ...input }: MailboxInput, known: Mailbox | null): Secrets {
    const sameDoor = known && known.host === input.host && known.user === input.user && known.kind === signIn.kind;
    const sameShop = signIn.kind === 'password' || known?.tokenUrl === signIn.tokenUrl;
    const { kind: _kind, ...given } =
      signIn.kind === 'password' ? signIn : { ...signIn, tokenUrl: undefined, clientId: undefined };
    const fresh = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    const all: Secrets = { ...(sameDoor && sameShop ? secrets.open(known.secrets) : {}), ...fresh };
    const enough = signIn.kind === 'password' ? all.password : (all.refreshToken && signIn.tokenUrl) || all.accessToken;
    if (!enough) throw new AppError('invalid', 'The password or token is missing.', { field: 'signIn' });
    return all;
  }

  return {
    list: async (workspaceId: Id): Promise<MailboxView[]> => (await store.list(workspaceId)).map(viewOf),

    /** @throws notFound, invalid */
    async save(tx: Tx, actorId: Id, input: MailboxInput): Promise<Channel> {
      const known = await store.find(input.channelId, tx.session);
      const channel = await channels.setFetched(tx, actorId, input.channelId, true);
      const { channelId: _id, signIn, ...place } = input;
      const same = known?.host === place.host && known.user === place.user && known.folder === place.folder;
      const begun = same && known.begin === place.begin;
      const mailbox: Mailbox = {
        ...place,
        _id,
        workspaceId: tx.workspaceId,
        kind: signIn.kind,
        tokenUrl: signIn.kind === 'oauth2' ? signIn.tokenUrl : null,
        clientId: signIn.kind === 'oauth2' ? signIn.clientId : '',
        secrets: secrets.seal(completed(input, known)),
        version: (known?.version ?? 0) + 1,
        since: begun ? known.since : tx.now,
        uidValidity: begun ? known.uidValidity : null,
        lastUid: begun ? known.lastUid : 0,
        state: 'waiting',
        why: null,
        words: null,
        lookedAt: begun ? known.lookedAt : null,
        fetched: begun ? known.fetched : 0,
        left: begun ? known.left : [],
        leaseBy: null,
        leaseUntil: new Date(0),
      };
      await store.put(mailbox, tx.write());
      return channel;
    },

    /** @throws notFound */
    async remove(tx: Tx, actorId: Id, channelId: Id): Promise<Channel> {
      const known = await store.find(channelId, tx.session);
      if (known?.workspaceId !== tx.workspaceId) throw notFound('mailbox');
      await store.remove(channelId, tx.write());
      return channels.setFetched(tx, actorId, channelId, false);
    },

    async test(workspaceId: Id, input: MailboxInput): Promise<Output<'mailbox.test'>> {
      if (!(await channels.ofMailbox(workspaceId, input.channelId))) throw notFound('channel');
      const { signIn, ...place } = input;
      const known = await store.find(input.channelId);
      const given = completed(input, known);
      const { kind } = signIn;
      const { tokenUrl, clientId } = kind === 'oauth2' ? signIn : { tokenUrl: null, clientId: '' };
      /** A provider that takes each refresh token once has just taken the one that is kept. */
      const renewed = async (next: Secrets) => {
        const kept = known && secrets.open(known.secrets).refreshToken === given.refreshToken;
        if (kept) await store.replaceSecrets(known, secrets.seal(next));
      };
      let folders: string[] = [];
      try {
        const client = await connect({ ...place, kind, tokenUrl, clientId }, given, oauth, renewed);
        try {
          folders = (await client.list()).map(({ path }) => path).slice(0, foldersTold);
          await openFolder(client, place.folder);
        } finally {
          client.close();
        }
        return { ok: true, why: null, words: null, folders };
      } catch (error) {
        return { ok: false, ...troubleOf(error), folders };
      }
    },
  };
}

export type MailboxService = ReturnType<typeof createMailboxService>;
