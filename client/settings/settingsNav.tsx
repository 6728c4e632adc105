import { Link } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { meIn } from '../../shared/state.ts';
import { useShown } from '../connection/screenContext.ts';
import type { SectionId } from './sectionId.ts';
import { type Section, sections } from './sections.ts';

/** The sections this reader may open. On a phone it is a pane of its own. */
export function SettingsNav({ current, wide }: { current: SectionId | undefined; wide: boolean }) {
  const { t } = useTranslation('settings');
  const { t: common } = useTranslation();
  const admin = useShown(meIn).role === 'admin';
  const workspace = useShown((state) => state.workspace.name);
  return (
    <nav
      aria-label={t('nav')}
      className={`flex h-full flex-col overflow-y-auto bg-app ${wide ? 'flex-1' : 'w-[232px] shrink-0 border-r border-line max-lg:w-[200px]'}`}
    >
      <div className="flex h-12 shrink-0 items-center gap-1 px-4 max-md:h-14 max-md:px-2">
        {wide && (
          <Link
            to="/"
            aria-label={common('desk.helpDesk')}
            className="flex size-11 items-center justify-center rounded-control text-ink-2"
          >
            <ArrowLeft className="size-5" aria-hidden />
          </Link>
        )}
        <h1 className="font-semibold max-md:text-large">{t('title')}</h1>
      </div>
      <Group title={t('mine')} items={sections.filter((section) => !section.admin)} current={current} />
      {admin && (
        <Group
          title={workspace || t('workspace')}
          items={sections.filter((section) => section.admin)}
          current={current}
        />
      )}
    </nav>
  );
}

function Group({
  title,
  items,
  current,
}: {
  title: string;
  items: readonly Section[];
  current: SectionId | undefined;
}) {
  const { t } = useTranslation('settings');
  return (
    <section className="px-2 pb-4">
      <h2 className="truncate px-2 pb-1 text-meta text-ink-3">{title}</h2>
      <ul>
        {items.map(({ id, icon: Icon }) => (
          <li key={id}>
            <Link
              to="/settings/{-$section}"
              params={{ section: id }}
              aria-current={id === current ? 'page' : undefined}
              className={`flex min-h-7 items-center gap-2.5 rounded-control px-2 max-md:min-h-11 ${id === current ? 'bg-active font-medium text-ink' : 'text-ink-2 hover:bg-hover hover:text-ink'}`}
            >
              <Icon className="size-4 shrink-0" aria-hidden />
              <span className="truncate">{t(`section.${id}`)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
