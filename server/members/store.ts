import type { ClientSession, Connection } from 'mongoose';
import type { Id } from '../../shared/ids.ts';
import { defineModel } from '../storage/model.ts';
import type { Team } from './model.ts';

export function createTeamStore(connection: Connection) {
  const teams = defineModel<Team>(
    connection,
    'teams',
    {
      workspaceId: { type: String, required: true },
      name: { type: String, required: true },
      signature: String,
      channelId: String,
      version: Number,
      deletedAt: { type: Date, default: null },
    },
    [[{ workspaceId: 1, _id: 1 }]],
  );
  return {
    insert: (team: Team, session: ClientSession) => teams.create([team], { session }),
    replace: (team: Team, session: ClientSession) => teams.replaceOne({ _id: team._id }, team, { session }),
    remove: (id: Id, session: ClientSession) => teams.deleteOne({ _id: id }, { session }),
    of: (workspaceId: Id, session?: ClientSession) =>
      teams
        .find({ workspaceId, deletedAt: null })
        .sort({ _id: 1 })
        .session(session ?? null)
        .lean<Team[]>(),
    find: (workspaceId: Id, id: Id, session?: ClientSession) =>
      teams
        .findOne({ _id: id, workspaceId, deletedAt: null })
        .session(session ?? null)
        .lean<Team>(),
  };
}

export type TeamStore = ReturnType<typeof createTeamStore>;
