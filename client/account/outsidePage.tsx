import './words/load.ts';
import { Suspense } from 'react';
import { lazily } from '../ui/lazily.ts';
import type { Outside } from './at.ts';
import { Forgot } from './forgot.tsx';
import { Join } from './join.tsx';
import { Reset } from './reset.tsx';

const Setup = lazily(() => import('../setup/setup.tsx'));

export default function OutsidePage({ at }: { at: NonNullable<Outside> }) {
  switch (at.page) {
    case 'join':
      return <Join token={at.token} />;
    case 'setup':
      return (
        <Suspense fallback={<div className="h-full bg-app" />}>
          <Setup />
        </Suspense>
      );
    case 'forgot':
      return <Forgot />;
    case 'reset':
      return <Reset token={at.token} />;
  }
}
