import { heardAtOf } from '../connection/line.ts';
import type { ScreenState } from '../connection/screenState.ts';
import type { Store } from '../connection/store.ts';
import { writeRows } from './disk.ts';
import { changesBetween, type ListIn, type Rows, rowsOf } from './rows.ts';

/** What has changed is written so long after, together. */
const pause = 1_000;

export interface Keeper {
  /** All that is known by now is written. */
  settled(): Promise<void>;
  /** Writes no more. */
  stop(): void;
}

/**
 * Writes what a screen knows onto this device, behind it. What the screen may no longer show goes at once; the rest is
 * written when there is time. @param build names the client: another one does not read it
 */
export function createKeeper(screen: Store<ScreenState>, owner: string, build: string, listIn: ListIn): Keeper {
  let kept: Rows = new Map();
  let anew = true;
  let over = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let writing = Promise.resolve();
  let seen = screen.get();
  /** It has shown something. */
  let began = seen.known !== null;

  async function write(): Promise<void> {
    if (over) return;
    const now = screen.get();
    // What was remembered and is not confirmed is what lies there already, or is still being read.
    if (!now.confirmed && (now.known || !began)) return;
    const rows = rowsOf(now, listIn);
    const changes = changesBetween(kept, rows);
    const heardAt = heardAtOf(now.line);
    if (!anew && changes.put.length + changes.gone.length === 0) return;
    try {
      await writeRows(owner, { build, heardAt }, anew ? { put: [...rows], gone: [] } : changes, anew);
      kept = rows;
      anew = false;
    } catch {
      // A full disk, perhaps: what lies there may be half true, so the next begins anew.
      anew = true;
    }
  }

  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(write);
    return writing;
  }

  const forget = screen.subscribe(() => {
    const now = screen.get();
    const before = seen;
    seen = now;
    began ||= now.known !== null;
    if (now.known === before.known && now.pages === before.pages && now.threads === before.threads) return;
    if (!now.known || now.known.lost !== before.known?.lost) void flush();
    else timer ??= setTimeout(() => void flush(), pause);
  });
  void flush();

  return {
    settled: flush,
    stop() {
      over = true;
      clearTimeout(timer);
      forget();
    },
  };
}
