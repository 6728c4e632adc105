import { Link, useNavigate } from '@tanstack/react-router';
import { ArrowLeft, Building2, Plus, Search, SearchX, Users } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShown } from '../connection/screenContext.ts';
import { ContactAvatar } from '../ui/avatar.tsx';
import { Button } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { fieldLook } from '../ui/field.tsx';
import { IconButton } from '../ui/iconButton.tsx';
import { usePhone } from '../ui/media.ts';
import { Menu, MenuItem } from '../ui/menu.tsx';
import { useRemembered } from '../ui/remembered.ts';
import { Bar } from '../ui/skeleton.tsx';
import { NewPerson } from './newPerson.tsx';
import { type Kind, type PeopleSort, usePeople } from './usePeople.ts';

const sorts = ['newest', 'name'] as const;
const isSort = (value: unknown): value is PeopleSort => sorts.some((sort) => sort === value);
const shapes = Array.from({ length: 8 }, (_, index) => index);

interface Row {
  id: string;
  name: string;
  note: string;
}

/** What has come since the first page was read stands above it, newest first. */
function useRows(kind: Kind, ids: readonly string[] | undefined, live: boolean): Row[] {
  const contacts = useShown((state) => state.contacts);
  const companies = useShown((state) => state.companies);
  return useMemo(() => {
    if (!ids) return [];
    const all: Record<string, { id: string }> = kind === 'contacts' ? contacts : companies;
    const first = ids[0] ?? '';
    const known = new Set(ids);
    const came = live
      ? Object.keys(all)
          .filter((id) => !known.has(id) && id > first)
          .sort()
          .reverse()
      : [];
    return [...came, ...ids].flatMap((id) => {
      if (kind === 'companies') {
        const company = companies[id];
        return company ? [{ id, name: company.name, note: company.domain ?? '' }] : [];
      }
      const contact = contacts[id];
      if (!contact) return [];
      const company = contact.companyId ? companies[contact.companyId]?.name : null;
      return [{ id, name: contact.name, note: [contact.email, company].filter(Boolean).join(' · ') }];
    });
  }, [kind, ids, live, contacts, companies]);
}

export function PeopleList({ kind, openId }: { kind: Kind; openId: string | undefined }) {
  const { t } = useTranslation('contacts');
  const { t: common } = useTranslation();
  const phone = usePhone();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [sort, setSort] = useRemembered<PeopleSort>('baton.peopleSort', 'newest', isSort);
  const [making, setMaking] = useState(false);
  const search = text.trim();
  const { page, failed, more, retry } = usePeople(kind, search, sort);
  const rows = useRows(kind, page?.ids, search === '' && (kind === 'companies' || sort === 'newest'));
  const open = (id: string) =>
    kind === 'contacts'
      ? navigate({ to: '/contacts/{-$contactId}', params: { contactId: id } })
      : navigate({ to: '/companies/{-$companyId}', params: { companyId: id } });
  const NothingIcon = kind === 'contacts' ? Users : Building2;

  /** On a phone it is all there is. */
  const Pane = phone ? 'main' : 'section';
  return (
    <Pane
      aria-label={t(kind)}
      className={`flex h-full flex-col bg-panel ${phone ? 'min-w-0 flex-1' : 'w-[344px] shrink-0 border-r border-line max-lg:w-[280px]'}`}
    >
      <header className="flex h-12 shrink-0 items-center gap-1 px-4 max-md:h-14 max-md:px-2">
        {phone && (
          <Link
            to="/"
            aria-label={common('desk.helpDesk')}
            className="flex size-11 items-center justify-center rounded-control text-ink-2"
          >
            <ArrowLeft className="size-5" aria-hidden />
          </Link>
        )}
        <h1 className="min-w-0 flex-1 truncate text-list font-semibold max-md:text-large">{t('title')}</h1>
        <IconButton
          icon={Plus}
          label={t(kind === 'contacts' ? 'newContact' : 'newCompany')}
          onClick={() => setMaking(true)}
        />
      </header>
      <nav aria-label={t('kind')} className="flex gap-1 px-4 pb-2">
        {(['contacts', 'companies'] as const).map((one) => (
          <Link
            key={one}
            to={one === 'contacts' ? '/contacts/{-$contactId}' : '/companies/{-$companyId}'}
            params={{}}
            aria-current={one === kind ? 'page' : undefined}
            className={`flex h-7 items-center rounded-control px-2.5 max-md:h-11 ${one === kind ? 'bg-active font-medium' : 'text-ink-2 hover:bg-hover'}`}
          >
            {t(one)}
          </Link>
        ))}
      </nav>
      <search className="px-4 pb-2">
        <div className="relative">
          <Search className="absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-ink-3" aria-hidden />
          <input
            type="search"
            aria-label={t(kind === 'contacts' ? 'search' : 'searchCompanies')}
            placeholder={t(kind === 'contacts' ? 'search' : 'searchCompanies')}
            maxLength={200}
            value={text}
            onChange={(event) => setText(event.target.value)}
            className={`${fieldLook} pl-8`}
          />
        </div>
      </search>
      {kind === 'contacts' && (
        <div className="flex h-8 shrink-0 items-center border-t border-line px-3 max-md:h-11">
          <Menu
            trigger={
              <button
                type="button"
                disabled={search !== ''}
                aria-label={`${t('sort')}: ${t(sort)}`}
                className="flex h-6 items-center gap-1.5 rounded-control px-1 text-[0.75rem] text-ink-3 enabled:hover:bg-hover enabled:hover:text-ink max-md:h-11"
              >
                {t(sort)}
              </button>
            }
          >
            {sorts.map((one) => (
              <MenuItem key={one} checked={one === sort} onSelect={() => setSort(one)}>
                {t(one)}
              </MenuItem>
            ))}
          </Menu>
        </div>
      )}
      {making && (
        <NewPerson
          kind={kind}
          named={search}
          onClose={() => setMaking(false)}
          onMade={(id) => {
            setMaking(false);
            setText('');
            void open(id);
          }}
        />
      )}
      <div className="min-h-0 flex-1 overflow-y-auto border-t border-line">
        {!page && !failed && (
          <div aria-hidden>
            {shapes.map((shape) => (
              <div key={shape} className="flex items-center gap-3 px-4 py-2.5">
                <Bar className="size-7 rounded-full" />
                <Bar className="h-3 w-40" />
              </div>
            ))}
          </div>
        )}
        {failed && !page && (
          <Empty icon={SearchX} title={t('listFailed')} action={<Button onClick={retry}>{t('retry')}</Button>} />
        )}
        {page && rows.length === 0 && search && (
          <Empty
            icon={SearchX}
            title={t(kind === 'contacts' ? 'nobodyFound' : 'nothingFound', { text: search })}
            action={
              <Button onClick={() => setMaking(true)}>{t(kind === 'contacts' ? 'newContact' : 'newCompany')}</Button>
            }
          />
        )}
        {page && rows.length === 0 && !search && (
          <Empty
            icon={NothingIcon}
            title={t(kind === 'contacts' ? 'noContacts' : 'noCompanies')}
            body={t(kind === 'contacts' ? 'noContactsHint' : 'noCompaniesHint')}
          />
        )}
        <ul>
          {rows.map((row) => (
            <li key={row.id}>
              <Link
                to={kind === 'contacts' ? '/contacts/{-$contactId}' : '/companies/{-$companyId}'}
                params={kind === 'contacts' ? { contactId: row.id } : { companyId: row.id }}
                aria-current={row.id === openId ? 'true' : undefined}
                className={`flex min-h-[52px] items-center gap-3 border-b border-line px-4 py-1.5 focus-visible:outline-offset-[-2px] max-md:min-h-[60px] ${row.id === openId ? 'bg-sel' : 'hover:bg-hover'}`}
              >
                {kind === 'contacts' ? (
                  <ContactAvatar name={row.name} size={28} />
                ) : (
                  <Building2 className="mx-1 size-5 shrink-0 text-ink-3" aria-hidden />
                )}
                <span className="min-w-0 flex-1">
                  <span className="block truncate">{row.name}</span>
                  {row.note && <span className="block truncate text-[0.75rem]/4 text-ink-3">{row.note}</span>}
                </span>
              </Link>
            </li>
          ))}
        </ul>
        {page?.next && (
          <div className="p-3 text-center">
            <Button onClick={() => void more()}>{t('more')}</Button>
          </div>
        )}
      </div>
    </Pane>
  );
}
