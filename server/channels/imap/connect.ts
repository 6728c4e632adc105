import { ImapFlow } from 'imapflow';
import { NoSignIn, type OAuth } from '../oauth.ts';
import type { Mailbox, Secrets } from './model.ts';
import { NoFolder } from './trouble.ts';

export type Place = Pick<
  Mailbox,
  'host' | 'port' | 'security' | 'anyCertificate' | 'user' | 'folder' | 'kind' | 'tokenUrl' | 'clientId'
>;

const connectMs = 20_000;
/** Servers hang up on who idles for half an hour; networks do sooner. */
const idleMs = 4 * 60_000;

/** A token for XOAUTH2, had for the refresh token where there is one. `renewed` says when the provider changed that. */
function accessToken(
  { tokenUrl, clientId }: Place,
  secrets: Secrets,
  oauth: OAuth,
  renewed: (secrets: Secrets) => Promise<void>,
): Promise<string> {
  const { refreshToken, clientSecret } = secrets;
  if (tokenUrl && refreshToken) {
    const anew = (next: string) => renewed({ ...secrets, refreshToken: next });
    // Always a fresh one: a line lives for hours, and is opened anew because the last token was refused as often as not.
    return oauth.tokenOf({ tokenUrl, clientId, clientSecret, refreshToken }, anew, true);
  }
  if (secrets.accessToken) return Promise.resolve(secrets.accessToken);
  throw new NoSignIn('There is no token to sign in with');
}

/** Signs in. @throws what `troubleOf` explains */
export async function connect(
  place: Place,
  secrets: Secrets,
  oauth: OAuth,
  renewed: (secrets: Secrets) => Promise<void> = async () => {},
): Promise<ImapFlow> {
  const { host, port, security, anyCertificate, user, kind } = place;
  const auth =
    kind === 'oauth2'
      ? { user, accessToken: await accessToken(place, secrets, oauth, renewed) }
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
