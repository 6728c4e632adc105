import type { MailboxInput, MailboxTrouble, MailboxView } from '../../../shared/contract/mailboxes.ts';
import type { Id } from '../../../shared/ids.ts';

/** What a mailbox is signed in to with. Sealed where it is kept. */
export interface Secrets {
  password?: string | undefined;
  clientSecret?: string | undefined;
  refreshToken?: string | undefined;
  accessToken?: string | undefined;
}

/** An IMAP folder that the mail of a channel is fetched from, and how far that has come. One a channel: its id is the channel's. */
export interface Mailbox extends Omit<MailboxInput, 'channelId' | 'signIn'> {
  _id: Id;
  workspaceId: Id;
  kind: 'password' | 'oauth2';
  tokenUrl: string | null;
  clientId: string;
  secrets: string;
  /** Counts the ways it was set; a session of an older one ends. */
  version: number;
  since: Date;
  /** The folder's numbering, and the last of its numbers that was taken; null before the first look. */
  uidValidity: string | null;
  lastUid: number;
  state: MailboxView['state'];
  why: MailboxTrouble | null;
  words: string | null;
  lookedAt: Date | null;
  fetched: number;
  left: { uid: number; bytes: number; at: Date }[];
  /** The node that fetches, and until when nobody else does. */
  leaseBy: string | null;
  leaseUntil: Date;
}

export const viewOf = (mailbox: Mailbox): MailboxView => {
  const { host, port, security, anyCertificate, user, folder, begin, state, why, words, fetched } = mailbox;
  const { kind, tokenUrl, clientId } = mailbox;
  return {
    channelId: mailbox._id,
    ...{ host, port, security, anyCertificate, user, folder, begin, state, why, words, fetched },
    signIn: { kind, tokenUrl, clientId },
    lookedAt: mailbox.lookedAt?.toISOString() ?? null,
    left: mailbox.left.map(({ uid, bytes, at }) => ({ uid, bytes, at: at.toISOString() })),
  };
};
