import type { Reader } from '../data/reader.ts';
import type { Snapshot } from '../data/snapshot.ts';
import type { Call } from './call.ts';

/** What a reading command looks at: its transaction, or the state of this moment. */
export interface View {
  reader: Reader;
  /** To be put to rest when the command is done; a transaction keeps its own. */
  snapshot: Snapshot | undefined;
  /** Indexes younger than this write number are not in the view. */
  since: number | undefined;
}

function viewOf({ transaction, store }: Call): View {
  if (transaction) return { reader: transaction.overlay, snapshot: undefined, since: transaction.since };
  const snapshot = store.snapshot();
  return { reader: snapshot, snapshot, since: undefined };
}

/** Runs `work` on a view and lets the view go afterwards. */
export async function viewing<T>(call: Call, work: (view: View) => Promise<T>): Promise<T> {
  const view = viewOf(call);
  try {
    return await work(view);
  } finally {
    view.snapshot?.rest();
  }
}
