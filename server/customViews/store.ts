import type { ClientSession, Connection } from 'mongoose';
import type { Id } from '../../shared/ids.ts';
import { defineModel, Mixed } from '../storage/model.ts';
import type { StoredView } from './model.ts';

const text = { type: String, required: true };

export function createViewStore(connection: Connection) {
  const views = defineModel<StoredView>(
    connection,
    'views',
    {
      workspaceId: text,
      ownerId: text,
      name: text,
      filter: Mixed,
      sort: text,
      layout: text,
      columns: [String],
      sharing: text,
      teamId: { type: String, default: null },
      version: Number,
    },
    [[{ workspaceId: 1, _id: 1 }]],
  );
  return {
    all: (workspaceId: Id, session?: ClientSession) =>
      views
        .find({ workspaceId })
        .sort({ _id: 1 })
        .session(session ?? null)
        .lean<StoredView[]>(),
    find: (workspaceId: Id, id: Id, session: ClientSession) =>
      views.findOne({ workspaceId, _id: id }).session(session).lean<StoredView>(),
    put: (view: StoredView, session: ClientSession) =>
      views.replaceOne({ _id: view._id }, view, { session, upsert: true }),
    remove: (id: Id, session: ClientSession) => views.deleteOne({ _id: id }, { session }),
  };
}

export type ViewStore = ReturnType<typeof createViewStore>;
