import { UsersRound, X } from 'lucide-react';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CompanyView, ContactView } from '../../shared/entities.ts';
import { useScreen, useShown } from '../connection/screenContext.ts';
import { findContacts } from '../contacts/learn.ts';
import { MakingContext, useSubmitWhenMade } from '../contacts/making.ts';
import { CompanyPicker } from '../contacts/pickers.tsx';
import { timeOf } from '../i18n/format.ts';
import { useClock } from '../i18n/useClock.ts';
import { SelectField } from '../tickets/selectField.tsx';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { isAddress } from '../ui/given.ts';
import { IconButton } from '../ui/iconButton.tsx';
import { Foot } from './foot.tsx';
import { type IdentifyProps, useIdentify } from './useIdentify.ts';

const languages = ['en', 'zh-Hant'] as const;

/** Somebody who was not known before, as far as the message tells. */
export function NewContact({
  message,
  onClose,
  connects,
  onThere,
}: IdentifyProps & { connects: ReactNode; onThere: (contactId: string) => void }) {
  const { t } = useTranslation('customers');
  const { t: common } = useTranslation();
  const clock = useClock();
  const known = useShown((state) => (message.contactId ? state.contacts[message.contactId] : undefined));
  const guessed = known?.name ?? message.from.name;
  const [email, setEmail] = useState(message.from.address);
  const [name, setName] = useState(guessed.includes('@') ? '' : guessed);
  const [phone, setPhone] = useState(known?.phone ?? '');
  const [language, setLanguage] = useState<(typeof languages)[number] | null>(known?.language ?? null);
  const [company, setCompany] = useState<CompanyView | null>(null);
  const [tried, setTried] = useState(false);
  const { busy, trouble, identify } = useIdentify(message, onClose);
  const same = useNamesake(name.trim(), message.contactId);
  const wrongEmail = email.trim() !== '' && !isAddress(email.trim());

  const { making, waiting, submit } = useSubmitWhenMade(() => void save());

  async function save(): Promise<void> {
    setTried(true);
    if (!name.trim() || wrongEmail) return;
    await identify(name.trim(), {
      newContact: {
        name: name.trim(),
        ...(email.trim() ? { emails: [email.trim()] } : {}),
        ...(phone.trim() ? { phone: phone.trim() } : {}),
        ...(company ? { companyId: company.id } : {}),
        ...(language ? { language } : {}),
      },
    });
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    submit(null);
  };
  const languageWord = (one: (typeof languages)[number]) => common(`language.${one === 'en' ? 'en' : 'zhHant'}`);
  return (
    <form noValidate onSubmit={onSubmit} className="flex min-h-0 flex-1 flex-col">
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-6 max-md:p-4">
        <Field
          type="email"
          label={t('email')}
          maxLength={320}
          value={email}
          hint={
            email && email === message.from.address
              ? t('found', { time: timeOf(new Date(message.at), clock) })
              : undefined
          }
          error={tried && wrongEmail ? t('emailWrong') : undefined}
          onChange={(event) => setEmail(event.target.value)}
        />
        <Field
          required
          label={t('name')}
          maxLength={200}
          value={name}
          error={tried && !name.trim() ? t('nameMissing') : undefined}
          onChange={(event) => setName(event.target.value)}
        />
        {same && (
          <p className="flex items-start gap-2 rounded-control bg-inset p-3 text-ink-2">
            <UsersRound className="mt-0.5 size-4 shrink-0 text-ink-3" aria-hidden />
            <span className="min-w-0 flex-1">
              {t('exists', { name: same.name })}{' '}
              <button
                type="button"
                onClick={() => onThere(same.id)}
                className="font-medium text-accent-ink hover:underline"
              >
                {t('compare')}
              </button>
            </span>
          </p>
        )}
        {company ? (
          <div>
            <p className="mb-1.5 font-medium text-[0.75rem]/4">{t('company')}</p>
            <p className="flex items-center gap-1">
              <span className="min-w-0 truncate">{company.name}</span>
              <IconButton
                small
                icon={X}
                label={t('noCompany', { name: company.name })}
                onClick={() => setCompany(null)}
              />
            </p>
          </div>
        ) : (
          <MakingContext value={making}>
            <CompanyPicker label={t('company')} labelled onChoose={(one) => setCompany(one)} />
          </MakingContext>
        )}
        <div className="grid grid-cols-2 gap-3">
          <Field label={t('phone')} maxLength={50} value={phone} onChange={(event) => setPhone(event.target.value)} />
          <SelectField
            label={t('language')}
            value={language ? languageWord(language) : t('noLanguage')}
            options={[
              { id: '', name: t('noLanguage'), chosen: language === null },
              ...languages.map((one) => ({ id: one, name: languageWord(one), chosen: one === language })),
            ]}
            onChoose={(id) => setLanguage(languages.find((one) => one === id) ?? null)}
          />
        </div>
        {connects}
      </div>
      <Foot trouble={trouble}>
        <Button look="primary" type="submit" disabled={busy || waiting}>
          {t('save')}
        </Button>
        <Button onClick={onClose}>{t('cancel')}</Button>
      </Foot>
    </form>
  );
}

/** Somebody of the same name is there already. */
function useNamesake(wanted: string, withoutId: string | null): ContactView | null {
  const screen = useScreen();
  const [found, setFound] = useState<ContactView | null>(null);
  useEffect(() => {
    setFound(null);
    if (wanted.length < 3) return;
    const timer = setTimeout(() => {
      findContacts(screen, wanted).then(
        (all) =>
          setFound(
            all.find(({ id, name: his }) => id !== withoutId && his.toLowerCase() === wanted.toLowerCase()) ?? null,
          ),
        () => {},
      );
    }, 300);
    return () => clearTimeout(timer);
  }, [screen, wanted, withoutId]);
  return found;
}
