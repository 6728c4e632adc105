import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { startCluster } from '../../support/cluster.ts';
import { until } from '../../support/until.ts';

interface Row {
  _id: string;
  state: string;
}

test('work that a killed process had begun is taken up at once by the one that is started in its place', async () => {
  const cluster = await startCluster();
  const jobs = cluster.app.storage.connection.collection<Row>('jobs');
  const _id = randomUUID();
  const left = {
    _id,
    workspaceId: cluster.workspaceId,
    kind: 'mail.ingest',
    payload: { rawMailId: randomUUID() },
    state: 'leased',
    runAt: new Date(),
    leaseUntil: new Date(Date.now() + 3_600_000),
    attempts: 1,
    lastError: null,
  };
  await jobs.insertOne(left);
  await cluster.join(true);
  await until('somebody takes it up', async () => (await jobs.findOne({ _id }))?.state !== 'leased');
  expect(cluster.faults()).toEqual([]);
  await cluster.stop();
});
