import type { MailServerView } from '../../shared/contract/mailServers.ts';
import type { ChannelView } from '../../shared/entities.ts';
import type { Id } from '../../shared/ids.ts';

/** A mail server as it is kept. */
export interface KeptServer extends MailServerView {
  /** Its password, sealed: readable here and not in a copy of the store. */
  secret: string | null;
}

/** A mail server as it is spoken to. */
export interface MailServer extends MailServerView {
  password: string | null;
}

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
  version: channel.version,
});

/** `support+detail@host` without its detail, in lower case; null for what is no address. */
export function plainAddress(address: string): string | null {
  const match = /^([^@+\s][^@\s]*?)(\+[^@\s]*)?@([^@\s]+)$/.exec(address.trim().toLowerCase());
  return match ? `${match[1]}@${match[3]}` : null;
}
