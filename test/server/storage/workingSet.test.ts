import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { connectStorage, type Storage } from '../../../server/storage/connection.ts';
import { defineModel } from '../../../server/storage/model.ts';
import { createWorkingSet, type WorkingSet } from '../../../server/storage/workingSet.ts';
import { openStore } from '../../support/store.ts';

interface Shelf {
  _id: string;
  workspaceId: string;
  name: string;
  version: number;
}

let close: () => Promise<void>;
let storage: Storage;
let set: WorkingSet<Shelf>;

beforeAll(async () => {
  const store = await openStore('any');
  storage = await connectStorage(store.uri);
  close = async () => {
    await storage.close();
    await store.close();
  };
  const fields = { workspaceId: String, name: String, version: Number };
  set = createWorkingSet(defineModel<Shelf>(storage.connection, 'shelves', fields));
  await storage.prepare([]);
});
afterAll(() => close());

const shelf = (id: string): Shelf => ({ _id: id, workspaceId: 'w', name: 'as made', version: 1 });
const stored = async (id: string) => (await set.find('w', [id]))[0];

test('what is inserted and changed in a transaction is written as it is at the end, and seen at once inside', async () => {
  await storage.transaction(async (session) => {
    set.insert(shelf('a'), session);
    set.replace({ ...shelf('a'), name: 'second', version: 2 }, session);
    expect(await set.find('w', ['a', 'a', 'none'], session)).toMatchObject([{ name: 'second' }]);
    expect(await stored('a')).toBeUndefined();
  });
  expect(await stored('a')).toMatchObject({ name: 'second', version: 2 });
});

test('a query after a flush sees what was changed before it, and later changes are written as well', async () => {
  await storage.transaction(async (session) => {
    set.insert(shelf('b'), session);
    await set.flush(session);
    const shelves = storage.connection.collection('shelves');
    expect(await shelves.countDocuments({ workspaceId: 'w', name: 'as made' }, { session })).toBe(1);
    set.replace({ ...shelf('b'), name: 'later', version: 2 }, session);
  });
  expect(await stored('b')).toMatchObject({ name: 'later' });
});

test('a transaction that fails leaves nothing, in the store and for its next run', async () => {
  const failing = storage.transaction(async (session) => {
    set.insert(shelf('c'), session);
    throw new Error('on purpose');
  });
  await expect(failing).rejects.toThrow('on purpose');
  await storage.transaction(async (session) => {
    expect(await set.find('w', ['c'], session)).toEqual([]);
  });
});

test('two transactions that change the same document follow one another, and the second changes what the first left', async () => {
  await storage.transaction(async (session) => set.insert(shelf('d'), session));
  const add = (letter: string) =>
    storage.transaction(async (session) => {
      const [now] = await set.find('w', ['d'], session);
      if (!now) throw new Error('It is gone');
      set.replace({ ...now, name: now.name + letter, version: now.version + 1 }, session);
    });
  await Promise.all([add('x'), add('y'), add('z')]);
  const end = await stored('d');
  expect(end?.version).toBe(4);
  expect([...(end?.name.slice('as made'.length) ?? '')].sort()).toEqual(['x', 'y', 'z']);
});

test('what was not read in the transaction, or has a field the collection has not, is refused', async () => {
  await storage.transaction(async (session) => {
    expect(() => set.replace({ ...shelf('e'), version: 2 }, session)).toThrow('not the one that was read');
    expect(() => set.insert({ ...shelf('e'), colour: 'red' } as Shelf, session)).toThrow('no field "colour"');
  });
});

test('somebody else’s workspace finds nothing', async () => {
  await storage.transaction(async (session) => set.insert(shelf('f'), session));
  await storage.transaction(async (session) => {
    expect(await set.find('other', ['f'], session)).toEqual([]);
    expect(await set.find('w', ['f'], session)).toHaveLength(1);
  });
});
