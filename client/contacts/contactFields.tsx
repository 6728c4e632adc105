import { Check, Plus, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Input } from '../../shared/contract.ts';
import type { ContactView } from '../../shared/entities.ts';
import { useScreen, useShown } from '../connection/screenContext.ts';
import { PropertyRow, valueButton } from '../context/propertyRow.tsx';
import { momentOf } from '../i18n/format.ts';
import { useClock } from '../i18n/useClock.ts';
import { isAddress } from '../ui/given.ts';
import { IconButton } from '../ui/iconButton.tsx';
import { Menu, MenuItem } from '../ui/menu.tsx';
import { warn } from '../ui/toast.tsx';
import { Editable } from './editable.tsx';
import { CompanyPicker } from './pickers.tsx';
import { refusedWord } from './refused.ts';

const languages = ['en', 'zh-Hant'] as const;

/** All that is known of a contact, changed where it stands. */
export function ContactFields({ contact, editable }: { contact: ContactView; editable: boolean }) {
  const { t } = useTranslation('contacts');
  const { t: common } = useTranslation();
  const clock = useClock();
  const screen = useScreen();
  const company = useShown((state) => (contact.companyId ? state.companies[contact.companyId] : undefined));
  const [choosing, setChoosing] = useState(false);
  const save = (fields: Omit<Input<'contact.update'>, 'contactId'>) =>
    screen.ask('contact.update', { contactId: contact.id, ...fields });
  const saveQuietly = (fields: Omit<Input<'contact.update'>, 'contactId'>) => {
    save(fields).catch((error) => warn(refusedWord(t, error)));
  };
  const languageWord = (language: (typeof languages)[number] | null) =>
    language === null ? t('field.noLanguage') : common(`language.${language === 'en' ? 'en' : 'zhHant'}`);
  return (
    <div className="flex flex-col">
      <Editable
        label={t('field.name')}
        value={contact.name}
        editable={editable}
        maxLength={200}
        wrong={(name) => (name ? null : t('field.nameMissing'))}
        onSave={(name) => save({ name })}
      />
      <Addresses contact={contact} editable={editable} onSave={(emails) => save({ emails })} />
      <Editable
        label={t('field.phone')}
        value={contact.phone ?? ''}
        editable={editable}
        maxLength={50}
        onSave={(phone) => save({ phone: phone || null })}
      />
      <div className="flex min-h-[26px] items-start gap-2 max-md:min-h-11">
        <span className="w-[86px] shrink-0 py-[3px] text-[0.75rem]/5 text-ink-2">{t('field.company')}</span>
        <div className="min-w-0 flex-1 py-[3px]">
          {choosing ? (
            <CompanyPicker
              label={t('setCompany')}
              focusFirst
              onLeave={() => setChoosing(false)}
              onChoose={({ id }) => {
                setChoosing(false);
                saveQuietly({ companyId: id });
              }}
            />
          ) : (
            <span className="flex items-center">
              <button
                type="button"
                disabled={!editable}
                aria-label={`${t('field.company')}: ${company?.name ?? t('field.noCompany')}`}
                onClick={() => setChoosing(true)}
                className={`${valueButton} ${company ? '' : 'text-ink-3'}`}
              >
                <span className="truncate">{company?.name ?? t('field.noCompany')}</span>
              </button>
              {editable && company && (
                <IconButton
                  small
                  icon={X}
                  label={t('removeCompany')}
                  onClick={() => saveQuietly({ companyId: null })}
                />
              )}
            </span>
          )}
        </div>
      </div>
      <dl>
        <PropertyRow label={t('field.language')}>
          <Menu
            trigger={
              <button
                type="button"
                disabled={!editable}
                aria-label={`${t('field.language')}: ${languageWord(contact.language)}`}
                className={`${valueButton} ${contact.language ? '' : 'text-ink-3'}`}
              >
                {languageWord(contact.language)}
              </button>
            }
          >
            {[...languages, null].map((language) => (
              <MenuItem
                key={language}
                checked={language === contact.language}
                onSelect={() => saveQuietly({ language })}
              >
                {languageWord(language)}
              </MenuItem>
            ))}
          </Menu>
        </PropertyRow>
      </dl>
      <Editable
        label={t('field.notes')}
        value={contact.notes}
        editable={editable}
        long
        maxLength={5000}
        onSave={(notes) => save({ notes })}
      />
      <dl>
        <PropertyRow label={t('field.since')}>{momentOf(new Date(contact.createdAt), clock)}</PropertyRow>
      </dl>
    </div>
  );
}

/** His addresses; the first is where answers go. */
function Addresses({
  contact,
  editable,
  onSave,
}: {
  contact: ContactView;
  editable: boolean;
  onSave: (emails: string[]) => Promise<unknown>;
}) {
  const { t } = useTranslation('contacts');
  const [adding, setAdding] = useState(false);
  const { emails } = contact;
  const saveQuietly = (next: string[]) => {
    onSave(next).catch((error) => warn(refusedWord(t, error)));
  };
  const wrong = (text: string) => (text === '' || isAddress(text) ? null : t('field.badEmail'));
  return (
    <div className="group/addresses">
      {emails.map((email, index) => (
        <div key={email} className="flex items-center gap-1">
          <div className="min-w-0 flex-1">
            <Editable
              label={t(index === 0 ? 'field.emails' : 'field.email')}
              again={index > 0}
              value={email}
              editable={editable}
              maxLength={320}
              wrong={wrong}
              onSave={(text) => onSave(emails.flatMap((one) => (one !== email ? [one] : text ? [text] : [])))}
            />
          </div>
          {editable && emails.length > 1 && (
            <>
              {index > 0 && (
                <IconButton
                  small
                  icon={Check}
                  label={t('field.makePrimary', { email })}
                  onClick={() => saveQuietly([email, ...emails.filter((one) => one !== email)])}
                />
              )}
              <IconButton
                small
                icon={X}
                label={t('field.removeEmail', { email })}
                onClick={() => saveQuietly(emails.filter((one) => one !== email))}
              />
            </>
          )}
        </div>
      ))}
      {(emails.length === 0 || adding) && (
        <Editable
          key={emails.length}
          label={emails.length === 0 ? t('field.emails') : t('field.email')}
          value=""
          editable={editable}
          maxLength={320}
          wrong={wrong}
          onSave={async (text) => {
            if (text) await onSave([...emails, text]);
            setAdding(false);
          }}
        />
      )}
      {editable && emails.length > 0 && !adding && (
        <button
          type="button"
          onClick={() => setAdding(true)}
          className="ml-[94px] flex h-6 items-center gap-1 rounded-control text-[0.75rem] text-ink-2 hover:text-ink max-md:h-11"
        >
          <Plus className="size-3.5" aria-hidden />
          {t('field.another')}
        </button>
      )}
    </div>
  );
}
