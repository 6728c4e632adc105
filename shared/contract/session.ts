import { z } from 'zod';
import { Id, Moment } from '../ids.ts';
import { account, open } from './call.ts';
import { SecondCode } from './secrets.ts';

const Workspace = z.object({ id: Id, name: z.string(), slug: z.string() });

export const SignedIn = z.object({
  /** Access token for `Authorization: Bearer` and for the socket; lives until `expiresAt`. */
  token: z.string(),
  expiresAt: Moment,
  user: z.object({ id: Id, email: z.string(), name: z.string() }),
  workspace: Workspace,
});
export type SignedIn = z.infer<typeof SignedIn>;

const ChooseWorkspace = z.object({ workspaces: z.array(Workspace) });

/** The password was right; the same request again, with a code of the second factor. */
export const NeedsCode = z.object({ needs: z.literal('code') });

export const sessionCalls = {
  'session.create': open(
    'Sign in. Who has a second factor is asked for its `code` (`{needs: "code"}`), a recovery code will do. With several workspaces and none named, answers the list to choose from. Sets the refresh cookie.',
    z.strictObject({
      email: z.string().min(1).max(320),
      password: z.string().min(1).max(1024),
      workspace: z.string().max(100).optional(),
      code: SecondCode.optional(),
    }),
    z.union([SignedIn, ChooseWorkspace, NeedsCode]),
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
  'session.endOthers': account(
    'End all your sessions but this one, in every workspace.',
    z.strictObject({}),
    z.object({ ended: z.int() }),
  ),
  'session.list': account(
    'Your sessions, in every workspace, newest first.',
    z.strictObject({}),
    z.object({
      items: z.array(
        z.object({
          id: Id,
          workspaceId: Id,
          createdAt: Moment,
          lastSeenAt: Moment,
          agent: z.string(),
          current: z.boolean(),
        }),
      ),
      next: z.null(),
    }),
  ),
  'session.switch': account(
    'Sign in to another of your workspaces. Sets the refresh cookie; the session left behind runs out by itself.',
    z.strictObject({ workspaceId: Id }),
    SignedIn,
  ),
  'workspace.listMine': account(
    'The workspaces you are an active member of.',
    z.strictObject({}),
    z.object({ items: z.array(Workspace.extend({ current: z.boolean() })), next: z.null() }),
  ),
};
