import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildMember, buildPipeline, buildTicket } from '../../support/build.ts';
import { signIn } from '../../support/client.ts';
import { type Cluster, startCluster } from '../../support/cluster.ts';
import { openScreen } from '../../support/screen.ts';

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster({ nodes: 2 });
  await buildPipeline(cluster.app, cluster.workspaceId);
});
afterAll(() => cluster.stop());

// L3
test('a change that one person makes is on the screen of another, at another node', async () => {
  const { app, workspaceId, nodes } = cluster;
  const ann = await buildMember(app, workspaceId);
  const bob = await buildMember(app, workspaceId);
  const ticket = await buildTicket(app, workspaceId, { name: 'before' });
  const his = await signIn(nodes[1]?.url ?? '', bob.email);
  const hers = await signIn(cluster.node.url, ann.email);
  const screen = await openScreen(his.url, his.token);
  await screen.list();
  await hers.call('ticket.update', { ticketId: ticket._id, name: 'after' });
  await screen.until('the new name is shown', (state) => state.tickets[ticket._id]?.name === 'after');
  expect(cluster.faults()).toEqual([]);
  screen.close();
});
