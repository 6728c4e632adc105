import type { ChannelView } from '../../shared/entities.ts';
import type { Id } from '../../shared/ids.ts';

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
  version: number;
}

export const viewOf = (channel: Channel): ChannelView => ({
  id: channel._id,
  kind: channel.kind,
  name: channel.name,
  address: channel.address,
  teamId: channel.teamId,
  version: channel.version,
});

/** `support+detail@host` without its detail, in lower case; null for what is no address. */
export function plainAddress(address: string): string | null {
  const match = /^([^@+\s][^@\s]*?)(\+[^@\s]*)?@([^@\s]+)$/.exec(address.trim().toLowerCase());
  return match ? `${match[1]}@${match[3]}` : null;
}
