import { Check } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 as uuid } from 'uuid';
import type { Input } from '../../shared/contract.ts';
import { Refused, reasonOf } from '../connection/refused.ts';
import { useScreen } from '../connection/screenContext.ts';
import { MakingContext, useSubmitWhenMade } from '../contacts/making.ts';
import { commandKey, isComposing } from '../keyboard/actions.ts';
import { namedIn } from '../required/asking.ts';
import { Button } from '../ui/button.tsx';
import { FieldError } from '../ui/field.tsx';
import { KeyCap } from '../ui/keyCap.tsx';
import { say } from '../ui/toast.tsx';
import { usePlace } from '../views/place.ts';
import { useMet } from './createConcerns.tsx';
import { CreateFields } from './createFields.tsx';
import { blankForm, type CreateForm, filledOf } from './createForm.ts';
import { useCreateForm } from './useCreateForm.ts';

/** What of the form is not asked for elsewhere in the request. */
function inputOf(form: CreateForm, keys: readonly string[]): Omit<Input<'ticket.create'>, 'pipelineId' | 'statusId'> {
  const given = (key: string) => (keys.includes(key) ? filledOf(form, key) : null);
  const priority = given('priority');
  const [owner, team, tags] = [given('owner'), given('team'), given('tags')];
  const apart = ['name', 'pipeline', 'status', 'company', 'contacts', 'priority', 'owner', 'team', 'tags'];
  const rest = keys.filter((key) => !apart.includes(key) && given(key) !== null);
  return {
    name: form.name.trim(),
    ...(priority === 'low' || priority === 'normal' || priority === 'high' ? { priority } : {}),
    ...(keys.includes('contacts') ? { contactIds: [...form.contactIds] } : {}),
    ...(keys.includes('company') && form.companyId ? { companyId: form.companyId } : {}),
    ...(keys.includes('contacts') || keys.includes('company') ? { linkedIds: [...form.linkedIds] } : {}),
    ...(typeof owner === 'string' ? { ownerId: owner } : {}),
    ...(typeof team === 'string' ? { teamId: team } : {}),
    ...(Array.isArray(tags) ? { tags } : {}),
    ...(rest.length > 0 ? { properties: Object.fromEntries(rest.map((key) => [key, given(key)])) } : {}),
  };
}

/** The form, filled in and sent. What was filled in stays until it is a ticket. product: T3–T7. */
export function CreateTicket({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('creating');
  const { t: common } = useTranslation();
  const screen = useScreen();
  const { view, go } = usePlace();
  const frame = useRef<HTMLFormElement>(null);
  const made = useCreateForm();
  const { form, put, pipeline, status, lines, problemOf, refuse } = made;
  useMet(form, put);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  /** The same request until it succeeds, so that trying again makes one ticket. */
  const request = useRef(uuid());
  const focus = (key: string | undefined) =>
    key &&
    frame.current
      ?.querySelector<HTMLElement>(`[data-property="${CSS.escape(key)}"], [data-concerns="${CSS.escape(key)}"] input`)
      ?.focus();
  const focusFirst = () => focus(lines[0]?.property);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it opens
  useEffect(() => void focusFirst(), []);

  const { making, waiting, submit } = useSubmitWhenMade(
    (another: boolean) => void create(another),
    () => setError(t('lacks')),
  );

  async function create(another: boolean): Promise<void> {
    if (busy || !pipeline || !status) return;
    setError(null);
    const wrong = made.check();
    if (wrong) {
      setError(t('lacks'));
      focus(wrong);
      return;
    }
    setBusy(true);
    try {
      const keys = lines.map(({ property }) => property);
      const input = { ...inputOf(form, keys), pipelineId: pipeline.id, statusId: status.id };
      const { value } = await screen.ask('ticket.create', input, request.current);
      say(t('created', { number: `#${value.number}` }));
      made.reset(blankForm({ pipelineId: pipeline.id, statusId: status.id }));
      request.current = uuid();
      setBusy(false);
      if (another) return void focusFirst();
      onClose();
      go(view, value.ticketId);
    } catch (failure) {
      const reason = reasonOf(failure);
      if (reason !== 'unreachable') request.current = uuid();
      const details = failure instanceof Refused ? failure.details : null;
      const named = reason === 'propertiesRequired' ? namedIn(details) : refuse(details);
      if (reason === 'propertiesRequired') made.require(named);
      setError(named.length > 0 ? t('lacks') : t('failed', { why: common(`refusal.${reason}`) }));
      setBusy(false);
    }
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    submit(false);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the panel, wherever in it the focus is
    <div
      className="contents"
      onKeyDown={(event) => {
        if (isComposing(event.nativeEvent)) return;
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(false);
      }}
    >
      <form
        ref={frame}
        id="create-ticket"
        onSubmit={onSubmit}
        noValidate
        className="grid flex-1 auto-rows-min grid-cols-2 content-start gap-x-3 gap-y-4 overflow-y-auto p-6 max-md:p-4 max-sm:grid-cols-1"
      >
        <MakingContext value={making}>
          <CreateFields made={made} problemOf={problemOf} />
        </MakingContext>
      </form>
      <footer className="flex shrink-0 flex-wrap items-center gap-2 border-t border-line bg-panel px-6 py-3 max-md:px-4">
        {error && (
          <div className="w-full">
            <FieldError>{error}</FieldError>
          </div>
        )}
        <Button look="primary" type="submit" form="create-ticket" disabled={busy || waiting}>
          {t(busy || waiting ? 'creating' : 'submit')}
          <span aria-hidden className="flex gap-1 max-md:hidden">
            <KeyCap onAccent>{commandKey(navigator.platform)}</KeyCap>
            <KeyCap onAccent>Enter</KeyCap>
          </span>
        </Button>
        <Button disabled={busy || waiting} onClick={() => submit(true)}>
          {t('another')}
        </Button>
        {form.name.trim() !== '' && (
          <span title={t('keptHint')} className="ml-auto flex items-center gap-1.5 text-[0.75rem] text-ink-3">
            <Check className="size-3.5" aria-hidden />
            {t('kept')}
          </span>
        )}
      </footer>
    </div>
  );
}
