import type { MailServerInput, MailServerView } from '../../shared/contract/mailServers.ts';
import { AppError } from '../../shared/errors.ts';
import { seal, unseal } from '../platform/seal.ts';
import type { KeptServer, MailServer, ServerSecrets } from './model.ts';
import type { OAuth } from './oauth.ts';

const same = (kept: KeptServer, given: MailServerInput): boolean =>
  kept.host === given.host &&
  kept.port === given.port &&
  kept.user === given.user &&
  (kept.oauth?.tokenUrl ?? null) === (given.oauth?.tokenUrl ?? null);

const unreadable = () =>
  new AppError('conflict', 'The password of this mail server cannot be read any more. Write it again.', {
    field: 'password',
  });

/** Hears of the secrets that take the place of those a server was opened with. */
type Renewed = (secret: string) => Promise<void>;

/** Mail servers between the wire, where secrets are written only, the store, where they are sealed, and a connection. */
export function createServers(key: Buffer, oauth: OAuth) {
  const sealed = (secrets: ServerSecrets, view: MailServerView): string | null => {
    if (view.oauth) return seal(key, Buffer.from(JSON.stringify(secrets)));
    return secrets.password === null ? null : seal(key, Buffer.from(secrets.password));
  };

  function secretsOf({ secret, ...view }: KeptServer): ServerSecrets {
    if (secret === null) return { password: null };
    const plain = unseal(key, secret)?.toString();
    if (!plain) throw unreadable();
    return view.oauth ? (JSON.parse(plain) as ServerSecrets) : { password: plain };
  }

  /** A server that can be spoken to. */
  function ready(view: MailServerView, secrets: ServerSecrets, renewed: Renewed): MailServer {
    const { oauth: place } = view;
    const { refreshToken, clientSecret } = secrets;
    if (!place || !refreshToken) return { ...view, secrets, token: null };
    const anew = async (next: string) => {
      const secret = sealed({ ...secrets, refreshToken: next }, view);
      if (secret) await renewed(secret);
    };
    return {
      ...view,
      secrets,
      token: (fresh) => oauth.tokenOf({ ...place, clientSecret, refreshToken }, anew, fresh),
    };
  }

  const notKept: Renewed = async () => {};

  return {
    opened(kept: KeptServer, renewed: Renewed = notKept): MailServer {
      const { secret: _secret, ...view } = kept;
      return ready(view, secretsOf(kept), renewed);
    },

    /** The server that was given, with the secrets that are kept when none were. @throws invalid: no other server gets them */
    completed(given: MailServerInput, kept: KeptServer | null): MailServer {
      const { password, oauth: tokens, ...server } = given;
      const known = kept?.secret && same(kept, given) ? secretsOf(kept) : { password: null };
      if (tokens && server.user !== null) {
        const { clientSecret = known.clientSecret, refreshToken = known.refreshToken, ...place } = tokens;
        if (refreshToken) {
          return ready({ ...server, oauth: place }, { password: null, clientSecret, refreshToken }, notKept);
        }
        throw new AppError('invalid', 'Give the refresh token for this server and user.', { field: 'server.password' });
      }
      if (server.user === null) return ready(server, { password: null }, notKept);
      const word = password ?? known.password;
      if (word !== null) return ready(server, { password: word }, notKept);
      throw new AppError('invalid', 'Write the password for this server and user.', { field: 'server.password' });
    },
    kept: ({ secrets, token: _token, ...view }: MailServer): KeptServer => ({ ...view, secret: sealed(secrets, view) }),
    viewOf: ({ secret: _secret, ...server }: KeptServer): MailServerView => server,
  };
}

export type Servers = ReturnType<typeof createServers>;
