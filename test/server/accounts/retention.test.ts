import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { forgetOldSignIns } from '../../../server/accounts/retention.ts';
import { createAccountStore } from '../../../server/accounts/store.ts';
import { createAudit } from '../../../server/audit/service.ts';
import { createAuditStore } from '../../../server/audit/store.ts';
import { createTryStore } from '../../../server/auth/tries/store.ts';
import { createTries } from '../../../server/auth/tries.ts';
import { buildMember, buildPipeline, shortId } from '../../support/build.ts';
import { createClient, signIn } from '../../support/client.ts';
import { createHandClock } from '../../support/clock.ts';
import { type Cluster, startCluster } from '../../support/cluster.ts';
import { letterTo } from './mailbox.ts';

const day = 86_400_000;
const clock = createHandClock(new Date());
let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster({ clock });
  await buildPipeline(cluster.app, cluster.workspaceId);
});
afterAll(() => cluster.stop());

test('a month after they ended, sessions, links and failures of nobody are gone, and the log of the workspace is not', async () => {
  const { app, node, workspaceId } = cluster;
  const { connection } = app.storage;
  const { email } = await buildMember(app, workspaceId);
  await signIn(node.url, email);
  const nobody = createClient(node.url, '');
  await nobody.ask('session.create', { email, password: 'a guess' });
  await nobody.ask('session.create', { email: `${shortId()}@nowhere.test`, password: 'a guess' });
  await nobody.call('password.forget', { email });
  await letterTo(app, email);
  const count = async () => ({
    sessions: await connection.collection('sessions').countDocuments(),
    links: await connection.collection('passwordLinks').countDocuments(),
    failures: await connection.collection('auditLog').countDocuments({ action: 'session.refused' }),
    tries: await connection.collection('tries').countDocuments(),
    signIns: await connection.collection('auditLog').countDocuments({ action: 'session.created' }),
  });
  const audit = createAudit({ store: createAuditStore(connection.useDb(connection.name)), clock });
  const store = createAccountStore(connection.useDb(connection.name));
  const tryStore = createTryStore(connection.useDb(connection.name));
  const tries = createTries({ store: tryStore, limit: 10, key: Buffer.from('a key'), clock });
  const forget = () => forgetOldSignIns({ auth: app.auth, store, audit, tries }, clock);
  clock.advance(20 * day);
  await forget();
  expect(await count()).toEqual({ sessions: 1, links: 1, failures: 2, signIns: 1, tries: 0 });
  clock.advance(30 * day);
  await forget();
  expect(await count()).toEqual({ sessions: 0, links: 0, failures: 1, signIns: 1, tries: 0 });
});
