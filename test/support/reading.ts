import type { Id } from '../../shared/ids.ts';
import type { State } from '../../shared/state.ts';
import { Refused } from './client.ts';
import type { Screen } from './screen.ts';

/** What two screens of the same member must agree on: all but where each has got to. */
export function comparable({ seq: _seq, lost: _lost, ...rest }: State) {
  return rest;
}

/** Reads all that a member may see, as a screen that has been everywhere. */
export async function readEverything(screen: Screen, opened: readonly Id[] = []): Promise<void> {
  await screen.list();
  await screen.allContacts();
  await screen.allCompanies();
  for (const id of opened)
    await screen.open(id).catch((error: unknown) => {
      // What he may not see is not opened; a line that was lost is another matter.
      if (!(error instanceof Refused)) throw error;
    });
}
