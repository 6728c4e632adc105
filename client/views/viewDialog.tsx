import { Dialog } from '@base-ui/react/dialog';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomView } from '../../shared/contract/views.ts';
import { newerIn, reasonOf } from '../connection/refused.ts';
import { useScreen, useShown } from '../connection/screenContext.ts';
import { Choice } from '../settings/choice.tsx';
import { useChoice, useList } from '../tickets/listChoice.ts';
import { Button } from '../ui/button.tsx';
import { Field, FieldError } from '../ui/field.tsx';
import { Overtaken } from '../ui/overtaken.tsx';
import { say } from '../ui/toast.tsx';
import { type PlaceView, usePlace } from './place.ts';
import { baseOf, saveView, wholeFilter } from './saving.ts';

interface ViewDialogProps {
  /** The list that is to become a view; or, with `view`, what that is called and who has it. */
  from: PlaceView;
  view?: CustomView;
  onClose: () => void;
}

/** Names a view and says who has it. */
export function ViewDialog({ from, view, onClose }: ViewDialogProps) {
  const { t } = useTranslation('views');
  const { t: common } = useTranslation();
  const screen = useScreen();
  const { go } = usePlace();
  const list = useList(from);
  const choice = useChoice(from);
  const teams = useShown((state) => state.teams);
  const now = useShown((state) => state.views[view?.id ?? '']);
  const [begun, setBegun] = useState(view);
  const [newer, setNewer] = useState(0);
  const base = begun ? baseOf(begun, now, ['name', 'sharing', 'teamId']) : 0;
  const newest = Math.max(newer, now?.version ?? 0);
  const [name, setName] = useState(view?.name ?? '');
  const [sharing, setSharing] = useState<CustomView['sharing']>(view?.sharing ?? 'private');
  const [teamId, setTeamId] = useState(view?.teamId ?? '');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const nameError = tried && name.trim() === '' ? t('own.nameMissing') : null;
  const teamError = tried && sharing === 'team' && teamId === '' ? t('own.teamMissing') : null;

  const load = () => {
    if (!now) return;
    setBegun(now);
    setName(now.name);
    setSharing(now.sharing);
    setTeamId(now.teamId ?? '');
  };
  const save = async (baseVersion: number) => {
    setTried(true);
    if (busy || name.trim() === '' || (sharing === 'team' && teamId === '')) return;
    setBusy(true);
    setTrouble(null);
    const shared = { sharing, teamId: sharing === 'team' ? teamId : null };
    const { sort, layout, columns } = choice;
    try {
      const input = view ? { viewId: view.id, baseVersion } : { filter: wholeFilter(list), sort, layout, columns };
      const renamed = !begun || name.trim() !== begun.name;
      const given = !begun || sharing !== begun.sharing || shared.teamId !== begun.teamId;
      const viewId = await saveView(screen, { ...input, ...(renamed && { name: name.trim() }), ...(given && shared) });
      if (!view) {
        choice.giveUp('where', 'sort');
        go(`v-${viewId}`);
      }
      say(t('own.saved', { name: name.trim() }));
      onClose();
    } catch (error) {
      const version = newerIn(error);
      if (version) setNewer(version);
      else setTrouble(t('own.refused', { why: common(`refusal.${reasonOf(error)}`) }));
      setBusy(false);
    }
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save(base);
  };
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-scrim" />
        <Dialog.Popup className="fixed top-[15vh] left-1/2 z-50 w-[420px] max-w-[calc(100vw-32px)] -translate-x-1/2 rounded-[12px] border border-line-strong bg-raised p-6 text-ink shadow-panel outline-none">
          <Dialog.Title className="text-[1rem]/6 font-semibold">
            {view ? t('own.editTitle') : t('own.saveTitle')}
          </Dialog.Title>
          <form className="mt-4 flex flex-col gap-4" onSubmit={submit} noValidate>
            <Field
              label={t('own.name')}
              required
              maxLength={80}
              autoFocus
              value={name}
              error={nameError}
              onChange={(event) => setName(event.target.value)}
            />
            <Choice
              label={t('own.sharing')}
              hint={sharing === 'private' ? undefined : t('own.sharedHint')}
              value={sharing}
              options={(['private', 'team', 'everyone'] as const).map((value) => ({ value, name: t(`own.${value}`) }))}
              onChoose={setSharing}
            />
            {sharing === 'team' && (
              <div>
                <Choice
                  label={t('own.whichTeam')}
                  value={teamId}
                  options={[
                    { value: '', name: '—' },
                    ...Object.values(teams).map((team) => ({ value: team.id, name: team.name })),
                  ]}
                  onChoose={setTeamId}
                />
                {teamError && <FieldError>{teamError}</FieldError>}
              </div>
            )}
            {view && newest > base && !busy && (
              <Overtaken
                loadable={now?.version === newest}
                busy={busy}
                onLoad={load}
                onOver={() => void save(newest)}
              />
            )}
            {trouble && <FieldError>{trouble}</FieldError>}
            <div className="flex justify-end gap-2">
              <Button look="quiet" onClick={onClose}>
                {t('own.cancel')}
              </Button>
              <Button look="primary" type="submit" disabled={busy}>
                {t('own.save')}
              </Button>
            </div>
          </form>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
