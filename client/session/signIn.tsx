import { PencilLine, Users } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { goTo } from '../account/outside.ts';
import { post } from '../connection/post.ts';
import { Refused, reasonOf } from '../connection/refused.ts';
import { Button } from '../ui/button.tsx';
import { Field, FieldError } from '../ui/field.tsx';
import { Logo } from '../ui/logo.tsx';
import { PasswordField } from '../ui/passwordField.tsx';
import { password as demoPassword, isDemo, people } from './demo.ts';
import { LanguageSwitch } from './languageSwitch.tsx';
import { type EndReason, signIn } from './session.ts';

type Trouble = 'missing' | 'wrong' | 'codeMissing' | 'codeWrong' | 'rateLimited' | 'unreachable';

const troubleOf = (error: unknown): Trouble => {
  const reason = reasonOf(error);
  if (error instanceof Refused && isAboutCode(error.details)) return 'codeWrong';
  if (reason === 'rateLimited' || reason === 'unreachable') return reason;
  return reason === 'internal' ? 'unreachable' : 'wrong';
};

const isAboutCode = (details: unknown): boolean =>
  typeof details === 'object' && details !== null && 'needs' in details && details.needs === 'code';

/** Nobody can sign in where nobody is yet. */
async function toSetUpIfNew(): Promise<void> {
  const { value } = await post('setup.status', {}).catch(() => ({ value: null }));
  if (value?.needed) goTo('/setup');
}

export function SignIn({ why }: { why: EndReason }) {
  const { t } = useTranslation();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  /** Asked for once the password was right; null until then. */
  const [code, setCode] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [choice, setChoice] = useState<{ slug: string; name: string }[]>([]);
  const [demo, setDemo] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    document.title = t('signIn.title');
  }, [t]);
  useEffect(() => {
    let here = true;
    void isDemo().then((yes) => {
      if (!here) return;
      setDemo(yes);
      if (!yes) void toSetUpIfNew();
    });
    return () => {
      here = false;
    };
  }, []);

  async function enter(as: { email: string; password: string; workspace?: string; code?: string }) {
    if (busy) return;
    if (!as.email.trim() || !as.password) return setTrouble('missing');
    if (as.code !== undefined && as.code.trim().length < 6) return setTrouble('codeMissing');
    setBusy(true);
    setTrouble(null);
    try {
      const several = await signIn({ ...as, email: as.email.trim() });
      if (several && 'needs' in several) setCode('');
      else if (several) setChoice(several.workspaces);
    } catch (error) {
      setTrouble(troubleOf(error));
    } finally {
      setBusy(false);
    }
  }

  const aboutCode = trouble === 'codeMissing' || trouble === 'codeWrong';
  const proof = code === null ? {} : { code };
  /** A code is for one person. */
  const startAnew = () => {
    setCode(null);
    setChoice([]);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void enter({ email, password, ...proof });
  };

  return (
    <main className="flex h-full flex-col items-center overflow-y-auto bg-app px-4">
      <div className="my-auto flex w-full max-w-[366px] flex-col items-center py-8">
        <Logo className="size-11" />
        <h1 className="mt-4 text-center text-heading font-semibold tracking-[-0.01em]">{t('signIn.title')}</h1>
        <p className="mt-1 text-ink-2">{window.location.host}</p>
        <form
          ref={form}
          onSubmit={submit}
          noValidate
          className="mt-6 w-full rounded-composer border border-line bg-page p-6"
        >
          {why && (
            <p role="status" className="mb-4 flex gap-2.5 rounded-control bg-sel px-3 py-2 text-[0.75rem]/4 text-ink-2">
              <PencilLine className="size-4 shrink-0 text-accent-ink" aria-hidden />
              {t(`signIn.${why}`)}
            </p>
          )}
          <Field
            label={t('signIn.email')}
            type="email"
            autoComplete="username"
            value={email}
            onChange={(event) => {
              setEmail(event.target.value);
              startAnew();
            }}
            autoFocus
          />
          <div className="relative mt-3.5">
            <PasswordField
              label={t('signIn.password')}
              autoComplete="current-password"
              value={password}
              onChange={(event) => {
                setPassword(event.target.value);
                startAnew();
              }}
            />
            <a
              href="/forgot"
              onClick={(event) => {
                event.preventDefault();
                goTo('/forgot');
              }}
              className="absolute -top-0.5 right-0 rounded-chip text-[0.75rem]/5 text-accent-ink hover:underline max-md:-top-1.5 max-md:py-1"
            >
              {t('signIn.forgot')}
            </a>
          </div>
          {code !== null && (
            <Field
              className="mt-3.5"
              label={t('signIn.code')}
              hint={t('signIn.codeHint')}
              autoComplete="one-time-code"
              autoFocus
              maxLength={40}
              value={code}
              onChange={(event) => setCode(event.target.value)}
              error={aboutCode ? t(`signIn.${trouble}`) : null}
            />
          )}
          {trouble && !aboutCode && <FieldError>{t(`signIn.${trouble}`)}</FieldError>}
          <Button look="primary" size="large" type="submit" className="mt-4 w-full" disabled={busy}>
            {t(busy ? 'signIn.submitting' : 'signIn.submit')}
          </Button>
          {choice.length > 0 && (
            <fieldset className="mt-4 flex flex-col gap-2">
              <legend className="mb-1.5 text-[0.75rem]/4 font-medium">{t('signIn.choose')}</legend>
              {choice.map(({ slug, name }) => (
                <Button key={slug} onClick={() => void enter({ email, password, ...proof, workspace: slug })}>
                  {name}
                </Button>
              ))}
            </fieldset>
          )}
          {demo && (
            <div className="mt-5 border-t border-line pt-4">
              <p className="flex gap-2 text-[0.75rem]/4 text-ink-2">
                <Users className="size-4 shrink-0 text-ink-3" aria-hidden />
                {t('signIn.demo', { password: demoPassword })}
              </p>
              <div className="mt-2.5 flex flex-wrap gap-1.5">
                {people.map((name) => (
                  <Button
                    key={name}
                    size="small"
                    className="capitalize"
                    onClick={() => {
                      setEmail(`${name}@baton.test`);
                      setPassword(demoPassword);
                      startAnew();
                      void enter({ email: `${name}@baton.test`, password: demoPassword });
                    }}
                  >
                    {name}
                  </Button>
                ))}
              </div>
            </div>
          )}
        </form>
      </div>
      <LanguageSwitch />
    </main>
  );
}
