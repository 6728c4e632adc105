import { X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MemberView } from '../../../shared/entities.ts';
import { useScreen, useShown } from '../../connection/screenContext.ts';
import { MemberAvatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { IconButton } from '../../ui/iconButton.tsx';
import { say } from '../../ui/toast.tsx';
import { refusalIn } from '../refusal.ts';
import { Tick } from '../tick.tsx';
import { useAsking } from '../useAsking.ts';
import { FactorCare, RemoveMember } from './memberCare.tsx';
import { ReachFields } from './reachFields.tsx';
import { RoleChoice } from './roleChoice.tsx';
import { commandOf, type Edit, edited, pruned } from './standing.ts';
import { TeamFields } from './teamFields.tsx';

/** One member's rights. What somebody else changes meanwhile shows at once, except where one has changed it oneself. */
export function MemberPanel({ member, onClose }: { member: MemberView; onClose: () => void }) {
  const { t } = useTranslation('settings');
  const screen = useScreen();
  const meId = useShown((state) => state.meId);
  const asking = useAsking();
  const [typed, setTyped] = useState<string | null>(null);
  const [edit, setEdit] = useState<Edit>({});
  const [savedAt, setSavedAt] = useState(member.version);
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => panel.current?.focus(), []);

  const now = edited(member, edit);
  const changes = pruned(member, edit);
  const name = (typed ?? member.name).trim();
  const renamed = name !== member.name;
  const moved = Object.keys(changes).length > 0;
  const dirty = moved || renamed;
  const change = (more: Edit) => {
    asking.clear();
    setEdit({ ...edit, ...more, access: { ...edit.access, ...more.access } });
  };

  async function save() {
    if (!dirty || name === '') return;
    const done = await asking.run(async () => {
      if (renamed) setSavedAt((await screen.ask('member.update', { memberId: member.id, name })).value.version);
      if (moved) setSavedAt((await screen.ask('member.setAccess', commandOf(member.id, changes))).value.version);
    });
    if (!done) return;
    say(t('members.done', { name: member.name }));
    setEdit({});
    setTyped(null);
  }

  const lastAdmin = asking.trouble?.reason === 'conflict';
  return (
    <div
      ref={panel}
      role="dialog"
      aria-label={t('members.panel', { name: member.name })}
      tabIndex={-1}
      onKeyDown={(event) => event.key === 'Escape' && !event.nativeEvent.isComposing && onClose()}
      className="absolute inset-y-0 right-0 z-30 flex w-[480px] max-w-full animate-slide flex-col border-l border-line-strong bg-raised shadow-panel outline-none"
    >
      <header className="flex min-h-14 shrink-0 items-center gap-3 border-b border-line py-2 pr-3 pl-6 max-md:pl-4">
        <MemberAvatar name={member.name} color={member.color} size={32} />
        <div className="min-w-0 flex-1">
          <h2 className="truncate text-large font-semibold">{member.name}</h2>
          <p className="truncate text-meta text-ink-3">{member.email}</p>
        </div>
        <IconButton icon={X} label={t('close')} keys={['Esc']} side="bottom" onClick={onClose} />
      </header>
      <div className="flex flex-1 flex-col gap-6 overflow-y-auto p-6 max-md:p-4">
        {member.id === meId && <p className="rounded-control bg-sel px-3 py-2 text-ink-2">{t('members.yourself')}</p>}
        {member.version > savedAt && (
          <p role="status" className="rounded-control bg-wait-tint px-3 py-2 text-wait">
            {t('members.elsewhere')}
          </p>
        )}
        <Field
          label={t('members.name')}
          maxLength={200}
          autoComplete="off"
          value={typed ?? member.name}
          onChange={(event) => setTyped(event.target.value)}
          error={name === '' ? t('members.nameMissing') : null}
        />
        <RoleChoice role={now.role} onChoose={(role) => change({ role })} />
        <TeamFields mainTeamId={now.mainTeamId} teamIds={now.teamIds} onChange={change} />
        <ReachFields
          name={member.name}
          admin={now.role === 'admin'}
          access={now.access}
          onChange={(access) => change({ access })}
        />
        <div className="border-t border-line pt-5">
          <Tick
            label={t('members.suspend')}
            hint={t('members.suspendHint')}
            checked={now.suspended}
            onTick={(suspended) => change({ suspended })}
          />
        </div>
        {member.id !== meId && <FactorCare member={member} />}
        {member.id !== meId && <RemoveMember member={member} onRemoved={onClose} />}
      </div>
      <footer className="flex shrink-0 flex-wrap items-center gap-2 border-t border-line bg-panel px-6 py-3 max-md:px-4">
        {asking.trouble && (
          <div className="w-full pb-1">
            <FieldError>{lastAdmin ? t('members.lastAdmin') : refusalIn(t, asking.trouble.reason)}</FieldError>
          </div>
        )}
        <Button look="primary" disabled={asking.busy || !dirty} onClick={() => void save()}>
          {t(asking.busy ? 'saving' : 'save')}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {t(dirty ? 'cancel' : 'close')}
        </Button>
      </footer>
    </div>
  );
}
