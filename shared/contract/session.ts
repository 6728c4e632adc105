import { z } from 'zod';
import { Id, Moment } from '../ids.ts';
import { account, open } from './call.ts';

const SignedIn = z.object({
  /** Access token for `Authorization: Bearer` and for the socket; lives until `expiresAt`. */
  token: z.string(),
  expiresAt: Moment,
  user: z.object({ id: Id, email: z.string(), name: z.string() }),
  workspace: z.object({ id: Id, name: z.string(), slug: z.string() }),
});
export type SignedIn = z.infer<typeof SignedIn>;

const ChooseWorkspace = z.object({ workspaces: z.array(z.object({ id: Id, name: z.string(), slug: z.string() })) });

export const sessionCalls = {
  'session.create': open(
    'Sign in. With several workspaces and none named, answers the list to choose from. Sets the refresh cookie.',
    z.strictObject({
      email: z.string().min(1).max(320),
      password: z.string().min(1).max(1024),
      workspace: z.string().max(100).optional(),
    }),
    z.union([SignedIn, ChooseWorkspace]),
  ),
  'session.refresh': open(
    'A new access token for the refresh cookie, which is replaced.',
    z.strictObject({}),
    SignedIn,
  ),
  'session.end': account(
    'Sign out here, or end another of your sessions.',
    z.strictObject({ sessionId: Id.optional() }),
    z.object({}),
  ),
  'session.list': account(
    'Your sessions.',
    z.strictObject({}),
    z.object({
      items: z.array(
        z.object({ id: Id, createdAt: Moment, lastSeenAt: Moment, agent: z.string(), current: z.boolean() }),
      ),
      next: z.null(),
    }),
  ),
};
