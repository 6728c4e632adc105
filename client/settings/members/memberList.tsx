import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { teamsOf } from '../../../shared/access.ts';
import type { MemberView } from '../../../shared/entities.ts';
import { useShown } from '../../connection/screenContext.ts';
import { MemberAvatar } from '../../ui/avatar.tsx';
import { Chip } from '../../ui/chip.tsx';
import { fieldLook } from '../../ui/field.tsx';
import { Card } from '../card.tsx';

/** Beyond so many people a list wants a search. */
const searchFrom = 8;

/** Those who work here first, each group by name. */
const order = (a: MemberView, b: MemberView) =>
  Number(a.suspended) - Number(b.suspended) || a.name.localeCompare(b.name);

export function MemberList({ openId, onOpen }: { openId: string | null; onOpen: (id: string) => void }) {
  const { t } = useTranslation('settings');
  const all = Object.values(useShown((state) => state.members))
    .filter(({ removed }) => !removed)
    .sort(order);
  const [words, setWords] = useState('');
  const wanted = words.trim().toLowerCase();
  const found = all.filter((member) => `${member.name} ${member.email}`.toLowerCase().includes(wanted));
  return (
    <Card title={t('members.list')} note={t('members.count', { count: all.length })}>
      {all.length >= searchFrom && (
        <div className="border-b border-line p-2">
          <input
            type="search"
            aria-label={t('members.find')}
            placeholder={t('members.find')}
            className={fieldLook}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        </div>
      )}
      {found.length === 0 && (
        <p role="status" className="p-4 text-ink-2">
          {t('members.noneFound')}
        </p>
      )}
      <ul>
        {found.map((member) => (
          <li key={member.id} className="border-line not-first:border-t">
            <MemberRow member={member} open={member.id === openId} onOpen={() => onOpen(member.id)} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function MemberRow({ member, open, onOpen }: { member: MemberView; open: boolean; onOpen: () => void }) {
  const { t } = useTranslation('settings');
  const meId = useShown((state) => state.meId);
  const teams = useShown((state) => state.teams);
  const names = teamsOf(member).flatMap((id) => teams[id]?.name ?? []);
  return (
    <button
      type="button"
      aria-label={t('members.open', { name: member.name })}
      aria-expanded={open}
      onClick={onOpen}
      className={`flex min-h-13 w-full items-center gap-3 px-4 py-2 text-left -outline-offset-2 ${open ? 'bg-sel' : 'hover:bg-hover'}`}
    >
      <span className={member.suspended ? 'opacity-40' : ''}>
        <MemberAvatar name={member.name} color={member.color} size={28} />
      </span>
      <span className="min-w-0 flex-1">
        <span className="flex items-center gap-2">
          <span className="truncate font-medium">{member.name}</span>
          {member.id === meId && <span className="text-ink-3">({t('you')})</span>}
          {member.suspended && <Chip tone="danger">{t('members.suspended')}</Chip>}
        </span>
        <span className="block truncate text-meta text-ink-3">{member.email}</span>
      </span>
      <span className="w-44 shrink-0 max-lg:w-32 max-sm:w-auto">
        <span className="block">{t(`role.${member.role}`)}</span>
        <span className="block truncate text-meta text-ink-3 max-sm:hidden">
          {names.length > 0 ? names.join(', ') : t('members.noTeam')}
        </span>
      </span>
      <ChevronRight className="size-4 shrink-0 text-ink-3" aria-hidden />
    </button>
  );
}
