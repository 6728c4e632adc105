import '../notices/words/load.ts';
import { Pencil } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { MemberAvatar } from '../ui/avatar.tsx';
import { Tip } from '../ui/tip.tsx';
import { type Colleague, inWords, isWriting, useColleagues } from './colleagues.ts';
import { WritingDots } from './dots.tsx';
import { usePresence } from './usePresence.ts';

const shown = 4;

/** Colleagues who have this ticket before them, and what they are about to do. */
export function WhoIsHere({ ticketId }: { ticketId: string }) {
  const { t } = useTranslation('notices');
  const colleagues = useColleagues(usePresence(ticketId));
  if (colleagues.length === 0) return null;
  const more = colleagues.slice(shown);
  return (
    <ul aria-label={t('presence.here')} className="flex shrink-0 items-center -space-x-1">
      {colleagues.slice(0, shown).map((one) => (
        <Face key={one.member.id} colleague={one} words={inWords(t, one)} />
      ))}
      {more.length > 0 && (
        <Tip text={more.map((one) => inWords(t, one)).join(', ')} side="bottom">
          <li className="pl-2 text-meta text-ink-3">+{more.length}</li>
        </Tip>
      )}
    </ul>
  );
}

const fills = ['bg-(--person-0)', 'bg-(--person-1)', 'bg-(--person-2)', 'bg-(--person-3)', 'bg-(--person-4)'] as const;

function Face({ colleague: { member, presence }, words }: { colleague: Colleague; words: string }) {
  const quiet = presence.doing === 'idle' || presence.doing === null;
  const fill = fills[member.color % fills.length];
  return (
    <Tip text={words} side="bottom">
      <li data-presence={presence.doing ?? 'draft'} className="relative flex">
        <span className={`rounded-full ring-2 ring-page ${quiet ? 'opacity-50' : ''}`}>
          <MemberAvatar name={member.name} color={member.color} size={24} label={words} />
        </span>
        {isWriting(presence) && (
          <span
            className={`absolute -right-1 -bottom-1 flex h-2.5 w-[18px] items-center justify-center rounded-full text-white ring-2 ring-page ${fill}`}
          >
            <WritingDots />
          </span>
        )}
        {presence.draft && !isWriting(presence) && (
          <span className={`absolute -right-1 -bottom-1 rounded-full p-0.5 text-white ring-2 ring-page ${fill}`}>
            <Pencil className="size-2" strokeWidth={2.5} aria-hidden />
          </span>
        )}
      </li>
    </Tip>
  );
}
