import { Suspense } from 'react';
import { useScreen } from '../connection/screenContext.ts';
import { useStore } from '../connection/store.ts';
import { lazily } from '../ui/lazily.ts';
import { floatingOf } from './floating.ts';

const FloatingReplies = lazily(() => import('./floatingReplies.tsx'));

/** Replies that are written in windows of their own, over whatever page is shown; their editor comes when there is one. */
export default function Windows() {
  const any = useStore(floatingOf(useScreen()).all, (all) => all.length > 0);
  return <Suspense>{any && <FloatingReplies />}</Suspense>;
}
