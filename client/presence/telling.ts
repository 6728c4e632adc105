import { useEffect } from 'react';
import type { Intent, Statement } from '../../shared/presence.ts';
import type { Screen } from '../connection/screen.ts';
import { useScreen } from '../connection/screenContext.ts';
import { survivorOf } from '../tickets/survivor.ts';

/** A pause in writing that is no end of it. */
const writingMs = 5_000;
/** Who touches nothing for so long is elsewhere with his thoughts. */
const idleMs = 2 * 60_000;
/** A look at another window is no absence. */
const hiddenMs = 10_000;
/** Who writes says it again, and who does not, too, in case it was lost. */
const againMs = { writing: 4_000, else: 30_000 };
const lookMs = 1_000;
const draftsTold = 50;

const signs = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'touchstart'] as const;

/** Where on the page the text is typed tells what it becomes: `data-writing` on the composer. */
function writingAt(target: EventTarget | null): { kind: 'replying' | 'commenting'; at: string | null } | null {
  const place = target instanceof Element ? target.closest<HTMLElement>('[data-writing]') : null;
  if (!place) return null;
  const kind = place.dataset.writing === 'comment' ? 'commenting' : 'replying';
  return { kind, at: place.dataset.writingAt ?? null };
}

function draftsIn(screen: Screen): string[] {
  const { known } = screen.store.get();
  const drafts = Object.values(known?.drafts ?? {});
  const nowAt = (id: string) => (known && survivorOf(known, id)?.id) ?? id;
  const newest = drafts.sort((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1));
  return [...new Set(newest.map(({ ticketId }) => nowAt(ticketId)))].slice(0, draftsTold);
}

/** Tells colleagues what the reader is doing at the ticket before him. product: M7 */
export function usePresenceTold(ticketId: string | null): void {
  const screen = useScreen();
  useEffect(() => {
    let touchedAt = Date.now();
    let hiddenSince = document.visibilityState === 'hidden' ? Date.now() : null;
    let writing: { kind: Intent; at: number; ticketId: string | null } | null = null;
    let said = '';
    let saidAt = 0;
    let wasLive = false;

    function doing(now: number): Intent {
      if (hiddenSince !== null && hiddenSince < now - hiddenMs) return 'idle';
      if (writing && writing.at > now - writingMs) return writing.kind;
      return touchedAt < now - idleMs ? 'idle' : 'viewing';
    }

    function look(): void {
      const now = Date.now();
      const live = screen.store.get().line.at === 'live';
      // Whoever comes in anew is known to nobody.
      if (live && !wasLive) said = '';
      wasLive = live;
      if (!live) return;
      const intent = doing(now);
      // In a window of its own a reply is written to another ticket than the one that is open.
      const at = intent === writing?.kind ? writing.ticketId : ticketId;
      const statement: Statement = { ticketId: at, doing: intent, drafts: draftsIn(screen) };
      const words = JSON.stringify(statement);
      const isWriting = statement.doing === 'replying' || statement.doing === 'commenting';
      const stale = saidAt < now - (isWriting ? againMs.writing : againMs.else);
      if (words === said && !stale) return;
      said = words;
      saidAt = now;
      screen.say(statement);
    }

    const touched = () => {
      const wasIdle = touchedAt < Date.now() - idleMs;
      touchedAt = Date.now();
      if (wasIdle) look();
    };
    const typed = (event: Event) => {
      const place = writingAt(event.target);
      if (!place) return;
      writing = { kind: place.kind, at: Date.now(), ticketId: place.at ?? ticketId };
      look();
    };
    const seen = () => {
      hiddenSince = document.visibilityState === 'hidden' ? Date.now() : null;
      touchedAt = Date.now();
      look();
    };
    for (const sign of signs) window.addEventListener(sign, touched, { passive: true });
    document.addEventListener('input', typed, true);
    document.addEventListener('visibilitychange', seen);
    const timer = setInterval(look, lookMs);
    const forget = screen.store.subscribe(look);
    look();
    return () => {
      for (const sign of signs) window.removeEventListener(sign, touched);
      document.removeEventListener('input', typed, true);
      document.removeEventListener('visibilitychange', seen);
      clearInterval(timer);
      forget();
    };
  }, [screen, ticketId]);
}
