import { useTranslation } from 'react-i18next';
import type { MemberView } from '../../shared/entities.ts';
import { MemberAvatar } from '../ui/avatar.tsx';

/** Who writes along at this moment. */
export function WritingLine({ people }: { people: readonly MemberView[] }) {
  const { t } = useTranslation('comments');
  return (
    <p aria-live="polite" className="flex items-center gap-2 px-4 text-[0.75rem] text-ink-2 not-empty:h-7">
      {people.map((member) => (
        <MemberAvatar key={member.id} name={member.name} color={member.color} size={16} />
      ))}
      {people.length > 0 &&
        t('together.now', { count: people.length, names: people.map(({ name }) => name).join(', ') })}
    </p>
  );
}
