import type { Id } from '../../shared/ids.ts';
import type { ReadWhole } from '../collab/whole.ts';
import { createCommentCarrying } from '../comments/carrying.ts';
import { createCommentEditing } from '../comments/editing.ts';
import { commentCommands, commentQueries } from '../comments/handlers.ts';
import { createCommentService } from '../comments/service.ts';
import { createCommentStore } from '../comments/store.ts';
import { conversationCommands, conversationQueries } from '../conversations/handlers.ts';
import { createRateStore } from '../conversations/rates/store.ts';
import { plainTextOf, reduceComment } from '../conversations/richText.ts';
import { createConversationService } from '../conversations/service.ts';
import { createMessageStore } from '../conversations/store.ts';
import { carryContactJob, customerCommands, customerQueries } from '../customers/handlers.ts';
import { createCustomers } from '../customers/service.ts';
import type { Tx } from '../events/batch.ts';
import { mergeCommands } from '../merging/handlers.ts';
import { createMerging } from '../merging/service.ts';
import { createMergeStore } from '../merging/store.ts';
import { senderCommands, senderQueries } from '../senders/handlers.ts';
import { createSenderService } from '../senders/service.ts';
import { createSenderStore } from '../senders/store.ts';
import type { Ground } from './ground.ts';
import type { People } from './people.ts';
import type { Tickets } from './tickets.ts';

/** What is said of a ticket: messages with its customers, comments among colleagues. */
export function createTalk(
  { connection, config, auth, documents, files, links, secrets, unitOfWork, clock }: Ground,
  { audit, members }: People,
  { tickets, contacts, channels, notifications, marks, reads, contactStore }: Tickets,
  whole: ReadWhole,
) {
  const commentStore = createCommentStore(connection);
  const comments = createCommentService({
    store: commentStore,
    tickets,
    notifications,
    reduce: reduceComment,
    textOf: plainTextOf,
    clock,
  });
  const editing = createCommentEditing({ store: commentStore, comments, documents, tickets, auth, whole, clock });
  const messageStore = createMessageStore(connection);
  const senders = createSenderService({ store: createSenderStore(connection) });
  const conversations = createConversationService({
    messages: messageStore,
    senders,
    rates: createRateStore(connection),
    mailsPerHour: config.mailsPerHour,
    comments: commentStore,
    canOwn: members.canOwn,
    sendsFrom: members.sendsFrom,
    notices: notifications,
    tickets,
    contacts,
    files,
    links,
    secrets,
    channels,
  });

  const customers = createCustomers({
    contacts,
    tickets,
    ticketsOf: async (actor, contactId, limit) => (await reads.list(actor, { filter: { contactId }, limit })).items,
    search: contactStore.search,
    messages: messageStore,
    comments: commentStore,
    naming: conversations.naming,
    mustEditMessage: conversations.mustEdit,
  });
  const mergeStore = createMergeStore(connection);
  const merging = createMerging({
    store: mergeStore,
    tickets,
    messages: conversations.carrying,
    comments: createCommentCarrying({ store: commentStore }),
    marks,
    notifications,
    members,
    clock,
  });

  return {
    commentStore,
    messageStore,
    comments,
    editing,
    conversations,
    merging,
    /** What is said of a ticket goes with it. */
    forget: [
      (tx: Tx, ticketId: Id) => messageStore.removeOf(tx.workspaceId, ticketId, tx.write()),
      async (tx: Tx, ticketId: Id) => {
        const edited = await commentStore.docsOf(tx.workspaceId, ticketId, tx.session);
        for (const docId of edited) await documents.remove(docId, tx.write());
        await commentStore.removeOf(tx.workspaceId, ticketId, tx.write());
      },
      (tx: Tx, ticketId: Id) => mergeStore.removeOf(tx.workspaceId, ticketId, tx.write()),
      notifications.forget,
    ],
    jobs: { 'contact.carry': carryContactJob({ customers, unitOfWork }) },
    queries: {
      ...conversationQueries(conversations),
      ...commentQueries(comments),
      ...senderQueries(senders),
      ...customerQueries(customers),
    },
    commands: {
      ...conversationCommands(conversations),
      ...commentCommands(comments, editing),
      ...mergeCommands(merging),
      ...customerCommands(customers, audit),
      ...senderCommands({ senders, channels, audit, conversations, tickets }),
    },
  };
}

export type Talk = ReturnType<typeof createTalk>;
