import { useTranslation } from 'react-i18next';
import { teamsOf } from '../../shared/access.ts';
import { meIn, type State } from '../../shared/state.ts';
import { useShown } from '../connection/screenContext.ts';

/** What a member or a team is called now; undefined for one that is gone. */
export const nameIn = (state: State, id: string): string | undefined =>
  state.members[id]?.name ?? state.teams[id]?.name;

const isMe = (state: State, id: string): boolean => state.meId === id || teamsOf(meIn(state)).includes(id);

/** Text holds only an id; the name is looked up here, so a person who is renamed is called by his new name. */
export function Mention({ id }: { id: string }) {
  const { t } = useTranslation('comments');
  const name = useShown((state) => nameIn(state, id));
  const mine = useShown((state) => isMe(state, id));
  return (
    <span className={`rounded-chip px-0.5 text-mention ${mine ? 'bg-mention-tint font-semibold' : 'font-medium'}`}>
      @{name ?? t('goneTeam')}
    </span>
  );
}
