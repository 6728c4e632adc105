import type { MailboxDoor } from '../../shared/contract/mailboxes.ts';
import type { MailServerInput } from '../../shared/contract/mailServers.ts';
import type { Input } from '../../shared/contract.ts';
import { currentLanguage, tagOf } from '../i18n/language.ts';
import { blankServer, serverOf, type TypedServer, troublesOf } from '../settings/mail/serverFields.tsx';
import { inputOf, isPort, type TypedMailbox, typedMailbox } from '../settings/mail/typedMailbox.ts';
import { isAddress, shortestPassword } from '../ui/given.ts';

export const steps = ['workspace', 'account', 'mail', 'team'] as const;
export type Step = (typeof steps)[number];

/**
 * How customers' mail comes and leaves: by a mailbox that there is; to Baton's own receiver; kept on this machine to try
 * it; or not yet.
 */
export const ways = ['mailbox', 'receiver', 'try', 'later'] as const;
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
  /** Where mail is fetched, and the sign-in of both servers. */
  mailbox: TypedMailbox;
  /** Null: the address is the user as well. */
  user: string | null;
  server: TypedServer;
  /** Mail leaves through `server` with a sign-in of its own: beside a mailbox, or with the receiver. */
  ownServer: boolean;
}

const blank: Answers = {
  workspaceName: '',
  code: '',
  name: '',
  email: '',
  password: '',
  way: 'mailbox',
  address: '',
  senderName: null,
  mailbox: typedMailbox(null),
  user: null,
  server: blankServer,
  ownServer: false,
};

const key = 'baton.setup';
const noSecrets = { password: '', clientSecret: '', refreshToken: '' };

/** Leaving the page keeps what was typed, for this tab; secrets are not written anywhere. */
export function keep({ password: _password, code: _code, server, mailbox, ...rest }: Answers): void {
  const typed = { ...rest, server: { ...server, ...noSecrets }, mailbox: { ...mailbox, ...noSecrets } };
  sessionStorage.setItem(key, JSON.stringify(typed));
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

/** Where mail of these answers is fetched; null while that cannot be right, or when none is. */
export function doorOf({ way, mailbox, user, address }: Answers): MailboxDoor | null {
  if (way !== 'mailbox') return null;
  const input = inputOf('', { ...mailbox, user: user ?? address });
  if (!input) return null;
  const { channelId: _channelId, ...door } = input;
  return door;
}

/** The server that mail leaves through, as typed; null for the installation's way. */
export function sendingOf({ way, server, mailbox, user, address, ownServer }: Answers): TypedServer | null {
  if (way === 'receiver') return ownServer ? server : null;
  if (way !== 'mailbox') return null;
  if (ownServer) return server;
  const { kind, password, tokenUrl, clientId, clientSecret, refreshToken } = mailbox;
  return { ...server, user: user ?? address, kind, password, tokenUrl, clientId, clientSecret, refreshToken };
}

export const serverInputOf = (answers: Answers): MailServerInput | undefined => {
  const typed = sendingOf(answers);
  return typed ? serverOf(typed) : undefined;
};

export type Trouble =
  | 'workspaceName'
  | 'code'
  | 'name'
  | 'email'
  | 'password'
  | 'address'
  | 'imapHost'
  | 'imapPort'
  | 'smtpHost'
  | 'smtpPort'
  | 'user'
  | 'tokenUrl'
  | 'secret';

/** What is wrong with the servers. */
function serverTroubles(answers: Answers): [Trouble, boolean][] {
  const { way, mailbox, user, address } = answers;
  const sending = sendingOf(answers);
  const wrong = sending ? troublesOf(sending) : {};
  const out: [Trouble, boolean][] = [
    ['smtpHost', wrong.host ?? false],
    ['smtpPort', wrong.port ?? false],
    ['tokenUrl', wrong.tokenUrl ?? false],
  ];
  if (way !== 'mailbox') return out;
  const secret = mailbox.kind === 'password' ? mailbox.password : mailbox.refreshToken;
  return [
    ...out,
    ['imapHost', mailbox.host.trim() === ''],
    ['imapPort', !isPort(mailbox.port)],
    ['user', (user ?? address).trim() === ''],
    ['secret', secret === ''],
  ];
}

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
    mail: way === 'later' ? [] : [['address', !isAddress(address)], ...serverTroubles(answers)],
    team: [],
  };
  return all[step].flatMap(([trouble, is]) => (is ? [trouble] : []));
}

export function requestOf(answers: Answers): Input<'setup.create'> {
  const { workspaceName, code, name, email, password, way, address, senderName } = answers;
  const [server, mailbox] = [serverInputOf(answers), doorOf(answers)];
  const mail =
    way === 'later'
      ? {}
      : {
          supportAddress: address.trim(),
          supportName: senderName?.trim() || workspaceName.trim(),
          ...(server ? { server } : {}),
          ...(mailbox ? { mailbox } : {}),
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
