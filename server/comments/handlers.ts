import type { CommandHandlers, QueryHandlers } from '../rpc/handler.ts';
import type { CommentEditing } from './editing.ts';
import type { CommentService } from './service.ts';

export const commentQueries = (comments: CommentService): QueryHandlers<'comment.list' | 'comment.history'> => ({
  'comment.list': (actor, input) => comments.list(actor, input),
  'comment.history': (actor, { commentId }) => comments.history(actor, commentId),
});

type Commands =
  | 'comment.add'
  | 'comment.update'
  | 'comment.share'
  | 'comment.unshare'
  | 'comment.edit'
  | 'comment.save'
  | 'comment.leaveAsIs';

export const commentCommands = (comments: CommentService, editing: CommentEditing): CommandHandlers<Commands> => ({
  'comment.add': async (tx, actor, input) => ({ commentId: (await comments.add(tx, actor, input)).id }),
  'comment.update': (tx, actor, input) => comments.update(tx, actor, input),
  'comment.share': (tx, actor, input) => editing.share(tx, actor, input),
  'comment.unshare': (tx, actor, input) => editing.unshare(tx, actor, input),
  'comment.edit': (tx, actor, { commentId }) => editing.edit(tx, actor, commentId),
  'comment.save': (tx, actor, input) => editing.save(tx, actor, input),
  'comment.leaveAsIs': (tx, actor, input) => editing.leaveAsIs(tx, actor, input),
});
