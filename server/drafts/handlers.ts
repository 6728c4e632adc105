import type { CommandHandlers, QueryHandlers } from '../rpc/handler.ts';
import type { DraftSending } from './sending.ts';
import type { DraftService } from './service.ts';

export const draftQueries = (drafts: DraftService): QueryHandlers<'draft.list' | 'draft.files'> => ({
  'draft.list': (actor, input) => drafts.list(actor, input),
  'draft.files': (actor, input) => drafts.files(actor, input),
});

export const draftCommands = (
  drafts: DraftService,
  sending: DraftSending,
  /** Waits until all that was typed into a document on this node is stored. */
  settle: (docId: string) => Promise<void>,
): CommandHandlers<
  | 'draft.open'
  | 'draft.discard'
  | 'draft.restore'
  | 'draft.share'
  | 'draft.unshare'
  | 'draft.handOver'
  | 'draft.send'
  | 'comment.post'
  | 'message.undo'
> => ({
  'draft.open': (tx, actor, input) => drafts.open(tx, actor, input),
  'draft.discard': (tx, actor, input) => drafts.discard(tx, actor, input),
  'draft.restore': (tx, actor, input) => drafts.restore(tx, actor, input),
  'draft.share': (tx, actor, input) => drafts.share(tx, actor, input),
  'draft.unshare': (tx, actor, input) => drafts.unshare(tx, actor, input),
  'draft.handOver': (tx, actor, input) => drafts.handOver(tx, actor, input),
  'draft.send': {
    async ahead(_, input) {
      await settle(input.docId);
      return (tx, actor) => sending.send(tx, actor, input);
    },
  },
  'comment.post': {
    async ahead(_, input) {
      await settle(input.docId);
      return (tx, actor) => sending.post(tx, actor, input);
    },
  },
  'message.undo': (tx, actor, { messageId }) => sending.undo(tx, actor, messageId),
});
