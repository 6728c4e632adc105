import { Suspense } from 'react';
import { useShown } from '../connection/screenContext.ts';
import { lazily } from '../ui/lazily.ts';
import { usePresence } from './usePresence.ts';

const RowDots = lazily(() => import('./rowDots.tsx'));

/** Colleagues at a ticket, small, in its row. */
export function Here({ ticketId }: { ticketId: string }) {
  const meId = useShown((state) => state.meId);
  const people = usePresence(ticketId);
  if (!people.some(({ memberId }) => memberId !== meId)) return null;
  return (
    <Suspense>
      <RowDots people={people} />
    </Suspense>
  );
}
