import { Suspense } from 'react';
import { lazily } from '../ui/lazily.ts';
import type { PlaceView } from '../views/place.ts';
import { useTrayOpen } from './trayOpen.ts';

const Tray = lazily(async () => ({ default: (await import('./tray.tsx')).Tray }));

/** The tray of filters, where it stands open. */
export function Trayed({ view }: { view: PlaceView }) {
  const open = useTrayOpen();
  return <Suspense>{open && <Tray key={view} view={view} />}</Suspense>;
}
