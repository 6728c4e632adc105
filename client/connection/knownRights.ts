import type { MemberView } from '../../shared/entities.ts';
import { meIn } from '../../shared/state.ts';
import { perScreen } from './perScreen.ts';

export const rightsIn = ({ role, access, mainTeamId, teamIds }: MemberView): string =>
  JSON.stringify({ role, access, mainTeamId, teamIds });

/**
 * The rights that the reader knows of: those he came with, until he is told of others. Asked for when the screen is
 * made, since who tells him is loaded later.
 */
export const knownRights = perScreen(({ store }) => {
  const known = { rights: '' };
  const look = () => {
    const { shown } = store.get();
    if (!shown) return;
    known.rights ||= rightsIn(meIn(shown));
    stop();
  };
  const stop = store.subscribe(look);
  look();
  return known;
});
