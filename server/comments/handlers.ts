import type { CommandHandlers, QueryHandlers } from '../rpc/handler.ts';
import type { CommentService } from './service.ts';

export const commentQueries = (comments: CommentService): QueryHandlers<'comment.list' | 'comment.history'> => ({
  'comment.list': (actor, input) => comments.list(actor, input),
  'comment.history': (actor, { commentId }) => comments.history(actor, commentId),
});

export const commentCommands = (comments: CommentService): CommandHandlers<'comment.add' | 'comment.update'> => ({
  'comment.add': async (tx, actor, input) => ({ commentId: (await comments.add(tx, actor, input)).id }),
  'comment.update': (tx, actor, input) => comments.update(tx, actor, input),
});
