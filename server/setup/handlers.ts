import type { AccountHandlers, OpenHandlers } from '../rpc/handler.ts';
import { enter } from '../rpc/visit.ts';
import type { Setup } from './service.ts';

export const setupOpens = (
  setup: Setup,
): OpenHandlers<
  | 'setup.status'
  | 'setup.create'
  | 'setup.testMail'
  | 'setup.testMailbox'
  | 'setup.sendTestMail'
  | 'setup.awaitTestMail'
> => ({
  'setup.status': () => setup.status(),
  'setup.testMail': (visit, input) => setup.testMail(input, visit),
  'setup.testMailbox': (visit, input) => setup.testMailbox(input, visit),
  'setup.sendTestMail': (visit, input) => setup.sendTestMail(input, visit),
  'setup.awaitTestMail': (visit, input) => setup.awaitTestMail(input, visit),
  'setup.create': async (visit, input) => enter(visit, await setup.create(input, visit)),
});

export const setupAccounts = (setup: Setup): AccountHandlers<'workspace.create'> => ({
  'workspace.create': async (actor, { name }) => ({ workspaceId: await setup.another(actor, name) }),
});
