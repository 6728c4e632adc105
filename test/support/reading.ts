import type { Id } from '../../shared/ids.ts';
import type { State } from '../../shared/state.ts';
import { passOverHidden } from './client.ts';
import type { Screen } from './screen.ts';

/** What two screens of the same member must agree on: all but where each has got to. */
export function comparable({ seq: _seq, lost: _lost, ...rest }: State) {
  return rest;
}

async function readOnce(screen: Screen, opened: readonly Id[]): Promise<void> {
  await screen.list();
  await screen.allContacts();
  await screen.allCompanies();
  for (const id of opened) await screen.open(id).catch(passOverHidden);
}

/** Reads all that a member may see, as a screen that has been everywhere. What was read before a reset is void, errors too. */
export async function readEverything(screen: Screen, opened: readonly Id[] = []): Promise<void> {
  for (;;) {
    const resets = screen.resets.length;
    const failure = await readOnce(screen, opened).then(
      () => null,
      (error: unknown) => ({ error }),
    );
    if (screen.resets.length === resets) {
      if (failure) throw failure.error;
      return;
    }
    await screen.until('the screen has loaded anew', () => true);
  }
}
