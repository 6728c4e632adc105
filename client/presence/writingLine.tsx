import '../notices/words/load.ts';
import { useTranslation } from 'react-i18next';
import { MemberAvatar } from '../ui/avatar.tsx';
import { type Colleague, inWords, isWriting, lineOf, useColleagues } from './colleagues.ts';
import { WritingDots } from './dots.tsx';
import { usePresence } from './usePresence.ts';

/** Says above the composer who else is writing. */
export function WritingLine({ ticketId }: { ticketId: string }) {
  const { t } = useTranslation('notices');
  const writing = useColleagues(usePresence(ticketId)).filter(({ presence }) => isWriting(presence));
  const [first] = writing;
  if (!first) return null;
  return (
    <p className="flex h-7 shrink-0 items-center gap-2 px-4 text-[0.75rem] text-ink-2 max-md:px-3">
      <span className="flex -space-x-1">
        {writing.slice(0, 3).map(({ member }) => (
          <MemberAvatar key={member.id} name={member.name} color={member.color} size={16} />
        ))}
      </span>
      <span className="truncate">{saying(writing)}</span>
      <WritingDots className={lineOf(first.member)} />
    </p>
  );

  function saying(people: Colleague[]): string {
    const [one, two] = people;
    if (one && !two) return inWords(t, one);
    if (one && two && people.length === 2) return t('presence.two', { one: one.member.name, two: two.member.name });
    return t('presence.several', { name: one?.member.name ?? '', count: people.length - 1 });
  }
}
