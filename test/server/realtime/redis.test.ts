import { expect } from '@jest/globals';
import { buildMember, buildPipeline, buildTicket } from '../../support/build.ts';
import { signIn } from '../../support/client.ts';
import { startCluster } from '../../support/cluster.ts';
import { testWith } from '../../support/needs.ts';
import { openScreen } from '../../support/screen.ts';

// L3
testWith('redis', 'nodes that ring each other over a Redis show each other’s changes', async () => {
  const cluster = await startCluster({ nodes: 3 });
  await buildPipeline(cluster.app, cluster.workspaceId);
  const member = await buildMember(cluster.app, cluster.workspaceId);
  const { token } = await signIn(cluster.node.url, member.email);
  const screens = await Promise.all(cluster.nodes.map(({ url }) => openScreen(url, token)));
  const ticket = await buildTicket(cluster.app, cluster.workspaceId);
  for (const screen of screens) {
    await screen.until('the ticket is shown', ({ tickets }) => tickets[ticket._id] !== undefined);
    screen.close();
  }
  expect(cluster.faults()).toEqual([]);
  await cluster.stop();
});
