import type { CommandHandlers, QueryHandlers } from '../rpc/handler.ts';
import type { ConversationService } from './service.ts';

export const conversationQueries = (
  conversations: ConversationService,
): QueryHandlers<'message.list' | 'message.urls' | 'file.describe'> => ({
  'message.list': (actor, input) => conversations.reading.list(actor, input),
  'message.urls': (actor, { messageId }) => conversations.reading.urls(actor, messageId),
  'file.describe': (actor, { fileId }) => conversations.reading.describeFile(actor, fileId),
});

export const conversationCommands = (
  conversations: ConversationService,
): CommandHandlers<
  | 'message.send'
  | 'message.retry'
  | 'message.settle'
  | 'message.move'
  | 'ticket.split'
  | 'message.start'
  | 'message.readAgain'
  | 'meeting.answer'
> => ({
  'message.send': async (tx, actor, input) => {
    const { message } = await conversations.sending.send(tx, actor, input);
    return { messageId: message.id };
  },
  'message.start': (tx, actor, input) => conversations.sending.start(tx, actor, input),
  'ticket.split': (tx, actor, input) => conversations.split(tx, actor, input),
  'message.move': (tx, actor, input) => conversations.move(tx, actor, input),
  'message.settle': async (tx, actor, { messageId }) => ({
    messageId: (await conversations.delivery.settleAsSent(tx, actor, messageId)).id,
  }),
  'message.retry': async (tx, actor, { messageId }) => ({
    messageId: (await conversations.delivery.retry(tx, actor, messageId)).id,
  }),
  'meeting.answer': async (tx, actor, input) => ({ messageId: await conversations.meetings.answer(tx, actor, input) }),
  'message.readAgain': async (tx, actor, { messageId }) => ({
    messageId: (await conversations.rereading.ask(tx, actor, messageId)).id,
  }),
});
