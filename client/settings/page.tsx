import { Link } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePhone } from '../ui/media.ts';
import type { SectionId } from './sectionId.ts';

interface PageProps {
  id: SectionId;
  intro: string;
  /** At the right of the title. */
  action?: ReactNode;
  wide?: boolean;
  children: ReactNode;
}

/** One section's page: title, one sentence, and what is to be set. */
export function Page({ id, intro, action, wide = false, children }: PageProps) {
  const { t } = useTranslation('settings');
  const phone = usePhone();
  return (
    <main className="min-w-0 flex-1 overflow-y-auto bg-page">
      <div className={`px-8 pt-8 pb-12 max-md:px-4 max-md:pt-2 ${wide ? 'max-w-[1040px]' : 'max-w-[720px]'}`}>
        {phone && (
          <Link
            to="/settings/{-$section}"
            params={{ section: undefined }}
            className="-ml-2 flex min-h-11 w-fit items-center gap-1.5 rounded-control px-2 text-ink-2"
          >
            <ArrowLeft className="size-5" aria-hidden />
            {t('back')}
          </Link>
        )}
        <header className="mb-6 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
          <div className="min-w-0">
            <h1 className="text-heading font-semibold tracking-[-0.01em]">{t(`section.${id}`)}</h1>
            <p className="mt-1 text-ink-2">{intro}</p>
          </div>
          {action}
        </header>
        <div className="flex flex-col gap-6">{children}</div>
      </div>
    </main>
  );
}
