import { z } from 'zod';
import { TokenView } from '../entities.ts';
import { Id, Moment } from '../ids.ts';
import { account, TokenScope } from './call.ts';

export const tokenCalls = {
  'token.create': account(
    'A token for a program, sent as Bearer over HTTP or as `token` of the socket. `secret` is shown this once. It acts with your rights, as far as its scopes go: `read` asks queries and hears events, `write` sends commands, `admin` both of what only admins may.',
    z.strictObject({
      name: z.string().trim().min(1).max(100),
      scopes: z.array(TokenScope).min(1).max(3),
      expiresAt: Moment.optional(),
    }),
    z.object({ tokenId: Id, secret: z.string() }),
  ),
  'token.list': account(
    'Your tokens in this workspace that have not been revoked; with `everybody`, all members’ (admins).',
    z.strictObject({ everybody: z.boolean().optional() }),
    z.object({ items: z.array(TokenView), next: z.null() }),
  ),
  'token.revoke': account(
    'Revoke a token of yours; admins, anybody’s in the workspace. Acts at once, on open sockets too.',
    z.strictObject({ tokenId: Id }),
    z.object({}),
  ),
};
