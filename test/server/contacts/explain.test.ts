import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createCompanyStore } from '../../../server/companies/store.ts';
import { createContactStore } from '../../../server/contacts/store.ts';
import { connectStorage, type Storage } from '../../../server/storage/connection.ts';
import { buildCustomer } from '../../support/build.ts';
import { type Cluster, startCluster } from '../../support/cluster.ts';

const page = 10;

let cluster: Cluster;
let storage: Storage;
let contacts: ReturnType<typeof createContactStore>;
let companies: ReturnType<typeof createCompanyStore>;
let companyId: string;

beforeAll(async () => {
  cluster = await startCluster({ store: 'embedded' });
  for (let index = 0; index < 80; index += 1) {
    const customer = {
      person: `Person ${index}`,
      address: `person${index}@customers.test`,
      company: `Company ${index}`,
    };
    ({ companyId } = await buildCustomer(cluster.app, cluster.workspaceId, customer));
  }
  storage = await connectStorage(cluster.mongoUri);
  contacts = createContactStore(storage.connection);
  companies = createCompanyStore(storage.connection);
});
afterAll(async () => {
  await storage.close();
  await cluster.stop();
});

const query = (more: object = {}) => ({ workspaceId: cluster.workspaceId, scopes: ['all'], limit: page, ...more });
const four = ['all', 'team:one', 'user:two', 'unassigned'];

test.each<[string, () => Promise<unknown>]>([
  ['of contacts, newest first', () => contacts.explain.newest(query(), null)],
  ['of contacts under four scopes', () => contacts.explain.newest(query({ scopes: four }), null)],
  ['of contacts by name', () => contacts.explain.byName(query(), null)],
  [
    'of contacts by name, in the middle',
    () => contacts.explain.byName(query(), { nameKey: 'person 4', id: companyId }),
  ],
  ['of contacts by address', () => contacts.explain.newest(query({ email: 'person7@customers.test' }), null)],
  ['of contacts of a company', () => contacts.explain.newest(query({ companyId }), null)],
  ['of contacts found by a word', () => contacts.explain.search(cluster.workspaceId, 'all', ['person7'], page)],
  ['of companies found by a word', () => companies.explainSearch(cluster.workspaceId, 'all', ['compan'], page)],
])('a list %s is served by an index and looks at little more than it shows', async (_name, explain) => {
  const explained = (await explain()) as {
    queryPlanner?: { winningPlan?: unknown };
    executionStats?: { totalDocsExamined?: number };
  };
  const plan = JSON.stringify(explained.queryPlanner?.winningPlan ?? {});
  expect(plan).toContain('IXSCAN');
  expect(plan).not.toContain('COLLSCAN');
  expect(explained.executionStats?.totalDocsExamined).toBeLessThanOrEqual(page * four.length + four.length);
});
