import type { CommentView } from '../../shared/entities.ts';
import { perScreen } from '../connection/perScreen.ts';
import { createStore } from '../connection/store.ts';

/** Comments on their way to the server; each goes when the log has brought it, or when it was refused. */
export const outgoingOf = perScreen(() => createStore<readonly CommentView[]>([]));
