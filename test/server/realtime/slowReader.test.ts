import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { buildMember, buildPipeline, reach } from '../../support/build.ts';
import { type Client, signIn } from '../../support/client.ts';
import { type Cluster, startCluster } from '../../support/cluster.ts';
import { openScreen } from '../../support/screen.ts';
import { until } from '../../support/until.ts';

let cluster: Cluster;
let client: Client;
beforeAll(async () => {
  cluster = await startCluster();
  await buildPipeline(cluster.app, cluster.workspaceId);
  const member = await buildMember(cluster.app, cluster.workspaceId, { access: reach('everything') });
  client = await signIn(cluster.node.url, member.email);
});
afterAll(() => cluster.stop());

/** A program that comes in as the protocol says and then stops reading. */
async function comeInAndStopReading(): Promise<WebSocket> {
  const socket = new WebSocket(`${client.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
  const heard: string[] = [];
  socket.on('message', (data) => {
    heard.push(String(data));
    if (String(data).startsWith('0')) socket.send(`40${JSON.stringify({ token: client.token })}`);
  });
  await until('it is ready', () => heard.some((packet) => packet.startsWith('42["ready"')));
  socket.pause();
  return socket;
}

const sockets = async (): Promise<number> => {
  const text = await (await fetch(`${client.url}/metrics`)).text();
  return Number(/^baton_sockets (\d+)$/m.exec(text)?.[1]);
};

/** A line of the log with half a megabyte in it. */
const writeMuch = () =>
  cluster.app.unitOfWork.run(cluster.workspaceId, null, async (tx) => {
    const workspace = { id: cluster.workspaceId, name: 'x'.repeat(500_000), slug: 'test', version: 0 };
    return tx.emit({ type: 'workspace.changed', workspace }, { audience: ['members'] });
  });

// S6
test('who does not read is cut, and the others hear all the same', async () => {
  const reader = await openScreen(client.url, client.token);
  const idle = await comeInAndStopReading();
  expect(await sockets()).toBe(2);
  let last = 0;
  for (let count = 0; count < 40; count += 1) last = await writeMuch();
  await reader.heard(last);
  await until('the slow one is cut', async () => (await sockets()) === 1);
  expect(reader.line).toBe('live');
  expect(cluster.faults()).toEqual([]);
  idle.terminate();
  reader.close();
});
