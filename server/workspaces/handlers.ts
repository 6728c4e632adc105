import type { QueryHandlers } from '../rpc/handler.ts';
import type { WorkspaceService } from './service.ts';

export const workspaceQueries = (workspaces: WorkspaceService): QueryHandlers<'screen.load'> => ({
  'screen.load': (actor) => workspaces.load(actor),
});
