import { AppError } from '../../shared/errors.ts';
import type { Id } from '../../shared/ids.ts';
import type { Actor } from '../auth/actor.ts';
import type { Tx } from '../events/batch.ts';
import type { ClientSession } from '../storage/connection.ts';
import type { MessageStore } from './store.ts';

/** So many of the newer messages are named to a sender who is behind. */
const newerNamed = 20;

/** What colleagues have said among themselves counts as new, too. */
export interface NewerComments {
  newerThan(
    workspaceId: Id,
    ticketId: Id,
    seq: number,
    limit: number,
    session: ClientSession,
  ): Promise<{ id: string; memberId: Id }[]>;
}

/** What somebody is about to send, and what he had seen of the ticket when he wrote it. */
interface Sight {
  ticketId: Id;
  seen?: number | undefined;
  anyway?: boolean | undefined;
}

/** Nobody answers what others have said since without having been asked. product: R8. */
export const createUpToDate = ({ messages, comments }: { messages: MessageStore; comments: NewerComments }) =>
  /** @throws stale */
  async function mustBeUpToDate(tx: Tx, actor: Actor, { ticketId, seen, anyway }: Sight): Promise<void> {
    if (seen === undefined || anyway) return;
    const since = [tx.workspaceId, ticketId, seen, newerNamed, tx.session] as const;
    const others = (await messages.newerThan(...since)).filter((message) => message.memberId !== actor.id);
    const remarks = (await comments.newerThan(...since)).filter((comment) => comment.memberId !== actor.id);
    if (others.length + remarks.length === 0) return;
    const messageIds = others.map((message) => message.id);
    const commentIds = remarks.map((comment) => comment.id);
    throw new AppError(
      'stale',
      'Something new came before you sent this. Look at it, then send again or send anyway.',
      { messageIds, commentIds },
    );
  };
