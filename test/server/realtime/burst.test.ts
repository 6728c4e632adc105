import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Scope } from '../../../shared/access.ts';
import { buildMember } from '../../support/build.ts';
import { signIn } from '../../support/client.ts';
import { type Cluster, startCluster } from '../../support/cluster.ts';
import { openScreen } from '../../support/screen.ts';

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(() => cluster.stop());

// L3, L4
test('of a hundred events in one commit everybody hears those meant for him, once and in order', async () => {
  const { app, workspaceId, node } = cluster;
  const people = await Promise.all([1, 2, 3].map(() => buildMember(app, workspaceId)));
  const screens = await Promise.all(
    people.map(async ({ email }) => openScreen(node.url, (await signIn(node.url, email)).token)),
  );
  const meant = people.map((): number[] => []);
  const self = (who: number): Scope => `self:${people[who]?.userId}`;
  const everybody = [0, 1, 2];
  const last = await app.unitOfWork.run(workspaceId, null, async (tx) => {
    let seq = 0;
    for (let index = 0; index < 100; index += 1) {
      const [one, other] = [index % 3, (index + 1) % 3];
      const kinds = [
        { audience: ['members'] as Scope[], except: [], hear: everybody },
        { audience: [self(one)], except: [], hear: [one] },
        {
          audience: ['members', self(one)] as Scope[],
          except: [self(other)],
          hear: everybody.filter((w) => w !== other),
        },
        { audience: [self(one), self(other)], except: [self(other)], hear: [one] },
      ];
      const { audience, except, hear } = kinds[index % kinds.length] ?? { audience: [], except: [], hear: [] };
      const workspace = { id: workspaceId, name: `Name ${index}`, slug: 'test', version: index };
      seq = tx.emit({ type: 'workspace.changed', workspace }, { audience, except });
      for (const who of hear) meant[who]?.push(seq);
    }
    return tx.emit(
      { type: 'workspace.changed', workspace: { id: workspaceId, name: 'Last', slug: 'test', version: 100 } },
      { audience: ['members'] },
    );
  });
  for (const [who, screen] of screens.entries()) {
    await screen.heard(last);
    expect(screen.events.map(({ seq }) => seq)).toEqual([...(meant[who] ?? []), last]);
    screen.close();
  }
  expect(cluster.faults()).toEqual([]);
});
