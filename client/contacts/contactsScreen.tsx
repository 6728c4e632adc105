import './words/load.ts';
import { useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useScreenState } from '../connection/screenContext.ts';
import PhoneBar from '../desk/phoneBar.tsx';
import { Rail } from '../desk/rail.tsx';
import { TopLine } from '../outbox/topLine.tsx';
import { usePhone } from '../ui/media.ts';
import { loadPopups } from '../ui/popups.ts';
import { CompanyPage } from './companyPage.tsx';
import { ContactPage } from './contactPage.tsx';
import { NoneOpen } from './noneOpen.tsx';
import { PeopleList } from './peopleList.tsx';

/** Customers and companies: a list, and whom one has opened. */
export default function ContactsScreen({ kind }: { kind: 'contacts' | 'companies' }) {
  const { t } = useTranslation('contacts');
  const { t: common } = useTranslation();
  const ready = useScreenState(({ shown }) => shown !== null);
  const phone = usePhone();
  const params: { contactId?: string; companyId?: string } = useParams({ strict: false });
  const id = kind === 'contacts' ? params.contactId : params.companyId;
  useEffect(loadPopups, []);
  useEffect(() => {
    document.title = `${t(kind)} · ${common('app')}`;
  }, [kind, t, common]);
  return (
    <div className="flex h-full flex-col">
      <TopLine />
      <div className="relative flex min-h-0 flex-1 overflow-x-clip">
        {ready && !phone && <Rail />}
        {ready && (!phone || !id) && <PeopleList key={kind} kind={kind} openId={id} />}
        {ready && id && kind === 'contacts' && <ContactPage key={id} contactId={id} />}
        {ready && id && kind === 'companies' && <CompanyPage key={id} companyId={id} />}
        {!id && !phone && <NoneOpen />}
      </div>
      {phone && !id && <PhoneBar />}
    </div>
  );
}
