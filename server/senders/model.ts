import type { SenderView } from '../../shared/contract/senders.ts';
import type { Id } from '../../shared/ids.ts';

/** What a workspace has decided of an address, or of all addresses of a domain. */
export interface SenderRule {
  _id: string;
  workspaceId: Id;
  /** An address or a domain, lower-cased. */
  value: string;
  list: 'blocked' | 'allowed';
  memberId: Id;
  at: Date;
}

export const ruleKey = (workspaceId: Id, value: string) => `${workspaceId}:${value}`;

export const viewOf = ({ value, list, memberId, at }: SenderRule): SenderView => ({
  value,
  list,
  memberId,
  at: at.toISOString(),
});

export const domainOf = (address: string): string => address.split('@').at(-1)?.toLowerCase() ?? '';

/** What could have been decided of an address: itself, its domain, and the domains above, the nearest first. */
export function namesOf(address: string): string[] {
  const labels = domainOf(address).split('.');
  const domains = labels.map((_label, index) => labels.slice(index).join('.')).filter((domain) => domain.includes('.'));
  return [address.toLowerCase(), ...domains];
}
