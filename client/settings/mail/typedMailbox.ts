import type { MailboxInput, MailboxView } from '../../../shared/contract/mailboxes.ts';
import type { MailSecurity } from '../../../shared/contract/mailServers.ts';

/** A mailbox as it is being typed. */
export interface TypedMailbox {
  host: string;
  port: string;
  security: MailSecurity;
  anyCertificate: boolean;
  user: string;
  folder: string;
  begin: 'new' | 'all';
  kind: 'password' | 'oauth2';
  password: string;
  tokenUrl: string;
  clientId: string;
  clientSecret: string;
  refreshToken: string;
}

/** What servers listen on as a rule. */
export const usualImapPort: Record<MailSecurity, string> = { tls: '993', starttls: '143', none: '143' };

export const typedMailbox = (kept: MailboxView | null): TypedMailbox => ({
  host: kept?.host ?? '',
  port: String(kept?.port ?? usualImapPort.tls),
  security: kept?.security ?? 'tls',
  anyCertificate: kept?.anyCertificate ?? false,
  user: kept?.user ?? '',
  folder: kept?.folder ?? 'INBOX',
  begin: kept?.begin ?? 'new',
  kind: kept?.signIn.kind ?? 'password',
  password: '',
  tokenUrl: kept?.signIn.tokenUrl ?? '',
  clientId: kept?.signIn.clientId ?? '',
  clientSecret: '',
  refreshToken: '',
});

export function isPort(typed: string): boolean {
  const port = Number(typed);
  return Number.isInteger(port) && port >= 1 && port <= 65_535;
}

/** Null while it cannot be right. */
export function inputOf(channelId: string, typed: TypedMailbox): MailboxInput | null {
  const { security, anyCertificate, begin, kind, password, clientSecret, refreshToken } = typed;
  const [host, user, folder, port] = [typed.host.trim(), typed.user.trim(), typed.folder.trim(), Number(typed.port)];
  if (host === '' || user === '' || !isPort(typed.port)) return null;
  const place = { channelId, host, port, security, anyCertificate, user, folder: folder || 'INBOX', begin };
  if (kind === 'password') return { ...place, signIn: { kind, ...(password ? { password } : {}) } };
  return {
    ...place,
    signIn: {
      kind,
      tokenUrl: typed.tokenUrl.trim() || null,
      clientId: typed.clientId.trim(),
      ...(clientSecret ? { clientSecret } : {}),
      ...(refreshToken ? { refreshToken } : {}),
    },
  };
}
