import './words/load.ts';
import type { Outside } from './at.ts';
import { Forgot } from './forgot.tsx';
import { Join } from './join.tsx';
import { Reset } from './reset.tsx';

export default function OutsidePage({ at }: { at: NonNullable<Outside> }) {
  switch (at.page) {
    case 'join':
      return <Join token={at.token} />;
    case 'forgot':
      return <Forgot />;
    case 'reset':
      return <Reset token={at.token} />;
  }
}
