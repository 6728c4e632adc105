import { Suspense } from 'react';
import { lazily } from '../ui/lazily.ts';
import { usePhone } from '../ui/media.ts';
import type { PlaceView } from '../views/place.ts';
import { useTrayOpen } from './trayOpen.ts';

const Tray = lazily(async () => ({ default: (await import('./tray.tsx')).Tray }));
const TraySheet = lazily(async () => ({ default: (await import('./tray.tsx')).TraySheet }));

/** The tray of filters, where it stands open. */
export function Trayed({ view }: { view: PlaceView }) {
  const open = useTrayOpen();
  const phone = usePhone();
  const Shown = phone ? TraySheet : Tray;
  return <Suspense>{open && <Shown key={view} view={view} />}</Suspense>;
}
