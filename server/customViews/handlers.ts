import type { CommandHandlers, QueryHandlers } from '../rpc/handler.ts';
import type { ViewService } from './service.ts';

export const customViewQueries = (views: ViewService): QueryHandlers<'view.list'> => ({
  'view.list': async (actor) => {
    const items = await views.listFor(actor);
    return { items: items.sort((a, b) => a.name.localeCompare(b.name)), next: null };
  },
});

export const customViewCommands = (views: ViewService): CommandHandlers<'view.save' | 'view.delete'> => ({
  'view.save': async (tx, actor, input) => {
    const { _id, version } = await views.save(tx, actor, input);
    return { viewId: _id, version };
  },
  'view.delete': async (tx, actor, { viewId }) => {
    await views.remove(tx, actor, viewId);
    return { viewId };
  },
});
