import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { meIn } from '../../shared/state.ts';
import { useScreen, useShown } from '../connection/screenContext.ts';
import { useStore } from '../connection/store.ts';
import { type Language, languages } from '../i18n/firstWords.ts';
import { chooseLanguage, currentLanguage, tagOf } from '../i18n/language.ts';
import { Button } from '../ui/button.tsx';
import { Field, FieldError } from '../ui/field.tsx';
import { chooseTheme, theme, themes } from '../ui/theme.ts';
import { say } from '../ui/toast.tsx';
import { Choice } from './choice.tsx';
import { Page } from './page.tsx';
import { refusalIn } from './refusal.ts';
import { SignatureField } from './signatureField.tsx';
import { useAsking } from './useAsking.ts';

export function Profile() {
  const { t } = useTranslation('settings');
  return (
    <Page id="profile" intro={t('profile.intro')}>
      <NameForm />
      <SignatureForm />
      <LanguageChoice />
      <ThemeChoice />
    </Page>
  );
}

function NameForm() {
  const { t } = useTranslation('settings');
  const screen = useScreen();
  const me = useShown(meIn);
  const asking = useAsking();
  /** What was typed; null shows the name as it is now, wherever it was changed. */
  const [typed, setTyped] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  const name = typed ?? me.name;

  async function submit(event: FormEvent) {
    event.preventDefault();
    const next = name.trim();
    setMissing(next === '');
    if (next === '') return;
    if (!(await asking.run(() => screen.ask('me.update', { name: next })))) return;
    setTyped(null);
    say(t('saved'));
  }
  const trouble = asking.trouble && refusalIn(t, asking.trouble.reason);
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="flex max-w-96 flex-col gap-4">
      <Field label={t('profile.email')} hint={t('profile.emailHint')} value={me.email} readOnly />
      <Field
        label={t('profile.name')}
        autoComplete="name"
        maxLength={200}
        value={name}
        onChange={(event) => setTyped(event.target.value)}
        error={missing ? t('profile.nameMissing') : trouble}
      />
      <Button look="primary" type="submit" className="w-fit" disabled={asking.busy || name.trim() === me.name}>
        {t(asking.busy ? 'saving' : 'save')}
      </Button>
    </form>
  );
}

function SignatureForm() {
  const { t } = useTranslation('settings');
  const screen = useScreen();
  const own = useShown((state) => meIn(state).signature ?? '');
  return (
    <SignatureField
      label={t('profile.signature')}
      hint={t('profile.signatureHint')}
      value={own}
      onSave={(signature) => screen.ask('me.update', { signature })}
    />
  );
}

function LanguageChoice() {
  const { t } = useTranslation('settings');
  const { t: common } = useTranslation();
  const screen = useScreen();
  const asking = useAsking();
  async function choose(language: Language) {
    await chooseLanguage(language);
    await asking.run(() => screen.ask('me.update', { language: tagOf(language) }));
  }
  return (
    <div className="max-w-96 border-t border-line pt-6">
      <Choice
        label={t('profile.language')}
        hint={t('profile.languageHint')}
        value={currentLanguage()}
        options={languages.map((value) => ({ value, name: common(`language.${value}`) }))}
        onChoose={(language) => void choose(language)}
      />
      {asking.trouble && <FieldError>{refusalIn(t, asking.trouble.reason)}</FieldError>}
    </div>
  );
}

function ThemeChoice() {
  const { t } = useTranslation('settings');
  const { t: common } = useTranslation();
  const chosen = useStore(theme, (value) => value);
  return (
    <div className="max-w-96">
      <Choice
        label={t('profile.theme')}
        hint={t('profile.themeHint')}
        value={chosen}
        options={themes.map((value) => ({ value, name: common(`theme.${value}`) }))}
        onChoose={chooseTheme}
      />
    </div>
  );
}
