import type { NoticePreferences, PreferencesView, Topic, Ways } from '../../../shared/entities.ts';
import type { Id } from '../../../shared/ids.ts';

/** What a member has chosen, in one workspace. */
export interface Preferences extends NoticePreferences {
  keys?: PreferencesView['keys'];
  _id: string;
  workspaceId: Id;
  memberId: Id;
  version: number;
}

export const preferencesKey = (workspaceId: Id, memberId: Id) => `${workspaceId}:${memberId}`;

const shown: Ways = { bell: true, toast: true, sound: false, push: true, mail: true };

/** As it comes: told of everything, mailed only of what waits for an answer by him; no sounds, no quiet hours. */
export const asItComes: NoticePreferences = {
  topics: {
    mention: shown,
    assigned: shown,
    replied: shown,
    commented: { ...shown, push: false, mail: false },
  },
  quiet: { on: false, from: '18:30', to: '08:00', timeZone: 'UTC', mentions: true },
};

export const viewOf = (chosen: Preferences | null): PreferencesView =>
  chosen
    ? {
        topics: chosen.topics,
        quiet: chosen.quiet,
        ...(chosen.keys ? { keys: chosen.keys } : {}),
        version: chosen.version,
      }
    : { ...asItComes, version: 0 };

/** Is a member told of this topic this way at all? Quiet hours are another question. */
export const tellsBy = ({ topics }: NoticePreferences, topic: Topic, way: keyof Ways): boolean => topics[topic][way];
