import type { ClientSession, Connection } from 'mongoose';
import { defineModel, Mixed, op } from '../../storage/model.ts';
import type { Preferences } from './model.ts';

const text = { type: String, required: true };

export function createPreferenceStore(connection: Connection) {
  const preferences = defineModel<Preferences>(connection, 'noticePreferences', {
    workspaceId: text,
    memberId: text,
    topics: Mixed,
    quiet: Mixed,
    keys: Mixed,
    version: Number,
  });
  return {
    find: (key: string, session?: ClientSession) =>
      preferences
        .findById(key)
        .session(session ?? null)
        .lean<Preferences>(),
    findMany: (keys: string[], session: ClientSession) =>
      preferences
        .find({ _id: op({ $in: keys }) })
        .session(session)
        .lean<Preferences[]>(),
    put: (chosen: Preferences, session: ClientSession) =>
      preferences.replaceOne({ _id: chosen._id }, chosen, { upsert: true, session }),
  };
}

export type PreferenceStore = ReturnType<typeof createPreferenceStore>;
