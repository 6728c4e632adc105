import { useEffect, useState } from 'react';

/** Where nobody looks nothing is painted; then it has been long enough. */
const longEnoughMs = 1000;

/** Not every browser says when it is idle. */
const whenIdle = (then: () => void) =>
  'requestIdleCallback' in window ? requestIdleCallback(then, { timeout: longEnoughMs }) : setTimeout(then);

/** Calls back once what stands on the page now has been painted, and nothing more urgent is to be done. @returns takes it back */
export function afterPaint(then: () => void): () => void {
  let over = false;
  const once = () => {
    if (over) return;
    over = true;
    then();
  };
  const frame = requestAnimationFrame(() => whenIdle(once));
  const timer = setTimeout(once, longEnoughMs);
  return () => {
    over = true;
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}

/** Whether what is `ready` has been painted: what a first look does not need waits for that. */
export function usePainted(ready: boolean): boolean {
  const [painted, setPainted] = useState(false);
  useEffect(() => (ready && !painted ? afterPaint(() => setPainted(true)) : undefined), [ready, painted]);
  return painted;
}
