import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import type { MemberView } from '../../shared/entities.ts';
import type { Presence } from '../../shared/presence.ts';
import { useShown } from '../connection/screenContext.ts';

export interface Colleague {
  member: MemberView;
  presence: Presence;
}

const order = ['replying', 'commenting', 'viewing', 'idle', null];

/** The others among these, who writes before who reads. */
export function useColleagues(people: readonly Presence[]): Colleague[] {
  const members = useShown((state) => state.members);
  const meId = useShown((state) => state.meId);
  return useMemo(
    () =>
      people
        .flatMap((presence) => {
          const member = presence.memberId === meId ? undefined : members[presence.memberId];
          return member ? [{ member, presence }] : [];
        })
        .sort((a, b) => order.indexOf(a.presence.doing) - order.indexOf(b.presence.doing)),
    [people, members, meId],
  );
}

export const isWriting = ({ doing }: Presence): boolean => doing === 'replying' || doing === 'commenting';

/** What he does, in words. */
export function inWords(t: TFunction<'notices'>, { member: { name }, presence: { doing, draft } }: Colleague): string {
  if (doing === null) return t('presence.draft', { name });
  const does = t(`presence.${doing}`, { name });
  return draft && doing !== 'replying' && doing !== 'commenting' ? t('presence.andDraft', { does }) : does;
}

const lines = [
  'text-(--person-line-0)',
  'text-(--person-line-1)',
  'text-(--person-line-2)',
  'text-(--person-line-3)',
  'text-(--person-line-4)',
] as const;

export const lineOf = ({ color }: MemberView): string => lines[color % lines.length] ?? lines[0];
