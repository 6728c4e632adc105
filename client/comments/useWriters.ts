import { useEffect, useState } from 'react';
import type { MemberView } from '../../shared/entities.ts';
import { useShown } from '../connection/screenContext.ts';
import type { Link } from '../drafts/link.ts';
import { memberIn } from './carets.ts';

/** Colleagues who have this text open at this moment. */
export function useWriters(awareness: Link['awareness'] | null): MemberView[] {
  const [ids, setIds] = useState('');
  const members = useShown((state) => state.members);
  const meId = useShown((state) => state.meId);
  useEffect(() => {
    if (!awareness) return setIds('');
    const look = () => {
      const here = [...awareness.getStates().values()].flatMap((state) => memberIn(state) ?? []);
      setIds(
        [...new Set(here)]
          .filter((id) => id !== meId)
          .sort()
          .join(),
      );
    };
    look();
    awareness.on('change', look);
    return () => awareness.off('change', look);
  }, [awareness, meId]);
  return ids.split(',').flatMap((id) => members[id] ?? []);
}
