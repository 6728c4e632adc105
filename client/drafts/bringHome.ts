import type { DraftKind } from '../../shared/entities.ts';
import type { State } from '../../shared/state.ts';
import { perScreen } from '../connection/perScreen.ts';
import type { Screen } from '../connection/screen.ts';
import { bringAlong } from './along.ts';
import { unsavedIf } from './disk.ts';
import { slotPrefix } from './slotPrefix.ts';
import { slotsOf } from './slots.ts';

/** What was typed here before and never reached the server, whichever ticket it is for, goes there as soon as it can. */
export const bringHome = perScreen((screen: Screen) => {
  return firstShown(screen)
    .then(async ({ workspace, meId }) => {
      const prefix = slotPrefix(workspace.id, meId);
      const left = await unsavedIf((slot) => slot.startsWith(prefix));
      for (const { key, slot } of left) {
        const parts = slot.slice(prefix.length).split('/');
        const [ticketId, kind] = parts.slice(-2);
        if (!ticketId || !isKind(kind)) continue;
        if (parts[0] === 'along') {
          void bringAlong(screen, { docId: key, gen: 0 }, { ticketId, kind }).catch(() => {});
          continue;
        }
        // Whoever lets go of a slot leaves it open until all is saved.
        const { slot: held, release } = slotsOf(screen).hold(ticketId, kind);
        held.bringLate(key);
        release();
      }
    })
    .catch(() => {});
});

/** While a screen begins anew it shows nothing. */
const firstShown = (screen: Screen) =>
  new Promise<State>((resolve) => {
    const look = () => {
      const { shown } = screen.store.get();
      if (!shown) return;
      forget();
      resolve(shown);
    };
    const forget = screen.store.subscribe(look);
    look();
  });

const isKind = (kind: string | undefined): kind is DraftKind => kind === 'reply' || kind === 'comment';
