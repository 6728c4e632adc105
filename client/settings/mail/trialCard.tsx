import { CircleCheck, CircleDashed, Loader, TriangleAlert } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Card } from '../card.tsx';
import { refusalIn, type Words } from '../refusal.ts';
import { useSeconds } from './useSeconds.ts';
import type { Step, Trial } from './useTrial.ts';

interface TrialCardProps {
  title: string;
  /** What the button says, before the first trial and after it. */
  actions: { first: string; again: string };
  /** What will be tried. */
  untried: string;
  trial: Trial | null;
  /** Mail is fetched, not received. */
  imap: boolean;
  smtpHost: string | null;
  address: string;
  onTest: () => void;
}

type Look = 'ahead' | 'busy' | 'good' | 'warn' | 'bad';

interface Line {
  name: string;
  look: Look;
  text: string;
  /** The other side's own. */
  words?: string | null;
}

/** Sign-in to both servers, a mail there and back, and what the other side made of it. */
export function TrialCard(props: TrialCardProps) {
  const { title, actions, untried, trial, imap, smtpHost, address, onTest } = props;
  const { t } = useTranslation('settings');
  const lines = trial ? linesOf(t, trial, { imap, smtpHost, address }) : [];
  const action = (
    <Button size="small" disabled={trial?.running} onClick={onTest}>
      {trial ? actions.again : actions.first}
    </Button>
  );
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (lines.length > 0) box.current?.scrollIntoView({ block: 'nearest' });
  }, [lines.length]);
  return (
    <div ref={box}>
      <Card title={title} action={action}>
        {!trial && <p className="px-4 py-2.5 text-ink-2">{untried}</p>}
        <ul>
          {lines.map((line) => (
            <TrialLine key={line.name} line={line}>
              {trial?.trip.at === 'busy' && line.name === t('setup.trial.trip') && <Waiting since={trial.trip.since} />}
            </TrialLine>
          ))}
        </ul>
        <p role="status" className="sr-only">
          {lines
            .filter(({ look }) => look !== 'ahead' && look !== 'busy')
            .map(({ name, text }) => `${name}: ${text}`)
            .join(' ')}
        </p>
      </Card>
    </div>
  );
}

const icons = { ahead: CircleDashed, busy: Loader, good: CircleCheck, warn: TriangleAlert, bad: TriangleAlert };
const colours: Record<Look, string> = {
  ahead: 'text-ink-3',
  busy: 'animate-spin text-accent-ink motion-reduce:animate-none',
  good: 'text-open',
  warn: 'text-wait',
  bad: 'text-danger',
};

function TrialLine({ line: { name, look, text, words }, children }: { line: Line; children: ReactNode }) {
  const { t } = useTranslation('settings');
  const Icon = icons[look];
  return (
    <li className="grid grid-cols-[16px_148px_1fr] items-start gap-x-3 border-line px-4 py-2.5 not-first:border-t max-sm:grid-cols-[16px_1fr]">
      <Icon className={`mt-0.5 size-4 ${colours[look]}`} aria-hidden />
      <span className="font-medium">{name}</span>
      <div className="min-w-0 text-ink-2 max-sm:col-start-2">
        <p>{children || text}</p>
        {words && (
          <p className="mt-0.5 text-meta break-words text-ink-3">
            {t('mail.serverSays')} <span lang="en">{words}</span>
          </p>
        )}
      </div>
    </li>
  );
}

function Waiting({ since }: { since: number }) {
  const { t } = useTranslation('settings');
  return t('setup.trial.waiting', { count: useSeconds(since) });
}

interface About {
  imap: boolean;
  smtpHost: string | null;
  address: string;
}

function linesOf(t: Words, { mailbox, server, trip }: Trial, { imap, smtpHost, address }: About): Line[] {
  const lines: Line[] = [];
  if (mailbox) {
    const name = t('setup.trial.imap');
    const line = { name, ...begun(t, mailbox) };
    if (mailbox.at !== 'done') lines.push(line);
    else {
      const { ok, why, words, mails } = mailbox.value;
      if (ok) lines.push({ name, look: 'good', text: t('setup.trial.seen', { count: mails ?? 0 }) });
      else lines.push({ name, look: 'bad', text: t(`fetch.why.${why ?? 'other'}`), words });
    }
  }
  const name = t('setup.trial.smtp');
  if (server.at !== 'done') return [...lines, { name, ...begun(t, server) }];
  const { ok, via, why, words } = server.value;
  if (!ok) return [...lines, { name, look: 'bad', text: t(`mail.why.${why ?? 'other'}`), words }];
  if (via !== 'smtp') return [...lines, { name, look: 'good', text: t('mail.okMailbox') }];
  const text = smtpHost ? t('setup.trial.accepts', { host: smtpHost, address }) : t('mail.okSmtp');
  lines.push({ name, look: 'good', text });
  return [...lines, ...tripLines(t, trip, imap)];
}

/** How a step stands that has no outcome. */
function begun(t: Words, step: Step<unknown>): Pick<Line, 'look' | 'text'> {
  if (step.at === 'refused') {
    const secret = step.field === 'server.password' || step.field === 'signIn';
    const code = step.field === 'code' ? t('setup.code.wrong') : refusalIn(t, step.reason);
    return { look: 'bad', text: secret ? t('fetch.secretMissing') : code };
  }
  return step.at === 'busy' ? { look: 'busy', text: t('mail.testing') } : { look: 'ahead', text: '' };
}

function tripLines(t: Words, trip: Trial['trip'], imap: boolean): Line[] {
  const name = t('setup.trial.trip');
  const checks = t('setup.trial.checks');
  if (trip.at !== 'done') {
    if (trip.at === 'ahead') return [];
    return [
      { name, ...begun(t, trip) },
      { name: checks, look: 'ahead', text: '' },
    ];
  }
  const { value } = trip;
  if (value.state === 'notSent') return [{ name, look: 'bad', text: t('setup.trial.notSent'), words: value.words }];
  if (value.state === 'lost')
    return [{ name, look: 'warn', text: t(imap ? 'setup.trial.lost' : 'setup.trial.lostHere') }];
  const back: Line = {
    name,
    look: 'good',
    text: t('setup.trial.back', { count: Math.max(1, Math.round(trip.ms / 1000)) }),
  };
  const { spf, dkim } = value.look;
  const [spfFine, dkimFine] = [spf === 'pass', dkim === 'pass'];
  const outcome = spfFine ? (dkimFine ? 'both' : 'spf') : dkimFine ? 'dkim' : 'neither';
  const text = spf === 'temperror' ? t('setup.trial.unchecked') : t(`setup.trial.outcomes.${outcome}`);
  return [back, { name: checks, look: outcome === 'both' ? 'good' : 'warn', text }];
}
