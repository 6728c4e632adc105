import './words/load.ts';
import { Popover } from '@base-ui/react/popover';
import { type FormEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { isComposing } from '../keyboard/actions.ts';
import { statusName } from '../tickets/names.ts';
import { StatusGlyph } from '../tickets/statusGlyph.tsx';
import { Button } from '../ui/button.tsx';
import type { Question } from './asking.ts';
import { RequiredFields } from './fields.tsx';
import { useAnswers } from './useAnswers.ts';

/** Where nothing on the page stands for the ticket: near the top, in the middle. */
const inTheMiddle = { getBoundingClientRect: () => new DOMRect(window.innerWidth / 2, 96, 0, 0) };

/** Asks for what a status requires, beside what was moved there. The rest of the page stays usable. product: T9. */
export default function Prompt({ question }: { question: Question }) {
  const { t } = useTranslation('required');
  const { t: common } = useTranslation();
  const { status, keys, count, at, given, answer } = question;
  const frame = useRef<HTMLDivElement>(null);
  const answers = useAnswers(keys, given, frame);
  const name = statusName(common, status);
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    const values = answers.take();
    if (values) answer(values);
  };
  return (
    <Popover.Root
      open
      onOpenChange={(open, { reason, cancel }) => {
        if (open) return;
        // Whoever writes on elsewhere has not answered; a click elsewhere does not throw away what was filled in.
        if (reason === 'focus-out' || (reason === 'outside-press' && answers.begun)) return cancel();
        answer(null);
      }}
    >
      <Popover.Portal>
        <Popover.Positioner
          anchor={at ?? inTheMiddle}
          side="bottom"
          align={at ? 'start' : 'center'}
          sideOffset={6}
          collisionPadding={12}
          className="z-40 outline-none"
        >
          <Popover.Popup
            ref={frame}
            initialFocus={() => frame.current?.querySelector<HTMLElement>('[data-property]') ?? true}
            finalFocus={() => (at instanceof HTMLElement && at.isConnected ? at : true)}
            className="max-h-[var(--available-height)] w-80 max-w-[calc(100vw-24px)] animate-arrive overflow-y-auto rounded-card border border-line-strong bg-raised text-ink shadow-pop outline-none"
          >
            <form
              noValidate
              onSubmit={submit}
              onKeyDown={(event) => {
                if (isComposing(event.nativeEvent) || event.key !== 'Enter') return;
                if (event.ctrlKey || event.metaKey) submit(event);
              }}
              className="flex flex-col gap-3 p-4"
            >
              <Popover.Title className="flex items-start gap-2 font-semibold">
                <span className="mt-[3px]">
                  <StatusGlyph status={status} />
                </span>
                <span>{t('title', { status: name, count: keys.length })}</span>
              </Popover.Title>
              {count > 1 && <p className="text-[0.75rem]/4 text-ink-2">{t('forMany', { count })}</p>}
              <div className="flex flex-wrap gap-3">
                <RequiredFields answers={answers} />
              </div>
              <div className="mt-1 flex flex-wrap items-center gap-2">
                <Button look="primary" type="submit">
                  {t('set', { status: name })}
                </Button>
                <Button look="quiet" onClick={() => answer(null)}>
                  {t('cancel')}
                </Button>
              </div>
            </form>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
