import { useMemo } from 'react';
import type { MemberView } from '../../shared/entities.ts';
import { useShown } from '../connection/screenContext.ts';

/** Who may be made an owner: the reader first, then everybody active by name. */
export function useOwners(): MemberView[] {
  const members = useShown((state) => state.members);
  const meId = useShown((state) => state.meId);
  return useMemo(
    () =>
      Object.values(members)
        .filter((member) => !member.suspended)
        .sort((a, b) => Number(b.id === meId) - Number(a.id === meId) || a.name.localeCompare(b.name)),
    [members, meId],
  );
}
