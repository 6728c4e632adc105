import { CircleCheck, Loader, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { MailTestResult } from '../../../shared/contract/mailServers.ts';
import { Button } from '../../ui/button.tsx';
import { FieldError } from '../../ui/field.tsx';
import { Card } from '../card.tsx';
import { refusalIn, type Words } from '../refusal.ts';
import type { Asking, Trouble } from '../useAsking.ts';

interface ConnectionTestProps {
  /** Of the present settings; null when they have not been tried. */
  result: MailTestResult | null;
  asking: Asking;
  onTest: () => void;
}

/** Can mail leave this way? Says what is wrong in the reader's words, and beside it in the server's. */
export function ConnectionTest({ result, asking, onTest }: ConnectionTestProps) {
  const { t } = useTranslation('settings');
  const again = (
    <Button size="small" disabled={asking.busy} onClick={onTest}>
      {t(result ? 'mail.testAgain' : 'mail.test')}
    </Button>
  );
  return (
    <Card title={t('mail.testTitle')} action={again}>
      <div role="status" className="px-4 py-2.5">
        {asking.busy && (
          <p className="flex items-start gap-2.5 text-ink-2">
            <Loader
              className="mt-0.5 size-4 shrink-0 animate-spin text-accent-ink motion-reduce:animate-none"
              aria-hidden
            />
            {t('mail.testing')}
          </p>
        )}
        {!asking.busy && !result && !asking.trouble && <p className="text-ink-2">{t('mail.untested')}</p>}
        {!asking.busy && asking.trouble && <FieldError>{wordsOf(t, asking.trouble)}</FieldError>}
        {!asking.busy && result && <Outcome result={result} />}
      </div>
    </Card>
  );
}

function wordsOf(t: Words, { field, reason }: Trouble): string {
  if (field === 'server.password') return t('mail.passwordAgain');
  return field === 'code' ? t('setup.code.wrong') : refusalIn(t, reason);
}

function Outcome({ result: { ok, via, why, words } }: { result: MailTestResult }) {
  const { t } = useTranslation('settings');
  const Icon = ok ? CircleCheck : TriangleAlert;
  return (
    <div className="flex items-start gap-2.5">
      <Icon className={`mt-0.5 size-4 shrink-0 ${ok ? 'text-open' : 'text-danger'}`} aria-hidden />
      <div className="min-w-0">
        <p>{ok ? t(via === 'mailbox' ? 'mail.okMailbox' : 'mail.okSmtp') : t(`mail.why.${why ?? 'other'}`)}</p>
        {words && (
          <p className="mt-0.5 text-meta break-words text-ink-3">
            {t('mail.serverSays')} <span lang="en">{words}</span>
          </p>
        )}
      </div>
    </div>
  );
}
