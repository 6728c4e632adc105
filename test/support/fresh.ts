import { isDeepStrictEqual } from 'node:util';
import { expect } from '@jest/globals';
import type { State } from '../../shared/state.ts';
import type { Cluster } from './cluster.ts';
import { comparable, readEverything } from './reading.ts';
import { openScreen, type Screen } from './screen.ts';

/** A screen and how to open another like it. */
export interface Watched {
  screen: Screen;
  url: string;
  token: string;
}

async function stateWhenLoadedAnew({ screen, url, token }: Watched): Promise<State> {
  const fresh = await openScreen(url, token);
  await readEverything(fresh, Object.keys(screen.state.timelines));
  fresh.close();
  return fresh.state;
}

/**
 * Screens that followed the events show what screens show that have just been loaded. When something else was written
 * meanwhile (a mail went out), they are compared again.
 */
export async function mustEqualFresh(cluster: Cluster, watched: readonly Watched[]): Promise<void> {
  for (;;) {
    const seq = await cluster.mark();
    await Promise.all(watched.map(({ screen }) => screen.heard(seq)));
    const pairs = await Promise.all(
      watched.map(async (one) => [one.screen.state, await stateWhenLoadedAnew(one)] as const),
    );
    const position = await cluster.app.events.position(cluster.workspaceId);
    if (position?.seq !== seq) continue;
    for (const [followed, fresh] of pairs) {
      const [one, other] = [comparable(followed), comparable(fresh)];
      // Jest compares slowly, and says well what differs.
      if (!isDeepStrictEqual(one, other)) expect(one).toEqual(other);
    }
    return;
  }
}
