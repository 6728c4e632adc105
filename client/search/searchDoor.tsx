import { Suspense, useState } from 'react';
import { useAction } from '../keyboard/keyboard.ts';
import { lazily } from '../ui/lazily.ts';

export const loadSearch = () => import('./searchPanel.tsx');
const SearchPanel = lazily(loadSearch);

/** Opens the search from wherever one is. */
export function SearchDoor() {
  const [open, setOpen] = useState(false);
  useAction('search', () => setOpen(true));
  return <Suspense>{open && <SearchPanel onClose={() => setOpen(false)} />}</Suspense>;
}
