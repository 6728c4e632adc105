import type { Audit } from '../audit/service.ts';
import type { ApiTokenStore } from '../auth/apiTokens/store.ts';
import { createRefreshTokens } from '../auth/refreshTokens.ts';
import { createSecondFactors } from '../auth/secondFactor.ts';
import { createSessions } from '../auth/sessions.ts';
import { createSignIn } from '../auth/signIn.ts';
import type { AuthStore } from '../auth/store.ts';
import type { Tokens } from '../auth/tokens.ts';
import type { TryStore } from '../auth/tries/store.ts';
import { createTries } from '../auth/tries.ts';
import type { UnitOfWork } from '../events/unitOfWork.ts';
import type { MemberService } from '../members/service.ts';
import type { Clock } from '../platform/clock.ts';
import type { Secrets } from '../platform/secret.ts';
import type { Storage } from '../storage/connection.ts';
import { createAuthenticator } from './authenticator.ts';
import { createInvitations } from './invitations.ts';
import { createJoining } from './joining.ts';
import { createLeaving } from './leaving.ts';
import { createLinkTokens } from './linkTokens.ts';
import { createOwnSessions } from './ownSessions.ts';
import { createPasswords, type Enqueue } from './passwords.ts';
import { createProfile } from './profile.ts';
import { createProgramTokens } from './programTokens.ts';
import type { AccountStore } from './store.ts';

/** How people and programs get in, and what they may change of that. */
export function createAccounts(deps: {
  store: AccountStore;
  auth: AuthStore;
  apiTokens: ApiTokenStore;
  storage: Storage;
  unitOfWork: UnitOfWork;
  members: MemberService;
  audit: Audit;
  tokens: Tokens;
  secrets: Secrets;
  clock: Clock;
  tryStore: TryStore;
  /** Wrong passwords of an account from one address in a quarter of an hour. */
  signInTries: number;
  enqueue: Enqueue;
}) {
  const { store, auth, storage, unitOfWork, members, audit, tokens, secrets, clock, enqueue } = deps;
  const keepDeed = audit.keep;
  const tries = createTries({ store: deps.tryStore, limit: deps.signInTries, key: secrets.key('tries'), clock });
  const links = createLinkTokens(secrets);
  const refreshTokens = createRefreshTokens(secrets.key('refresh'));
  const secondFactors = createSecondFactors({ store: auth, secrets, clock });
  const sessions = createSessions({ store: auth, storage, unitOfWork, tokens, refreshTokens, keepDeed, clock });
  const signIn = createSignIn({ store: auth, sessions, secondFactors, tries, keepDeed });
  const passwords = createPasswords({
    store,
    auth,
    sessions,
    tries,
    links,
    unitOfWork,
    enqueue,
    keepDeed,
    clock,
  });
  return {
    tries,
    links,
    sessions,
    signIn,
    passwords,
    ownSessions: createOwnSessions({ auth, sessions, unitOfWork, audit }),
    authenticator: createAuthenticator({ auth, secondFactors, passwords, sessions, unitOfWork, keepDeed }),
    leaving: createLeaving({ auth, apiTokens: deps.apiTokens, members, audit }),
    profile: createProfile({ auth, members }),
    invitations: createInvitations({ store, auth, members, links, audit, clock }),
    joining: createJoining({ store, auth, members, sessions, signIn, tries, links, unitOfWork, audit, clock }),
    programTokens: createProgramTokens({ store: deps.apiTokens, unitOfWork, audit, clock }),
  };
}

export type Accounts = ReturnType<typeof createAccounts>;
