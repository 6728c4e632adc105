import type { RawData, WebSocket } from 'ws';
import type { Id } from '../../shared/ids.ts';
import type { Claims } from '../auth/credentials.ts';
import { type Closing, closing } from './closing.ts';
import { messagesAtOnce, messagesPerSecond, syncCost, unreadBytes } from './limits.ts';
import type { Admitted } from './standing.ts';

/** One client in one document. Guests were invited by the author, and need to see the ticket. */
export interface Connection extends Admitted {
  claims: Claims;
  /** For presence: whose the client ids are. */
  memberId: Id;
  socket: WebSocket;
  /** Set when nothing more is sent to it: what it still says is listened to until it has gone. */
  closed: Closing | null;
  /** It has said what it has. */
  heard: boolean;
  budget: Budget;
}

/** How much a client may still say at this moment. */
export interface Budget {
  left: number;
  at: number;
}

export const newBudget = (now: number): Budget => ({ left: messagesAtOnce, at: now });

/** Takes a message's price; false when there is nothing left. */
export function spend(budget: Budget, price: number, now: number): boolean {
  budget.left = Math.min(messagesAtOnce, budget.left + ((now - budget.at) / 1000) * messagesPerSecond);
  budget.at = now;
  budget.left -= price;
  return budget.left >= 0;
}

export const priceOf = (kind: string): number => (kind === 'have' || kind === 'queryAwareness' ? syncCost : 1);

export const bytesOf = (data: RawData): Uint8Array =>
  Array.isArray(data) ? new Uint8Array(Buffer.concat(data)) : new Uint8Array(data as Buffer);

export function close(connection: Connection, why: Closing): void {
  if (connection.closed) return;
  connection.closed = why;
  connection.socket.close(closing[why], why);
}

/** Sends, or cuts a reader that is too far behind. */
export function send(connection: Connection, frame: Uint8Array): void {
  if (connection.closed || connection.socket.readyState !== connection.socket.OPEN) return;
  if (connection.socket.bufferedAmount > unreadBytes) close(connection, 'behind');
  else connection.socket.send(frame);
}
