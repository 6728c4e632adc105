import { Link } from '@tanstack/react-router';
import { ArrowLeft, SearchX } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../ui/empty.tsx';
import { usePhone } from '../ui/media.ts';
import type { Kind } from './usePeople.ts';

/** The page of one contact or company: who, what one can do, and what is known. */
export function PersonFrame({
  kind,
  icon,
  name,
  note,
  actions,
  children,
}: {
  kind: Kind;
  icon: ReactNode;
  name: string;
  note: string;
  actions?: ReactNode;
  children: ReactNode;
}) {
  // Beside the list, the list's own title is the page's first.
  const Title = usePhone() ? 'h1' : 'h2';
  return (
    <main aria-label={name} className="min-w-0 flex-1 overflow-y-auto bg-page">
      <div className="max-w-[760px] px-8 pt-6 pb-12 max-md:px-4 max-md:pt-2">
        <Back kind={kind} />
        <header className="mb-6 flex flex-wrap items-center gap-x-3 gap-y-3">
          {icon}
          <div className="min-w-0 flex-1">
            <Title className="text-heading font-semibold tracking-[-0.01em] [overflow-wrap:anywhere]">{name}</Title>
            {note && <p className="truncate text-ink-2">{note}</p>}
          </div>
          {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
        </header>
        {children}
      </div>
    </main>
  );
}

export function PersonGone({ kind }: { kind: Kind }) {
  const { t } = useTranslation('contacts');
  return (
    <main className="min-w-0 flex-1 bg-page px-4 pt-2">
      <Back kind={kind} />
      <Empty icon={SearchX} title={t('gone')} body={t('goneHint')} />
    </main>
  );
}

function Back({ kind }: { kind: Kind }) {
  const { t } = useTranslation('contacts');
  const phone = usePhone();
  if (!phone) return null;
  return (
    <Link
      to={kind === 'contacts' ? '/contacts/{-$contactId}' : '/companies/{-$companyId}'}
      params={{}}
      className="-ml-2 flex min-h-11 w-fit items-center gap-1.5 rounded-control px-2 text-ink-2"
    >
      <ArrowLeft className="size-5" aria-hidden />
      {t('back')}
    </Link>
  );
}

export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mb-6">
      <h2 className="mb-2 border-b border-line pb-1.5 font-semibold">{title}</h2>
      {children}
    </section>
  );
}
