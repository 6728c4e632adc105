import { Check } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../shared/contract.ts';
import { leave } from '../account/outside.ts';
import { post } from '../connection/post.ts';
import { LanguageSwitch } from '../session/languageSwitch.tsx';
import { enterAs } from '../session/session.ts';
import { refusalIn } from '../settings/refusal.ts';
import { useAsking } from '../settings/useAsking.ts';
import { Button } from '../ui/button.tsx';
import { FieldError } from '../ui/field.tsx';
import { Logo } from '../ui/logo.tsx';
import { AccountStep } from './accountStep.tsx';
import { type Answers, forget, keep, kept, requestOf, type Step, steps, troublesIn } from './answers.ts';
import { MailStep } from './mailStep.tsx';
import { TeamStep } from './teamStep.tsx';
import { WorkspaceStep } from './workspaceStep.tsx';

interface WizardProps {
  installation: Output<'setup.status'>;
  /** Somebody else has set it up meanwhile. */
  onTooLate: () => void;
}

/** Four steps. The first three are asked first and done at once at their end; the fourth asks colleagues in. */
export function Wizard({ installation, onTooLate }: WizardProps) {
  const { codeNeeded } = installation;
  const { t } = useTranslation('settings');
  const [answers, setAnswers] = useState(kept);
  const [step, setStep] = useState<Step>('workspace');
  const [tried, setTried] = useState(false);
  const asking = useAsking();
  const head = useRef<HTMLHeadingElement>(null);
  const index = steps.indexOf(step);
  const troubles = tried ? troublesIn(step, answers, codeNeeded) : [];

  useEffect(() => {
    document.title = t('setup.title');
  }, [t]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new step is read out
  useEffect(() => {
    if (index > 0) head.current?.focus();
  }, [step]);

  const change = (more: Partial<Answers>) => {
    const next = { ...answers, ...more };
    asking.clear();
    setAnswers(next);
    keep(next);
  };
  const goTo = (next: Step) => {
    setTried(false);
    asking.clear();
    setStep(next);
  };

  async function create(given: Answers) {
    const done = await asking.run(async () => {
      const { value } = await post('setup.create', requestOf(given));
      forget();
      enterAs(value);
    });
    if (done) goTo('team');
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (troublesIn(step, answers, codeNeeded).length > 0) return;
    if (step === 'workspace') return goTo('account');
    if (step === 'account') return goTo('mail');
    await create(answers);
  }

  const refused = asking.trouble;
  useEffect(() => {
    if (refused?.reason === 'notFound') onTooLate();
    if (refused?.field === 'code') setStep('workspace');
  }, [refused, onTooLate]);

  const shared = { answers, troubles, change };
  return (
    <div className="flex h-full bg-page max-md:flex-col">
      <nav
        aria-label={t('setup.steps')}
        className="flex w-[280px] shrink-0 flex-col border-r border-line bg-app p-4 max-md:w-full max-md:border-r-0 max-md:border-b"
      >
        <p className="flex items-center gap-3 px-2 py-2 text-large font-semibold">
          <Logo className="size-7" />
          {t('setup.title')}
        </p>
        <ol className="mt-4 flex flex-col gap-1 max-md:mt-1 max-md:flex-row max-md:flex-wrap">
          {steps.map((id, at) => (
            <StepMark
              key={id}
              id={id}
              number={at + 1}
              state={at < index ? 'done' : at === index ? 'now' : 'ahead'}
              answers={answers}
            />
          ))}
        </ol>
        <p className="mt-auto px-2 text-meta text-ink-3 max-md:hidden">{t('setup.note')}</p>
      </nav>
      <form onSubmit={(event) => void submit(event)} noValidate className="flex min-h-0 min-w-0 flex-1 flex-col">
        <main className="relative min-h-0 flex-1 overflow-y-auto">
          <div className="max-w-[760px] px-12 py-10 max-md:px-4 max-md:py-6">
            <h1 ref={head} tabIndex={-1} className="text-heading font-semibold tracking-[-0.01em] outline-none">
              {t(`setup.${step}.title`)}
            </h1>
            <p className="mt-1 mb-6 text-ink-2">{t(`setup.${step}.intro`)}</p>
            {step === 'workspace' && (
              <WorkspaceStep {...shared} codeNeeded={codeNeeded} codeWrong={refused?.field === 'code'} />
            )}
            {step === 'account' && <AccountStep {...shared} />}
            {step === 'mail' && <MailStep {...shared} installation={installation} />}
            {step === 'team' && <TeamStep />}
            {refused && refused.field !== 'code' && refused.reason !== 'notFound' && (
              <FieldError>{refusalIn(t, refused.reason)}</FieldError>
            )}
          </div>
        </main>
        <footer className="shrink-0 border-t border-line">
          <div className="flex max-w-[760px] flex-wrap items-center gap-2 px-12 py-3 max-md:px-4">
            {index === 0 && (
              <div className="[&>nav]:pb-0">
                <LanguageSwitch />
              </div>
            )}
            {step === 'mail' && (
              <Button
                look="quiet"
                disabled={asking.busy}
                className="-ml-3.5"
                onClick={() => void create({ ...answers, way: 'later' })}
              >
                {t('setup.later')}
              </Button>
            )}
            <span className="flex-1" />
            {(step === 'account' || step === 'mail') && (
              <Button disabled={asking.busy} onClick={() => goTo(step === 'mail' ? 'account' : 'workspace')}>
                {t('setup.back')}
              </Button>
            )}
            {step === 'team' ? (
              <Button look="primary" onClick={leave}>
                {t('setup.finish')}
              </Button>
            ) : (
              <Button look="primary" type="submit" disabled={asking.busy}>
                {t(asking.busy ? 'setup.creating' : step === 'mail' ? 'setup.create' : 'setup.next')}
              </Button>
            )}
          </div>
        </footer>
      </form>
    </div>
  );
}

interface StepMarkProps {
  id: Step;
  number: number;
  state: 'done' | 'now' | 'ahead';
  answers: Answers;
}

function StepMark({ id, number, state, answers }: StepMarkProps) {
  const { t } = useTranslation('settings');
  const given = { workspace: answers.workspaceName, account: answers.email, mail: answers.address, team: '' }[id];
  const mark = {
    done: 'bg-open text-page',
    now: 'bg-accent text-white',
    ahead: 'border border-line-input text-ink-2',
  }[state];
  return (
    <li
      aria-current={state === 'now' ? 'step' : undefined}
      className={`flex items-center gap-3 rounded-control px-2 py-2 ${state === 'now' ? 'bg-active' : ''}`}
    >
      <span
        className={`flex size-5 shrink-0 items-center justify-center rounded-full text-[0.75rem] font-medium ${mark}`}
      >
        {state === 'done' ? <Check className="size-3" aria-hidden /> : number}
      </span>
      <span className="min-w-0">
        <span className="block truncate font-medium">{t(`setup.${id}.name`)}</span>
        <span className="block truncate text-meta text-ink-2 max-md:hidden">
          {state === 'done' && given ? given : t(`setup.${id}.sub`)}
        </span>
        {state === 'done' && <span className="sr-only">{t('setup.stepDone')}</span>}
      </span>
    </li>
  );
}
