import '../notices/words/load.ts';
import { Pencil } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Presence } from '../../shared/presence.ts';
import { type Colleague, inWords, isWriting, lineOf, useColleagues } from './colleagues.ts';
import { WritingDots } from './dots.tsx';

/** More would push the row's words away. */
const shown = 3;

/** Ring: looks at it. Pill with dots: writes. Pencil: has begun and is elsewhere. In the person's colour. */
export default function RowDots({ people }: { people: readonly Presence[] }) {
  const { t } = useTranslation('notices');
  const colleagues = useColleagues(people);
  if (colleagues.length === 0) return null;
  const words = colleagues.map((one) => inWords(t, one)).join(', ');
  return (
    <span role="img" aria-label={words} title={words} className="flex shrink-0 items-center gap-1">
      {colleagues.slice(0, shown).map((one) => (
        <Dot key={one.member.id} colleague={one} />
      ))}
    </span>
  );
}

function Dot({ colleague: { member, presence } }: { colleague: Colleague }) {
  const line = lineOf(member);
  if (isWriting(presence)) {
    return (
      <span className={`flex h-2.5 w-[18px] items-center justify-center rounded-full bg-current ${line}`}>
        <WritingDots className="text-white dark:text-(--bg)" />
      </span>
    );
  }
  if (presence.doing === null) return <Pencil className={`size-3 ${line}`} />;
  return (
    <span
      className={`size-[9px] rounded-full border-2 border-current ${line} ${presence.doing === 'idle' ? 'opacity-45' : ''}`}
    />
  );
}
