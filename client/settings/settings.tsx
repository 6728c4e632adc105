import './words/load.ts';
import { useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { meIn } from '../../shared/state.ts';
import { useScreenState, useShown } from '../connection/screenContext.ts';
import { Rail } from '../desk/rail.tsx';
import { TopLine } from '../outbox/topLine.tsx';
import { usePhone } from '../ui/media.ts';
import { loadPopups } from '../ui/popups.ts';
import { Bar } from '../ui/skeleton.tsx';
import { Closed } from './closed.tsx';
import { type Section, sections } from './sections.ts';
import { SettingsNav } from './settingsNav.tsx';

/** Settings: one's own account for everybody, the workspace for admins. Rights are those of this moment. */
export default function Settings() {
  const role = useScreenState(({ shown }) => (shown ? meIn(shown).role : null));
  /** Kept here, above what goes when rights change. */
  const [wasAdmin, setWasAdmin] = useState(false);
  if (role === 'admin' && !wasAdmin) setWasAdmin(true);
  useEffect(loadPopups, []);
  return (
    <div className="flex h-full flex-col">
      <TopLine />
      <div className="relative flex min-h-0 flex-1 overflow-x-clip">
        {role ? <Panes wasAdmin={wasAdmin} /> : <Shape />}
      </div>
    </div>
  );
}

function Panes({ wasAdmin }: { wasAdmin: boolean }) {
  const phone = usePhone();
  const params: { section?: string } = useParams({ strict: false });
  const chosen = sections.find(({ id }) => id === params.section);
  const [first] = sections;
  const section = chosen ?? (phone ? undefined : first);
  return (
    <>
      {!phone && <Rail />}
      {(!phone || !section) && <SettingsNav current={section?.id} wide={phone} />}
      {section && <Open key={section.id} section={section} wasAdmin={wasAdmin} />}
    </>
  );
}

function Open({ section, wasAdmin }: { section: Section; wasAdmin: boolean }) {
  const { t } = useTranslation('settings');
  const { t: common } = useTranslation();
  const admin = useShown(meIn).role === 'admin';
  const title = t(`section.${section.id}`);
  useEffect(() => {
    document.title = `${title} · ${common('app')}`;
  }, [title, common]);
  if (section.admin && !admin) return <Closed lost={wasAdmin} />;
  const Page = section.page;
  return <Page />;
}

function Shape() {
  const { t } = useTranslation('settings');
  return (
    <main className="flex-1 bg-page p-8 max-md:p-4">
      <p role="status" className="sr-only">
        {t('loading')}
      </p>
      <Bar className="h-5 w-40" />
      <Bar className="mt-6 h-8 max-w-96" />
      <Bar className="mt-4 h-8 max-w-96" />
    </main>
  );
}
