import { ShieldAlert, ShieldCheck, ShieldQuestionMark } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Trust } from '../../../shared/entities.ts';

const looks = {
  pass: { icon: ShieldCheck, tone: 'text-open' },
  fail: { icon: ShieldAlert, tone: 'text-danger' },
  unknown: { icon: ShieldQuestionMark, tone: 'text-ink-3' },
} as const;

/** Whether the From line's domain stands behind the mail, in a sentence, and the checks behind the sentence. */
export function SenderChecks({ trust, address }: { trust: Trust; address: string }) {
  const { t } = useTranslation('details');
  const { icon: Icon, tone } = looks[trust.from];
  const { spf, dkim, dmarc } = trust;
  const results = { spf: t(`result.${spf}`), dkim: t(`result.${dkim}`), dmarc: t(`result.${dmarc}`) };
  return (
    <>
      <span className={`flex items-start gap-1.5 ${tone}`}>
        <Icon className="mt-[3px] size-3.5 shrink-0" aria-hidden />
        {t(`sender.${trust.from}`, { domain: address.split('@').at(-1) ?? address })}
      </span>
      <span className="block text-ink-3">
        {t('checks', results)}
        {trust.signedBy.length > 0 && ` · ${t('signedBy', { domains: trust.signedBy.join(', ') })}`}
      </span>
    </>
  );
}
