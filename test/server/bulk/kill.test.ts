import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { BulkView } from '../../../shared/bulk.ts';
import type { Filter } from '../../../shared/filter/language.ts';
import { type Client, createClient } from '../../support/client.ts';
import { long } from '../../support/long.ts';
import { type Product, startProduct } from '../../support/product.ts';
import { until } from '../../support/until.ts';

jest.setTimeout(long ? 1_200_000 : 180_000);

const count = long ? 10_000 : 1000;
/** Requests under way while the tickets are made. */
const atOnce = 32;

let product: Product;
let ada: Client;

beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product?.remove());

async function signedIn(): Promise<Client> {
  const input = { email: 'ada@baton.test', password: 'baton-demo' };
  const answer = await createClient(product.url, '').call('session.create', input);
  if (!('token' in answer)) throw new Error('One workspace, and several were named');
  return createClient(product.url, answer.token);
}

async function make(tag: string): Promise<string[]> {
  const [pipeline] = (await ada.call('pipeline.list', {})).items;
  const statusId = pipeline?.statuses[0]?.id ?? '';
  const fields = { name: 'One of many', pipelineId: pipeline?.id ?? '', statusId, tags: [tag] };
  const ids: string[] = [];
  for (let left = count; left > 0; left -= atOnce) {
    const some = Array.from({ length: Math.min(left, atOnce) }, () => ada.call('ticket.create', fields));
    ids.push(...(await Promise.all(some)).map(({ ticketId }) => ticketId));
  }
  return ids;
}

const found = async (bulkId: string): Promise<BulkView | undefined> =>
  (await ada.call('bulk.list', {})).items.find(({ id }) => id === bulkId);

const looked = ({ done, passedOver, refused }: BulkView) => done + passedOver + refused;

test('killed in the middle, a change of all that match goes on where it was: each ticket once, none left out', async () => {
  ada = await signedIn();
  const ids = await make('many');
  const filter = { property: 'tags', op: 'anyOf', value: ['many'] } satisfies Filter;
  const { bulk } = await ada.call('ticket.bulk', { filter: { where: filter }, change: { priority: 'high' } });
  expect(bulk.total).toBe(count);
  await until('it is under way', async () => looked((await found(bulk.id)) ?? bulk) > 0);
  await product.kill();
  await product.start();
  ada = await signedIn();
  await until('it has ended', async () => (await found(bulk.id))?.state !== 'running', long ? 600_000 : 60_000);
  expect(await found(bulk.id)).toMatchObject({ state: 'done', total: count, done: count, refused: 0 });
  for (const ticketId of ids.filter((_, index) => index % (count / 100) === 0)) {
    const { items } = await ada.call('ticket.history', { ticketId });
    expect(items.map(({ property }) => property)).toEqual(['priority', 'created']);
  }
  const high = { and: [filter, { property: 'priority', op: 'anyOf', value: ['high'] }] } satisfies Filter;
  expect((await ada.call('ticket.count', { filter: high })).n).toBe(Math.min(count, 1000));
});
