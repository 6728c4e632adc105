import type { Input } from '../../shared/contract.ts';
import { currentLanguage, tagOf } from '../i18n/language.ts';
import { blankServer, serverOf, type TypedServer } from '../settings/mail/serverFields.tsx';
import { isAddress, shortestPassword } from '../ui/given.ts';

export const steps = ['workspace', 'account', 'mail', 'team'] as const;
export type Step = (typeof steps)[number];

/** How customers' mail leaves: through a server of one's own, as this installation's does, or not yet. */
export const ways = ['own', 'usual', 'later'] as const;
export type Way = (typeof ways)[number];

/** What has been typed so far. */
export interface Answers {
  workspaceName: string;
  code: string;
  name: string;
  email: string;
  password: string;
  way: Way;
  address: string;
  /** Null: the workspace's name. */
  senderName: string | null;
  server: TypedServer;
}

const blank: Answers = {
  workspaceName: '',
  code: '',
  name: '',
  email: '',
  password: '',
  way: 'own',
  address: '',
  senderName: null,
  server: blankServer,
};

const key = 'baton.setup';

/** Leaving the page keeps what was typed, for this tab; secrets are not written anywhere. */
export function keep({ password: _password, code: _code, server, ...rest }: Answers): void {
  sessionStorage.setItem(
    key,
    JSON.stringify({ ...rest, server: { ...server, password: '', clientSecret: '', refreshToken: '' } }),
  );
}

export function kept(): Answers {
  try {
    const found: unknown = JSON.parse(sessionStorage.getItem(key) ?? '{}');
    return typeof found === 'object' && found !== null ? { ...blank, ...found } : blank;
  } catch {
    return blank;
  }
}

export const forget = (): void => sessionStorage.removeItem(key);

export type Trouble = 'workspaceName' | 'code' | 'name' | 'email' | 'password' | 'address';

/** What is missing or wrong in a step. */
export function troublesIn(step: Step, answers: Answers, codeNeeded: boolean): Trouble[] {
  const { workspaceName, code, name, email, password, way, address } = answers;
  const all: Record<Step, [Trouble, boolean][]> = {
    workspace: [
      ['workspaceName', workspaceName.trim() === ''],
      ['code', codeNeeded && code.trim() === ''],
    ],
    account: [
      ['name', name.trim() === ''],
      ['email', !isAddress(email)],
      ['password', password.length < shortestPassword],
    ],
    mail: [['address', way !== 'later' && !isAddress(address)]],
    team: [],
  };
  return all[step].flatMap(([trouble, is]) => (is ? [trouble] : []));
}

export function requestOf(answers: Answers): Input<'setup.create'> {
  const { workspaceName, code, name, email, password, way, address, senderName, server } = answers;
  const mail =
    way === 'later'
      ? {}
      : {
          supportAddress: address.trim(),
          supportName: senderName?.trim() || workspaceName.trim(),
          ...(way === 'own' ? { server: serverOf(server) } : {}),
        };
  return {
    workspaceName: workspaceName.trim(),
    name: name.trim(),
    email: email.trim(),
    password,
    language: tagOf(currentLanguage()),
    ...(code.trim() ? { code: code.trim() } : {}),
    ...mail,
  };
}
