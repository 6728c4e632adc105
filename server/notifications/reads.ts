import { z } from 'zod';
import { canSee } from '../../shared/access.ts';
import type { Input, Output } from '../../shared/contract.ts';
import type { Lane, NotificationView } from '../../shared/entities.ts';
import { AppError } from '../../shared/errors.ts';
import type { Id } from '../../shared/ids.ts';
import type { Actor } from '../auth/actor.ts';
import type { ClientSession } from '../storage/connection.ts';
import type { Ticket } from '../tickets/model.ts';
import type { TicketService } from '../tickets/service.ts';
import type { AboutThem } from './about.ts';
import { type Notification, viewOf } from './model.ts';
import type { After, NotificationStore } from './store.ts';

/** More than anybody leaves unread, of each lane: nothing else crowds a mention out. What is older is found in the list. */
const shownAtOnce = { mentions: 1000, other: 300 };

const Keys = z.tuple([z.int(), z.string().max(200)]);

const writeCursor = ({ at, _id }: Notification): string =>
  Buffer.from(JSON.stringify([at.getTime(), _id])).toString('base64url');

function readCursor(cursor: string | null | undefined): After | null {
  if (!cursor) return null;
  try {
    const [time, id] = Keys.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return { at: new Date(time), id };
  } catch {
    const message = 'The cursor is not one of ours. Start the list again without it.';
    throw new AppError('invalid', message, { field: 'cursor' });
  }
}

/** What a member has been told, as far as the tickets are open to him at this moment. */
export function createNotificationReads(deps: { store: NotificationStore; tickets: TicketService; about: AboutThem }) {
  const { store, tickets, about } = deps;

  async function seen(actor: Actor, items: Notification[], session?: ClientSession): Promise<Map<Id, Ticket>> {
    const ids = [...new Set(items.map(({ ticketId }) => ticketId))];
    const found = await tickets.findCurrent(actor.workspaceId, ids, session);
    return new Map([...found].filter(([, ticket]) => canSee(actor.rights, ticket)));
  }

  return {
    async list(actor: Actor, input: Input<'notification.list'>): Promise<Output<'notification.list'>> {
      const limit = input.limit ?? 50;
      const { workspaceId, id: memberId } = actor;
      const asked = { workspaceId, memberId, lane: input.lane, open: input.open ?? false };
      const page = await store.page(asked, readCursor(input.cursor), limit + 1);
      const items = page.slice(0, limit);
      const last = items.at(-1);
      const open = await seen(actor, items);
      const visible = items.filter(({ ticketId }) => open.has(ticketId));
      const words = await about(workspaceId, visible);
      return {
        items: visible.flatMap((one) => {
          const ticket = open.get(one.ticketId);
          const { who = null, snippet = '' } = words.get(one._id) ?? {};
          return ticket
            ? [{ ...viewOf(one), ticket: { id: ticket._id, number: ticket.number, name: ticket.name }, who, snippet }]
            : [];
        }),
        next: page.length > limit && last ? writeCursor(last) : null,
      };
    },

    async shownTo(actor: Actor, session: ClientSession): Promise<NotificationView[]> {
      const lane = (name: Lane) => store.open(actor.workspaceId, actor.id, name, shownAtOnce[name], session);
      const open = [...(await lane('mentions')), ...(await lane('other'))];
      const visible = await seen(actor, open, session);
      return open.filter(({ ticketId }) => visible.has(ticketId)).map(viewOf);
    },
  };
}

export type NotificationReads = ReturnType<typeof createNotificationReads>;
