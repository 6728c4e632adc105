import { afterAll, expect, test } from '@jest/globals';
import { runCommand } from '../../../server/backup/commands.ts';
import { systemClock as clock } from '../../../server/platform/clock.ts';
import { readConfig } from '../../../server/platform/config.ts';
import { type Cluster, startCluster } from '../../support/cluster.ts';

let cluster: Cluster;
afterAll(() => cluster?.stop());

test('after a database was restored by its own means, every workspace gets a new epoch', async () => {
  cluster = await startCluster();
  const { app, mongoUri } = cluster;
  await app.workspaces.create('Another', 'another');
  const before = await app.events.positions();
  const config = readConfig({ MONGODB_URL: mongoUri, BATON_SECRET: 'x'.repeat(32) });
  const said: string[] = [];
  await runCommand(['renew-epochs'], { config, clock, say: (line) => said.push(line) });
  const after = await app.events.positions();
  expect(said).toEqual(['2 workspaces have a new epoch: every screen loads anew.']);
  expect(new Set([...before, ...after].map(({ epoch }) => epoch)).size).toBe(4);
  expect(after.map(({ seq }) => seq)).toEqual(before.map(({ seq }) => seq));
});
