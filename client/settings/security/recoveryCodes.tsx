import { Download } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../copyable.tsx';

/** The one time they are shown. */
export function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const { t } = useTranslation('settings');
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), []);
  const text = `${codes.join('\n')}\n`;
  const save = () => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
    link.download = 'baton-recovery-codes.txt';
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <div className="flex flex-col gap-3">
      <h3 ref={head} tabIndex={-1} className="font-medium outline-none">
        {t('recovery.title')}
      </h3>
      <p className="max-w-lg text-ink-2">{t('recovery.intro')}</p>
      <ol className="grid max-w-lg grid-cols-2 gap-x-6 gap-y-1 rounded-control bg-inset px-4 py-3 font-mono select-all max-sm:grid-cols-1">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <div className="flex flex-wrap gap-2">
        <CopyButton text={text} words={t('recovery.copyAll')} />
        <Button size="small" onClick={save}>
          <Download className="size-4" aria-hidden />
          {t('recovery.download')}
        </Button>
        <span className="flex-1" />
        <Button look="primary" size="small" onClick={onKept}>
          {t('recovery.done')}
        </Button>
      </div>
    </div>
  );
}
