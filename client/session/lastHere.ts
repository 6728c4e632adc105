import type { SignedIn } from '../../shared/contract/session.ts';

/**
 * Who is signed in, without the token, while there may be a refresh cookie, which scripts cannot see: a first visitor is
 * saved a refused request, and whoever comes back need not wait for the server to see what this device remembers.
 */
const hint = 'baton.signedIn';

export type Person = Pick<SignedIn, 'user' | 'workspace'>;

/** A person in a workspace: what this device keeps goes by it. */
export const ownerOf = ({ user, workspace }: Person): string => `${user.id} ${workspace.id}`;

export const mayBeSignedIn = (): boolean => localStorage.getItem(hint) !== null;

export function lastHere(): Person | null {
  try {
    const found: Partial<Person> | null = JSON.parse(localStorage.getItem(hint) ?? 'null');
    return found?.user?.id && found.workspace?.id ? { user: found.user, workspace: found.workspace } : null;
  } catch {
    return null;
  }
}

export const isHere = ({ user, workspace }: Person): void =>
  localStorage.setItem(hint, JSON.stringify({ user, workspace } satisfies Person));

export const isGone = (): void => localStorage.removeItem(hint);
