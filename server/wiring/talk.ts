import type { ReadWhole } from '../collab/whole.ts';
import { createCommentEditing } from '../comments/editing.ts';
import { commentCommands, commentQueries } from '../comments/handlers.ts';
import { createCommentService } from '../comments/service.ts';
import { createCommentStore } from '../comments/store.ts';
import { conversationCommands, conversationQueries } from '../conversations/handlers.ts';
import { createRateStore } from '../conversations/rates/store.ts';
import { plainTextOf, reduceComment } from '../conversations/richText.ts';
import { createConversationService } from '../conversations/service.ts';
import { createMessageStore } from '../conversations/store.ts';
import { senderCommands, senderQueries } from '../senders/handlers.ts';
import { createSenderService } from '../senders/service.ts';
import { createSenderStore } from '../senders/store.ts';
import type { Ground } from './ground.ts';
import type { People } from './people.ts';
import type { Tickets } from './tickets.ts';

/** What is said of a ticket: messages with its customers, comments among colleagues. */
export function createTalk(
  { connection, config, auth, documents, files, links, secrets, clock }: Ground,
  { audit, members }: People,
  { tickets, contacts, channels, notifications }: Tickets,
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
    notices: notifications,
    tickets,
    contacts,
    files,
    links,
    secrets,
    channels,
  });

  return {
    commentStore,
    messageStore,
    comments,
    editing,
    conversations,
    /** What is said of a ticket goes with it. */
    forget: [messageStore.removeOf, commentStore.removeOf],
    queries: { ...conversationQueries(conversations), ...commentQueries(comments), ...senderQueries(senders) },
    commands: {
      ...conversationCommands(conversations),
      ...commentCommands(comments, editing),
      ...senderCommands({ senders, channels, audit, conversations, tickets }),
    },
  };
}

export type Talk = ReturnType<typeof createTalk>;
