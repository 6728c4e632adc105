/**
 * Is the screen up to date? `connecting`: nothing has been heard on this visit. `catchingUp`: the line is back, what was missed
 * is on its way. `live`: up to date. `offline`: nothing heard since `since` (ms), or never (null).
 */
export type Line =
  | { at: 'connecting'; heardAt: number | null }
  | { at: 'catchingUp'; heardAt: number | null }
  | { at: 'live'; heardAt: number }
  | { at: 'offline'; since: number | null };

export type Signal = 'connected' | 'ready' | 'beat' | 'lost' | 'failed' | 'tick';

/** The server beats every 5 s; after two missed beats and a bit the line is taken for dead. protocol: 12 s */
export const silence = 12_000;

export const heardAtOf = (line: Line): number | null => (line.at === 'offline' ? line.since : line.heardAt);

export function lineAfter(line: Line, signal: Signal, now: number): Line {
  switch (signal) {
    case 'connected':
      return { at: 'catchingUp', heardAt: heardAtOf(line) };
    case 'ready':
      return { at: 'live', heardAt: now };
    case 'beat':
      return line.at === 'live' ? { at: 'live', heardAt: now } : line;
    case 'lost':
    case 'failed':
      return { at: 'offline', since: heardAtOf(line) };
    case 'tick':
      return line.at === 'live' && now - line.heardAt > silence ? { at: 'offline', since: line.heardAt } : line;
  }
}
