import { ImapFlow } from 'imapflow';
import type { Mailbox, Secrets } from './model.ts';
import { NoFolder, NoSignIn } from './trouble.ts';

export type Place = Pick<
  Mailbox,
  'host' | 'port' | 'security' | 'anyCertificate' | 'user' | 'folder' | 'kind' | 'tokenUrl' | 'clientId'
>;

const connectMs = 20_000;
const tokenMs = 15_000;
/** Servers hang up on who idles for half an hour; networks do sooner. */
const idleMs = 4 * 60_000;

/** A token for XOAUTH2, fresh from the refresh token where there is one. `renewed` says when the provider changed that. */
async function accessToken(
  place: Place,
  secrets: Secrets,
  renewed: (secrets: Secrets) => Promise<void>,
): Promise<string> {
  const { tokenUrl, clientId } = place;
  if (!tokenUrl || !secrets.refreshToken) {
    if (!secrets.accessToken) throw new NoSignIn('There is no token to sign in with');
    return secrets.accessToken;
  }
  const form = new URLSearchParams({
    grant_type: 'refresh_token',
    refresh_token: secrets.refreshToken,
    client_id: clientId,
    ...(secrets.clientSecret ? { client_secret: secrets.clientSecret } : {}),
  });
  const answer = await fetch(tokenUrl, { method: 'POST', body: form, signal: AbortSignal.timeout(tokenMs) });
  const told = (await answer.json().catch(() => ({}))) as Record<string, unknown>;
  const { access_token: token, refresh_token: next, error_description: why, error } = told;
  if (typeof token !== 'string')
    throw new NoSignIn(String(why ?? error ?? `The token server answered ${answer.status}`));
  if (typeof next === 'string' && next !== secrets.refreshToken) await renewed({ ...secrets, refreshToken: next });
  return token;
}

/** Signs in. @throws what `troubleOf` explains */
export async function connect(
  place: Place,
  secrets: Secrets,
  renewed: (secrets: Secrets) => Promise<void> = async () => {},
): Promise<ImapFlow> {
  const { host, port, security, anyCertificate, user, kind } = place;
  const auth =
    kind === 'oauth2'
      ? { user, accessToken: await accessToken(place, secrets, renewed) }
      : { user, pass: secrets.password ?? '' };
  const client = new ImapFlow({
    host,
    port,
    secure: security === 'tls',
    doSTARTTLS: security === 'tls' ? undefined : security === 'starttls',
    auth,
    tls: { rejectUnauthorized: !anyCertificate },
    logger: false,
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    maxIdleTime: idleMs,
    disableAutoIdle: true,
  });
  /** Told to whoever waits for an answer as well; unheard it would end the process. */
  client.on('error', () => {});
  await client.connect();
  return client;
}

/** Opens the folder so that nothing in it changes. @throws NoFolder */
export async function openFolder(client: ImapFlow, folder: string) {
  try {
    return await client.mailboxOpen(folder, { readOnly: true });
  } catch (error) {
    if (client.usable) throw new NoFolder(`There is no folder ${folder}`);
    throw error;
  }
}
