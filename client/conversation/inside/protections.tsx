import { LockKeyhole, Signature } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { MessageView, Protection } from '../../../shared/entities.ts';
import { useScreen } from '../../connection/screenContext.ts';
import { warn } from '../../ui/toast.tsx';
import { readUrls } from '../mailUrls.ts';

/** How a mail is signed or encrypted, and where what cannot be read here can be had. */
export function Protections({ message, protections }: { message: MessageView; protections: readonly Protection[] }) {
  const { t } = useTranslation('inside');
  const { t: common } = useTranslation();
  const screen = useScreen();
  const save = () =>
    readUrls(screen, message.id).then(
      ({ source }) => source && window.open(source, '_blank', 'noopener'),
      () => warn(common('file.failed')),
    );
  return protections.map(({ by, how }) => {
    const Icon = how === 'signed' ? Signature : LockKeyhole;
    return (
      <p
        key={`${by} ${how}`}
        className="mt-2 flex items-center gap-2 rounded-control bg-inset px-3 py-1.5 text-[0.75rem] text-ink-2 max-md:text-meta"
      >
        <Icon className="size-3.5 shrink-0" aria-hidden />
        <span className="flex-1">{t(`protection.${by}.${how}`)}</span>
        {how === 'encrypted' && (
          <button
            type="button"
            onClick={() => void save()}
            className="shrink-0 text-accent-ink hover:underline max-md:min-h-11"
          >
            {t('protection.save')}
          </button>
        )}
      </p>
    );
  });
}
