import type { DkimView } from '../../shared/contract/dkim.ts';
import type { MailServerView } from '../../shared/contract/mailServers.ts';
import type { ChannelView } from '../../shared/entities.ts';
import type { Id } from '../../shared/ids.ts';

/** A mail server as it is kept. */
export interface KeptServer extends MailServerView {
  /** Its password or tokens, sealed: readable here and not in a copy of the store. */
  secret: string | null;
}

/** What a server is signed in to with, besides the user's name. */
export interface ServerSecrets {
  password: string | null;
  clientSecret?: string | undefined;
  refreshToken?: string | undefined;
}

/** A mail server as it is spoken to. */
export interface MailServer extends MailServerView {
  secrets: ServerSecrets;
  /** An access token, where the server wants one; a fresh one when the one before was refused. */
  token: ((fresh: boolean) => Promise<string>) | null;
}

/** What an address's mail is signed with, as it is kept. */
export interface KeptDkim {
  domain: string;
  selector: string;
  on: boolean;
  /** The private key, sealed. */
  secret: string;
  /** The public one, as the name service has it. */
  publicKey: string;
}

export const dkimViewOf = ({ domain, selector, on, publicKey }: KeptDkim): DkimView => ({
  domain,
  selector,
  on,
  record: { name: `${selector}._domainkey.${domain}`, type: 'TXT', value: `v=DKIM1; k=rsa; p=${publicKey}` },
});

/** An address of the workspace that customers write to. One address belongs to one workspace. */
export interface Channel {
  _id: Id;
  workspaceId: Id;
  kind: 'email';
  name: string;
  address: string;
  addressLower: string;
  /** New tickets go to this team; null leaves them unassigned. */
  teamId: Id | null;
  /** New tickets begin in this pipeline; null is the workspace's first. */
  pipelineId?: Id | null;
  /** Its mail is fetched from an IMAP mailbox as well. */
  fetched?: boolean;
  /** What its mail leaves through; null is the installation's way. */
  server?: KeptServer | null;
  /** What whoever begins a ticket is told at once; null for nothing. `{number}` stands for the ticket's number. */
  acknowledgement?: string | null;
  /** New tickets are this member's; null leaves them to the team. */
  ownerId?: Id | null;
  /** Plain lines below the replies that go out from it. */
  signature?: string;
  /** The largest mail it may send, in megabytes; null is the usual. */
  maxMailMb?: number | null;
  dkim?: KeptDkim | null;
  version: number;
}

export const viewOf = (channel: Channel): ChannelView => ({
  id: channel._id,
  kind: channel.kind,
  name: channel.name,
  address: channel.address,
  fetched: channel.fetched ?? false,
  teamId: channel.teamId,
  pipelineId: channel.pipelineId ?? null,
  acknowledgement: channel.acknowledgement ?? null,
  ownerId: channel.ownerId ?? null,
  ...(channel.signature ? { signature: channel.signature } : {}),
  maxMailMb: channel.maxMailMb ?? null,
  version: channel.version,
});

/** `support+detail@host` without its detail, in lower case; null for what is no address. */
export function plainAddress(address: string): string | null {
  const match = /^([^@+\s][^@\s]*?)(\+[^@\s]*)?@([^@\s]+)$/.exec(address.trim().toLowerCase());
  return match ? `${match[1]}@${match[3]}` : null;
}
