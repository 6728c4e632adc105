import type { MailServerInput, MailServerView } from '../../shared/contract/mailServers.ts';
import { AppError } from '../../shared/errors.ts';
import { seal, unseal } from '../platform/seal.ts';
import type { KeptServer, MailServer } from './model.ts';

const same = (kept: KeptServer, given: MailServerInput): boolean =>
  kept.host === given.host && kept.port === given.port && kept.user === given.user;

/** Mail servers between the wire, where a password is written only, the store, where it is sealed, and a connection. */
export function createServers(key: Buffer) {
  function opened({ secret, ...server }: KeptServer): MailServer {
    const password = secret === null ? null : unseal(key, secret);
    if (secret !== null && !password) {
      throw new AppError('conflict', 'The password of this mail server cannot be read any more. Write it again.', {
        field: 'password',
      });
    }
    return { ...server, password: password?.toString() ?? null };
  }

  return {
    opened,
    /** The server that was given, with the password that is kept when none was. @throws invalid: no other server gets it */
    completed(given: MailServerInput, kept: KeptServer | null): MailServer {
      const { password, ...server } = given;
      if (server.user === null) return { ...server, password: null };
      if (password !== undefined) return { ...server, password };
      if (kept?.secret && same(kept, given)) return { ...server, password: opened(kept).password };
      throw new AppError('invalid', 'Write the password for this server and user.', { field: 'server.password' });
    },
    kept({ password, ...server }: MailServer): KeptServer {
      return { ...server, secret: password === null ? null : seal(key, Buffer.from(password)) };
    },
    viewOf: ({ secret: _secret, ...server }: KeptServer): MailServerView => server,
  };
}

export type Servers = ReturnType<typeof createServers>;
