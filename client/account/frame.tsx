import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { LanguageSwitch } from '../session/languageSwitch.tsx';
import { Logo } from '../ui/logo.tsx';

/** The quiet page around one short form, as sign-in has it. */
export function Frame({ title, intro, children }: { title: string; intro?: string; children: ReactNode }) {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = `${title} · ${t('app')}`;
  }, [title, t]);
  return (
    <main className="flex h-full flex-col items-center overflow-y-auto bg-app px-4">
      <div className="my-auto flex w-full max-w-[366px] flex-col items-center py-8">
        <Logo className="size-11" />
        <h1 className="mt-4 text-center text-heading font-semibold tracking-[-0.01em] text-balance break-words">
          {title}
        </h1>
        {intro && <p className="mt-1 text-center text-balance text-ink-2">{intro}</p>}
        <div className="mt-6 w-full rounded-composer border border-line bg-page p-6">{children}</div>
      </div>
      <LanguageSwitch />
    </main>
  );
}
