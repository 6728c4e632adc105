import { connect } from 'node:net';
import { expect, test } from '@jest/globals';
import { buildMember, buildPipeline } from '../../support/build.ts';
import { signIn } from '../../support/client.ts';
import { startCluster } from '../../support/cluster.ts';
import { openScreen } from '../../support/screen.ts';

// S7
test('a node stops although somebody holds a connection and says nothing', async () => {
  const cluster = await startCluster();
  await buildPipeline(cluster.app, cluster.workspaceId);
  const member = await buildMember(cluster.app, cluster.workspaceId);
  const client = await signIn(cluster.node.url, member.email);
  const screen = await openScreen(client.url, client.token);
  const { hostname, port } = new URL(client.url);
  const silent = connect(Number(port), hostname, () => silent.write('POST /api/ticket.get HTTP/1.1\r\nHost: x\r\n'));
  silent.on('error', () => {});
  const closed = new Promise((resolve) => silent.on('close', resolve));
  await cluster.stop();
  await closed;
  await screen.untilLine('off');
  expect(cluster.faults()).toEqual([]);
}, 20_000);
