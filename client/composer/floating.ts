import { perScreen } from '../connection/perScreen.ts';
import { createStore } from '../connection/store.ts';

/** A reply in a window of its own. */
export interface FloatingReply {
  ticketId: string;
  /** Of the window's top left corner, in pixels of the page. */
  x: number;
  y: number;
  width: number;
  height: number;
  minimised: boolean;
}

/** Schemas are not for the first load, and four numbers need none. */
function isFloating(value: unknown): value is FloatingReply {
  const { ticketId, minimised, x, y, width, height } = (value ?? {}) as Partial<Record<keyof FloatingReply, unknown>>;
  const placed = [x, y, width, height].every((number) => typeof number === 'number' && Number.isFinite(number));
  return typeof ticketId === 'string' && typeof minimised === 'boolean' && placed;
}

/** More windows than anybody has open. */
const atMost = 20;

const smallest = { width: 420, height: 320 };
const first = { width: 560, height: 480 };
const edge = 16;
/** A second one does not hide the first. */
const stagger = 32;

/** Keeps a window where its head can be taken hold of. */
export function onPage(one: FloatingReply, page: { width: number; height: number }): FloatingReply {
  const width = Math.min(Math.max(one.width, smallest.width), Math.max(smallest.width, page.width - edge));
  const height = Math.min(Math.max(one.height, smallest.height), Math.max(smallest.height, page.height - edge));
  const x = Math.max(0, Math.min(one.x, page.width - width));
  const y = Math.max(0, Math.min(one.y, page.height - height));
  return { ...one, x, y, width, height };
}

const pageNow = () => ({ width: window.innerWidth, height: window.innerHeight });

/** The replies that are written in windows, the foremost last. They outlive the page, per person and workspace. */
export const floatingOf = perScreen((screen) => {
  const { shown } = screen.store.get();
  const key = `baton.floating.${shown?.workspace.id ?? ''}.${shown?.meId ?? ''}`;
  const remembered = (): FloatingReply[] => {
    try {
      const stored: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
      return Array.isArray(stored) ? stored.filter(isFloating).slice(0, atMost) : [];
    } catch {
      return [];
    }
  };
  const all = createStore<readonly FloatingReply[]>(remembered());
  const set = (next: (now: readonly FloatingReply[]) => readonly FloatingReply[]) => {
    all.set(next);
    localStorage.setItem(key, JSON.stringify(all.get()));
  };
  const change = (ticketId: string, part: Partial<FloatingReply>) =>
    set((now) => now.map((one) => (one.ticketId === ticketId ? onPage({ ...one, ...part }, pageNow()) : one)));

  return {
    all,
    change,
    open(ticketId: string): void {
      if (all.get().some((one) => one.ticketId === ticketId)) {
        change(ticketId, { minimised: false });
        return;
      }
      const page = pageNow();
      const away = edge + all.get().length * stagger;
      const x = page.width - first.width - away;
      const y = page.height - first.height - away;
      set((now) => [...now, onPage({ ticketId, ...first, x, y, minimised: false }, page)]);
    },
    /** In front of the others. */
    raise(ticketId: string): void {
      const now = all.get();
      const one = now.find((other) => other.ticketId === ticketId);
      if (one && now.at(-1) !== one) set((list) => [...list.filter((other) => other !== one), one]);
    },
    close: (ticketId: string) => set((now) => now.filter((one) => one.ticketId !== ticketId)),
    /** The window has become larger or smaller. */
    fit: () => set((now) => now.map((one) => onPage(one, pageNow()))),
  };
});
