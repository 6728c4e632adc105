import '../contacts/words/load.ts';
import { Check, X } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 as uuid } from 'uuid';
import { priorities } from '../../shared/order.ts';
import { reasonOf } from '../connection/refused.ts';
import { useScreen, useShown } from '../connection/screenContext.ts';
import { useStore } from '../connection/store.ts';
import { commandKey, isComposing } from '../keyboard/actions.ts';
import { MemberAvatar, NobodyAvatar } from '../ui/avatar.tsx';
import { Button } from '../ui/button.tsx';
import { Field, FieldError } from '../ui/field.tsx';
import { IconButton } from '../ui/iconButton.tsx';
import { KeyCap } from '../ui/keyCap.tsx';
import { say } from '../ui/toast.tsx';
import { usePlace } from '../views/place.ts';
import { CreateConcerns } from './createConcerns.tsx';
import { blankForm, type CreateForm, createFormOf } from './createForm.ts';
import { pipelineName, statusName } from './names.ts';
import { useOwners } from './owners.ts';
import { PriorityBars } from './priorityBars.tsx';
import { SelectField } from './selectField.tsx';
import { StatusGlyph } from './statusGlyph.tsx';

/** A ticket made by hand: three things are needed. It slides in from the right; the desk stays usable. */
export default function CreatePanel({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { t: words } = useTranslation('contacts');
  const screen = useScreen();
  const { view, go } = usePlace();
  const store = createFormOf(screen);
  const form = useStore(store, (value) => value);
  const put = (fields: Partial<CreateForm>) => store.set((before) => ({ ...before, ...fields }));
  const pipelines = Object.values(useShown((state) => state.pipelines));
  const pipeline = pipelines.find((one) => one.id === form.pipelineId) ?? pipelines[0];
  const statuses = pipeline?.statuses.filter(({ atCreation }) => atCreation !== false) ?? [];
  const status = statuses.find((one) => one.id === form.statusId) ?? statuses[0];
  const meId = useShown((state) => state.meId);
  const owners = useOwners();
  const owner = owners.find((member) => member.id === form.ownerId);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  /** The same request until it succeeds, so that trying again makes one ticket. */
  const request = useRef(uuid());
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);

  async function submit(another: boolean): Promise<void> {
    if (busy || !pipeline || !status) return;
    if (!form.name.trim()) {
      setMissing(true);
      return field.current?.focus();
    }
    setBusy(true);
    setError(null);
    try {
      const { companyId, contactIds, linkedIds, ownerId, priority } = form;
      const input = {
        name: form.name.trim(),
        pipelineId: pipeline.id,
        statusId: status.id,
        priority,
        contactIds: [...contactIds],
        linkedIds: [...linkedIds],
        ...(companyId ? { companyId } : {}),
        ...(ownerId === undefined ? {} : { ownerId }),
      };
      const { value } = await screen.ask('ticket.create', input, request.current);
      say(t('create.created', { number: `#${value.number}` }));
      store.set(() => blankForm({ pipelineId: pipeline.id, statusId: status.id }));
      request.current = uuid();
      setBusy(false);
      if (another) return field.current?.focus();
      onClose();
      go(view, value.ticketId);
    } catch (failure) {
      const reason = reasonOf(failure);
      if (reason !== 'unreachable') request.current = uuid();
      setError(t('create.failed', { why: t(`refusal.${reason}`) }));
      setBusy(false);
    }
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void submit(false);
  };
  const ownerWord = (member: { id: string; name: string }) =>
    member.id === meId ? t('owner.me', { name: member.name }) : member.name;

  return (
    <div
      role="dialog"
      aria-label={t('create.title')}
      onKeyDown={(event) => {
        if (isComposing(event.nativeEvent)) return;
        if (event.key === 'Escape') onClose();
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void submit(false);
      }}
      className="absolute inset-y-0 right-0 z-30 flex w-[480px] max-w-full animate-slide flex-col border-l border-line-strong bg-raised shadow-panel"
    >
      <header className="flex h-14 shrink-0 items-center justify-between border-b border-line pr-3 pl-6 max-md:pl-4">
        <h2 className="text-large font-semibold">{t('create.title')}</h2>
        <IconButton icon={X} label={t('create.close')} keys={['Esc']} side="bottom" onClick={onClose} />
      </header>
      <form
        id="create-ticket"
        onSubmit={onSubmit}
        noValidate
        className="flex flex-1 flex-col gap-4 overflow-y-auto p-6 max-md:p-4"
      >
        <Field
          ref={field}
          required
          label={t('create.name')}
          maxLength={300}
          value={form.name}
          onChange={(event) => {
            put({ name: event.target.value });
            setMissing(false);
          }}
          error={missing ? t('create.nameMissing') : null}
        />
        <div className="grid grid-cols-2 gap-3 max-sm:grid-cols-1">
          <SelectField
            required
            label={t('create.pipeline')}
            value={pipeline ? pipelineName(t, pipeline) : ''}
            options={pipelines.map((one) => ({
              id: one.id,
              name: pipelineName(t, one),
              chosen: one.id === pipeline?.id,
            }))}
            onChoose={(id) => put({ pipelineId: id, statusId: '' })}
          />
          <SelectField
            required
            label={t('create.status')}
            value={status ? statusName(t, status) : ''}
            icon={<StatusGlyph status={status} />}
            options={statuses.map((one) => ({
              id: one.id,
              name: statusName(t, one),
              chosen: one.id === status?.id,
              icon: <StatusGlyph status={one} />,
            }))}
            onChoose={(statusId) => put({ statusId })}
          />
        </div>
        <hr className="border-line" />
        <CreateConcerns form={form} put={put} />
        <div className="grid grid-cols-2 gap-3 max-sm:grid-cols-1">
          <SelectField
            label={words('owner')}
            value={owner ? ownerWord(owner) : t('owner.nobody')}
            icon={owner ? <MemberAvatar name={owner.name} color={owner.color} size={18} /> : <NobodyAvatar size={18} />}
            options={[
              ...owners.map((member) => ({
                id: member.id,
                name: ownerWord(member),
                chosen: member.id === form.ownerId,
                icon: <MemberAvatar name={member.name} color={member.color} size={18} />,
              })),
              { id: '', name: t('owner.nobody'), chosen: !owner, icon: <NobodyAvatar size={18} /> },
            ]}
            onChoose={(id) => put({ ownerId: id || undefined })}
          />
          <SelectField
            label={words('priority')}
            value={t(`priority.${form.priority}`)}
            icon={<PriorityBars priority={form.priority} />}
            options={priorities.map((priority) => ({
              id: priority,
              name: t(`priority.${priority}`),
              chosen: priority === form.priority,
              icon: <PriorityBars priority={priority} />,
            }))}
            onChoose={(id) => put({ priority: priorities.find((one) => one === id) ?? 'normal' })}
          />
        </div>
        {error && <FieldError>{error}</FieldError>}
      </form>
      <footer className="flex shrink-0 flex-wrap items-center gap-2 border-t border-line bg-panel px-6 py-3 max-md:px-4">
        <Button look="primary" type="submit" form="create-ticket" disabled={busy}>
          {t(busy ? 'create.creating' : 'create.submit')}
          <span aria-hidden className="flex gap-1 max-md:hidden">
            <KeyCap onAccent>{commandKey(navigator.platform)}</KeyCap>
            <KeyCap onAccent>Enter</KeyCap>
          </span>
        </Button>
        <Button disabled={busy} onClick={() => void submit(true)}>
          {words('createAnother')}
        </Button>
        {form.name.trim() !== '' && (
          <span title={words('write.kept')} className="ml-auto flex items-center gap-1.5 text-[0.75rem] text-ink-3">
            <Check className="size-3.5" aria-hidden />
            {words('kept')}
          </span>
        )}
      </footer>
    </div>
  );
}
