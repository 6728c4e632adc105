import '../drafts/words/load.ts';
import '../comments/words/load.ts';
import './words/load.ts';
import { Suspense, useEffect } from 'react';
import { useScreen } from '../connection/screenContext.ts';
import { useStore } from '../connection/store.ts';
import { usePhone } from '../ui/media.ts';
import { floatingOf } from './floating.ts';
import { FloatingWindow } from './floatingWindow.tsx';

/** The replies in windows of their own, over whatever page is open. A phone has no room for them; there they are in their tickets. */
export default function FloatingReplies() {
  const floating = floatingOf(useScreen());
  const all = useStore(floating.all, (value) => value);
  const phone = usePhone();
  useEffect(() => {
    floating.fit();
    window.addEventListener('resize', floating.fit);
    return () => window.removeEventListener('resize', floating.fit);
  }, [floating]);
  if (phone) return null;
  // In one order whatever is in front, so that raising a window moves no editor in the page.
  const drawn = all.map((one, depth) => ({ one, depth })).sort((a, b) => (a.one.ticketId < b.one.ticketId ? -1 : 1));
  return (
    <Suspense>
      {drawn.map(({ one, depth }) => (
        <FloatingWindow key={one.ticketId} at={one} depth={depth} />
      ))}
    </Suspense>
  );
}
