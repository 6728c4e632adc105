import type { ImapFlow } from 'imapflow';
import type { MailboxDoor, MailboxInput, MailboxTest, MailboxView } from '../../../shared/contract/mailboxes.ts';
import { AppError, notFound } from '../../../shared/errors.ts';
import type { Id } from '../../../shared/ids.ts';
import type { Tx } from '../../events/batch.ts';
import type { Channel } from '../model.ts';
import type { OAuth } from '../oauth.ts';
import type { ChannelService } from '../service.ts';
import { arrivalOf } from './arrival.ts';
import { connect, openFolder, type Place } from './connect.ts';
import { type Mailbox, type Secrets, viewOf } from './model.ts';
import type { MailboxSecrets } from './secrets.ts';
import type { MailboxStore } from './store.ts';
import { troubleOf } from './trouble.ts';

const foldersTold = 200;

const placeOf = ({ signIn, ...place }: MailboxDoor): Place => ({
  ...place,
  kind: signIn.kind,
  tokenUrl: signIn.kind === 'oauth2' ? signIn.tokenUrl : null,
  clientId: signIn.kind === 'oauth2' ? signIn.clientId : '',
});

/** Goes in, looks round and comes out again. Says why when it cannot. */
async function tryDoor(open: () => Promise<ImapFlow>, folder: string): Promise<MailboxTest> {
  let folders: string[] = [];
  try {
    const client = await open();
    try {
      folders = (await client.list()).map(({ path }) => path).slice(0, foldersTold);
      const { exists } = await openFolder(client, folder);
      return { ok: true, why: null, words: null, folders, mails: exists };
    } finally {
      client.close();
    }
  } catch (error) {
    return { ok: false, ...troubleOf(error), folders, mails: null };
  }
}

/** What admins set of mailboxes, and try. */
export function createMailboxService(deps: {
  store: MailboxStore;
  secrets: MailboxSecrets;
  channels: ChannelService;
  oauth: OAuth;
}) {
  const { store, secrets, channels, oauth } = deps;

  /** Secrets go to the server they were given for, and to no other. */
  function completed({ signIn, ...input }: MailboxDoor, known: Mailbox | null): Secrets {
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

    async test(workspaceId: Id, input: MailboxInput): Promise<MailboxTest> {
      if (!(await channels.ofMailbox(workspaceId, input.channelId))) throw notFound('channel');
      const known = await store.find(input.channelId);
      const given = completed(input, known);
      /** A provider that takes each refresh token once has just taken the one that is kept. */
      const renewed = async (next: Secrets) => {
        const kept = known && secrets.open(known.secrets).refreshToken === given.refreshToken;
        if (kept) await store.replaceSecrets(known, secrets.seal(next));
      };
      return tryDoor(() => connect(placeOf(input), given, oauth, renewed), input.folder);
    },

    /** The same for a mailbox of nobody's yet. @throws invalid */
    async testNew(door: MailboxDoor): Promise<MailboxTest> {
      const given = completed(door, null);
      return tryDoor(() => connect(placeOf(door), given, oauth), door.folder);
    },

    /** Looks whether a mail has come, for a few seconds; null while it has not, or while there is no getting in. */
    async lookFor(door: MailboxDoor, mailId: string): Promise<Buffer | null> {
      const given = completed(door, null);
      const client = await connect(placeOf(door), given, oauth).catch(() => null);
      if (!client) return null;
      try {
        return await arrivalOf(client, door.folder, mailId);
      } catch {
        return null;
      } finally {
        client.close();
      }
    },
  };
}

export type MailboxService = ReturnType<typeof createMailboxService>;
