import { accountCommands, accountHandlers, accountOpens, accountQueries } from '../accounts/handlers.ts';
import { createAccounts } from '../accounts/service.ts';
import { createAccountStore } from '../accounts/store.ts';
import { createExports } from '../audit/exports.ts';
import { auditCommands, auditQueries } from '../audit/handlers.ts';
import { createAudit } from '../audit/service.ts';
import { createAuditStore } from '../audit/store.ts';
import { createTryStore } from '../auth/tries/store.ts';
import { memberCommands, memberQueries } from '../members/handlers.ts';
import { createMemberService } from '../members/service.ts';
import { createTeamStore } from '../members/store.ts';
import type { Ground } from './ground.ts';

/** Whose jobs are no workspace's. */
const installation = 'installation';

/** Who works here: members and teams, how they sign in, what is kept of their deeds. */
export function createPeople(ground: Ground) {
  const { connection, auth, clock } = ground;
  const members = createMemberService({ store: auth, teams: createTeamStore(connection), clock });
  const audit = createAudit({ store: createAuditStore(connection), clock });
  const exports = createExports(ground.secrets, clock);
  const accountStore = createAccountStore(connection);
  const accounts = createAccounts({
    ...ground,
    store: accountStore,
    members,
    audit,
    tryStore: createTryStore(connection),
    signInTries: ground.config.signInTries,
    enqueue: (kind, payload) => ground.enqueue({ kind, payload, workspaceId: installation }),
  });

  return {
    members,
    audit,
    exports,
    accountStore,
    accounts,
    opens: accountOpens(accounts),
    own: accountHandlers(accounts),
    queries: { ...accountQueries(accounts), ...auditQueries(audit), ...memberQueries(members) },
    commands: {
      ...accountCommands(accounts),
      ...auditCommands(audit, exports),
      ...memberCommands(members, audit),
    },
  };
}

export type People = ReturnType<typeof createPeople>;
