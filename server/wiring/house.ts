import { createMailTest } from '../channels/email/mailTest.ts';
import { customViewCommands, customViewQueries } from '../customViews/handlers.ts';
import { createViewService } from '../customViews/service.ts';
import { createViewStore } from '../customViews/store.ts';
import { propertyCommands, propertyQueries } from '../properties/handlers.ts';
import { settingsAccounts, settingsCommands, settingsQueries } from '../settings/handlers.ts';
import { isSetupCode, setupCode } from '../setup/code.ts';
import { setupAccounts, setupOpens } from '../setup/handlers.ts';
import { createSetup } from '../setup/service.ts';
import { createSetupStore } from '../setup/store.ts';
import { workspaceQueries } from '../workspaces/handlers.ts';
import { createWorkspaceService } from '../workspaces/service.ts';
import type { Drafts } from './drafts.ts';
import type { Ground } from './ground.ts';
import { type Mail, mailVia } from './mail.ts';
import type { Notices } from './notices.ts';
import type { People } from './people.ts';
import type { Tickets } from './tickets.ts';

/** Workspaces: how they begin, what a screen starts from, what admins set. */
export function createHouse(
  ground: Ground,
  { members, audit, accounts }: People,
  { tickets, channels, counters, preferences, properties, bulk, filtered }: Tickets,
  { drafts }: Drafts,
  { reads }: Notices,
  { trying }: Mail,
) {
  const { config, secrets, connection } = ground;
  const views = createViewService({
    store: createViewStore(connection),
    members,
    filters: filtered,
    clock: ground.clock,
  });
  const workspaces = createWorkspaceService({
    ...ground,
    members,
    tickets,
    channels,
    properties,
    counters,
    drafts,
    notifications: reads,
    preferences,
    views,
    bulk,
  });
  const mailTest = createMailTest(mailVia(config), config.smtpUrl);
  const setup = createSetup({
    ...ground,
    mailTest,
    ...trying,
    store: createSetupStore(connection),
    workspaces,
    members,
    tickets,
    channels,
    sessions: accounts.sessions,
    tries: accounts.tries,
    audit,
    codeNeeded: config.open,
    isCode: (given) => isSetupCode(secrets, given),
  });
  return {
    workspaces,
    /** What whoever sets this installation up is asked for; null when nobody is, any more or at all. */
    setupCode: async () => (config.open && (await setup.status()).needed ? setupCode(secrets) : null),
    opens: setupOpens(setup),
    own: { ...setupAccounts(setup), ...settingsAccounts({ channels, trips: trying.trips }) },
    queries: {
      ...settingsQueries({ tickets, channels, mailTest, trips: trying.trips }),
      ...propertyQueries(properties),
      ...workspaceQueries(workspaces),
      ...customViewQueries(views),
    },
    commands: {
      ...settingsCommands({ workspaces, members, tickets, channels, audit }),
      ...propertyCommands({ properties, tickets, audit }),
      ...customViewCommands(views),
    },
  };
}
