import type { Id } from '../../shared/ids.ts';
import type { Actor } from '../auth/actor.ts';
import type { ContactService } from '../contacts/service.ts';
import type { Tx } from '../events/batch.ts';
import type { Links } from '../files/links.ts';
import type { FileStore } from '../files/store.ts';
import type { Secrets } from '../platform/secret.ts';
import type { ClientSession } from '../storage/connection.ts';
import type { TicketService } from '../tickets/service.ts';
import { createAcknowledging } from './acknowledging.ts';
import { createAddressing } from './addressing.ts';
import { createCarrying } from './carrying.ts';
import { createDelivery } from './delivery.ts';
import { createEnclosing } from './enclosing.ts';
import { createMeetings } from './meetings.ts';
import type { Sender } from './model.ts';
import { createMoving } from './moving.ts';
import { createNaming } from './naming.ts';
import { mustEditMessage } from './policy.ts';
import type { RateStore } from './rates/store.ts';
import { createReading } from './reading.ts';
import { type CustomerNotices, createReceiving, type SenderStandings } from './receiving.ts';
import { createRecording } from './recording.ts';
import { createReplyTokens } from './replyTokens.ts';
import { createRereading } from './rereading.ts';
import { createSending } from './sending.ts';
import type { MessageStore } from './store.ts';
import { createTakingBack } from './takingBack.ts';
import { createThreading } from './threading.ts';
import { createUpToDate, type NewerComments } from './upToDate.ts';
import { createWriting } from './writing.ts';

export type { Departure, Outcome } from './delivery.ts';

/** Messages and what happens to them: taken in, threaded, answered, delivered, read. */
export function createConversationService(deps: {
  messages: MessageStore;
  senders: SenderStandings;
  rates: RateStore;
  /** How many mails may leave within an hour. */
  mailsPerHour: number;
  tickets: TicketService;
  contacts: ContactService;
  files: FileStore;
  links: Links;
  secrets: Secrets;
  comments: NewerComments;
  canOwn(tx: Tx, memberId: Id): Promise<boolean>;
  sendsFrom(tx: Tx, teamId: Id): Promise<Id | null>;
  notices: CustomerNotices;
  /** The addresses that answers can go out from. */
  channels: { listOf(workspaceId: Id, session?: ClientSession): Promise<Sender[]> };
}) {
  const { messages, tickets } = deps;
  const tokens = createReplyTokens(deps.secrets);
  const threading = createThreading({ ...deps, tokens });
  const delivery = createDelivery({ ...deps });
  const write = createWriting({ messages, tokens });
  const address = createAddressing(deps);
  const acknowledge = createAcknowledging({ ...deps, write });
  const meetings = createMeetings({ ...deps, write });
  return {
    receive: createReceiving({ ...deps, threading, acknowledge, meetings, bounced: delivery.bounced }),
    meetings,
    sending: createSending({
      ...deps,
      write,
      address,
      enclose: createEnclosing(deps),
      mustBeUpToDate: createUpToDate(deps),
    }),
    takeBack: createTakingBack({ messages, tickets }),
    record: createRecording({ write, address, tickets }),
    delivery,
    /** A message and its ticket, for who may change them. @throws notFound */
    async mustEdit(tx: Tx, actor: Actor, messageId: string) {
      const message = await messages.find(tx.workspaceId, messageId, tx.session);
      const placed = { message, ticket: message && (await tickets.find(tx.workspaceId, message.ticketId, tx.session)) };
      mustEditMessage(actor, placed);
      return { message: placed.message, ticket: placed.ticket };
    },
    ...createMoving({ messages, tickets }),
    carrying: createCarrying({ messages }),
    naming: createNaming({ messages, tickets }),
    reading: createReading(deps),
    rereading: createRereading({ messages, tickets }),
  };
}

export type ConversationService = ReturnType<typeof createConversationService>;
