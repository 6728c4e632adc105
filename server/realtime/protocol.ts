import type { Socket } from 'socket.io';
import type { Event } from '../../shared/events.ts';
import type { PresenceNews } from '../../shared/presence.ts';
import type { Claims } from '../auth/credentials.ts';

/** Where a screen stands in a workspace's log. */
export interface Place {
  epoch: string;
  seq: number;
}

/** What the server says. `reset`: load anew, your rights or the log changed. `ended`: the sign-in is over. */
export interface ServerToClient {
  event: (event: Event) => void;
  ready: (place: Place) => void;
  reset: (why: { reason: 'rights' | 'epoch' | 'behind' }) => void;
  beat: (at: { seq: number }) => void;
  /** Who is at which ticket. Not of the log: told when it changes, and whole after `ready`. */
  presence: (news: PresenceNews) => void;
  ended: (why: { reason: 'signedOut' | 'suspended' | 'expired' }) => void;
}

export interface ClientToServer {
  request: (...args: unknown[]) => void;
  presence: (statement: unknown) => void;
}

export interface SocketData {
  claims: Claims;
  /** When its sign-in is looked up again; null while that goes on. */
  until: Date | null;
  /** The scopes whose rooms it is in; null while it is catching up. */
  scopes: string[] | null;
  /** Counts changes of its member's rights, so that catching up notices one underneath. */
  rightsVersion: number;
}

export type BatonSocket = Socket<ClientToServer, ServerToClient, Record<string, never>, SocketData>;
