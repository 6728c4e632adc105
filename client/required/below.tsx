import './words/load.ts';
import { type FormEvent, type RefObject, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { StatusView } from '../../shared/entities.ts';
import type { PropertyChanges } from '../../shared/propertyKinds.ts';
import { statusName } from '../tickets/names.ts';
import { StatusGlyph } from '../tickets/statusGlyph.tsx';
import { Button } from '../ui/button.tsx';
import { RequiredFields } from './fields.tsx';
import { useAnswers } from './useAnswers.ts';

interface BelowProps {
  status: StatusView;
  keys: readonly string[];
  given: PropertyChanges;
  busy: boolean;
  /** Null: cancelled. */
  onAnswer: (values: PropertyChanges | null) => void;
  /** What Ctrl Enter does while it stands open. */
  confirm: RefObject<() => void>;
}

const writes = (element: Element | null): boolean =>
  element instanceof HTMLElement && (element.isContentEditable || element.matches('input, textarea'));

/** Under the text, which it neither covers nor moves out of sight: what the status needs that is set with the send. */
export function RequiredBelow({ status, keys, given, busy, onAnswer, confirm }: BelowProps) {
  const { t } = useTranslation('required');
  const { t: common } = useTranslation();
  const frame = useRef<HTMLFormElement>(null);
  const answers = useAnswers(keys, given, frame);
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    const values = answers.take();
    if (values) onAnswer(values);
  };
  useEffect(() => {
    confirm.current = submit;
  });
  useEffect(() => {
    frame.current?.scrollIntoView({ block: 'nearest' });
    // Once the menu has gone. Whoever goes on writing meanwhile keeps the caret where it is.
    const timer = setTimeout(() => {
      if (!writes(document.activeElement)) frame.current?.querySelector<HTMLElement>('[data-property]')?.focus();
    }, 60);
    return () => clearTimeout(timer);
  }, []);
  return (
    <form
      ref={frame}
      noValidate
      onSubmit={submit}
      aria-label={t('title', { status: statusName(common, status), count: keys.length })}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onAnswer(null);
      }}
      className="flex max-h-[40vh] shrink-0 animate-arrive flex-col gap-2 overflow-y-auto rounded-b-[9px] border-t border-line bg-inset px-4 py-2.5"
    >
      <p className="flex items-center gap-2">
        <StatusGlyph status={status} />
        <span className="min-w-0 flex-1 font-medium">
          {t('title', { status: statusName(common, status), count: keys.length })}
        </span>
        <span className="shrink-0 text-[0.75rem] text-ink-3 max-md:hidden">{t('untouched')}</span>
      </p>
      <div className="flex flex-wrap items-start gap-2">
        <RequiredFields answers={answers} />
        <div className="flex gap-2 pt-[22px] max-md:basis-full max-md:pt-1">
          <Button look="primary" type="submit" disabled={busy}>
            {t('sendAndSet')}
          </Button>
          <Button look="quiet" onClick={() => onAnswer(null)}>
            {t('cancel')}
          </Button>
        </div>
      </div>
    </form>
  );
}
