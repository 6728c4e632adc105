import { type ComponentType, lazy } from 'react';

/** The last one goes on for as long as it takes. */
const pausesMs = [300, 1000, 2000, 4000];

/** Part of the client, fetched when it is wanted. A server that is away for the moment is asked again. */
export async function fetched<T>(load: () => Promise<T>): Promise<T> {
  for (let time = 0; ; time += 1) {
    try {
      return await load();
    } catch {
      const pause = pausesMs[Math.min(time, pausesMs.length - 1)];
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

/** `lazy`, but a part that could not be fetched once is not missing until the page is loaded again. */
export const lazily = <P extends object>(load: () => Promise<{ default: ComponentType<P> }>) =>
  lazy(() => fetched(load));
