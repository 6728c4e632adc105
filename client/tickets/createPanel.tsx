import { X } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 as uuid } from 'uuid';
import { reasonOf } from '../connection/refused.ts';
import { useScreen, useShown } from '../connection/screenContext.ts';
import { isComposing } from '../keyboard/actions.ts';
import { Button } from '../ui/button.tsx';
import { Field, FieldError } from '../ui/field.tsx';
import { IconButton } from '../ui/iconButton.tsx';
import { say } from '../ui/toast.tsx';
import { usePlace } from '../views/place.ts';
import { pipelineName, statusName } from './names.ts';
import { SelectField } from './selectField.tsx';
import { StatusGlyph } from './statusGlyph.tsx';

/** A ticket made by hand: name, pipeline, status. It slides in from the right; the desk stays usable. */
export default function CreatePanel({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const screen = useScreen();
  const { view, go } = usePlace();
  const pipelines = Object.values(useShown((state) => state.pipelines));
  const [pipelineId, setPipelineId] = useState(pipelines[0]?.id ?? '');
  const pipeline = pipelines.find((one) => one.id === pipelineId);
  const statuses = pipeline?.statuses ?? [];
  const [statusId, setStatusId] = useState(statuses[0]?.id ?? '');
  const status = statuses.find((one) => one.id === statusId) ?? statuses[0];
  const [name, setName] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  /** The same request until it succeeds, so that trying again makes one ticket. */
  const request = useRef(uuid());
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);

  async function submit(event?: FormEvent): Promise<void> {
    event?.preventDefault();
    if (busy || !pipeline || !status) return;
    if (!name.trim()) {
      setMissing(true);
      return field.current?.focus();
    }
    setBusy(true);
    setError(null);
    try {
      const input = { name: name.trim(), pipelineId: pipeline.id, statusId: status.id };
      const { value } = await screen.ask('ticket.create', input, request.current);
      say(t('create.created', { number: `#${value.number}` }));
      onClose();
      go(view, value.ticketId);
    } catch (failure) {
      const reason = reasonOf(failure);
      if (reason !== 'unreachable') request.current = uuid();
      setError(t('create.failed', { why: t(`refusal.${reason}`) }));
      setBusy(false);
    }
  }

  return (
    <aside
      role="dialog"
      aria-label={t('create.title')}
      onKeyDown={(event) => {
        if (isComposing(event.nativeEvent)) return;
        if (event.key === 'Escape') onClose();
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void submit();
      }}
      className="absolute inset-y-0 right-0 z-30 flex w-[480px] max-w-full animate-slide flex-col border-l border-line-strong bg-raised shadow-panel"
    >
      <header className="flex h-14 shrink-0 items-center justify-between border-b border-line pr-3 pl-6 max-md:pl-4">
        <h2 className="text-large font-semibold">{t('create.title')}</h2>
        <IconButton icon={X} label={t('create.close')} keys={['Esc']} side="bottom" onClick={onClose} />
      </header>
      <form
        id="create-ticket"
        onSubmit={(event) => void submit(event)}
        noValidate
        className="flex flex-1 flex-col gap-4 overflow-y-auto p-6 max-md:p-4"
      >
        <Field
          ref={field}
          required
          label={t('create.name')}
          maxLength={300}
          value={name}
          onChange={(event) => {
            setName(event.target.value);
            setMissing(false);
          }}
          error={missing ? t('create.nameMissing') : null}
        />
        <div className="grid grid-cols-2 gap-3 max-sm:grid-cols-1">
          <SelectField
            label={t('create.pipeline')}
            value={pipeline ? pipelineName(t, pipeline) : ''}
            options={pipelines.map((one) => ({
              id: one.id,
              name: pipelineName(t, one),
              chosen: one.id === pipelineId,
            }))}
            onChoose={(id) => {
              setPipelineId(id);
              setStatusId('');
            }}
          />
          <SelectField
            label={t('create.status')}
            value={status ? statusName(t, status) : ''}
            icon={<StatusGlyph status={status} />}
            options={statuses.map((one) => ({
              id: one.id,
              name: statusName(t, one),
              chosen: one.id === status?.id,
              icon: <StatusGlyph status={one} />,
            }))}
            onChoose={setStatusId}
          />
        </div>
        {error && <FieldError>{error}</FieldError>}
      </form>
      <footer className="flex shrink-0 items-center gap-2 border-t border-line bg-panel px-6 py-3 max-md:px-4">
        <Button look="primary" type="submit" form="create-ticket" disabled={busy}>
          {t(busy ? 'create.creating' : 'create.submit')}
        </Button>
      </footer>
    </aside>
  );
}
