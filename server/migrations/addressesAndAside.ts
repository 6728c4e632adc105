import { randomUUID } from 'node:crypto';
import type { Connection } from 'mongoose';
import type { Contact } from '../contacts/model.ts';
import { storedOf } from '../contacts/store.ts';
import type { Migration } from '../storage/dataVersion.ts';
import type { Ticket } from '../tickets/model.ts';
import { type Counter, counterKey } from '../views/store.ts';

/** So many are written in one go. */
const step = 500;

interface OldContact
  extends Pick<Contact, '_id' | 'workspaceId' | 'name' | 'createdAt' | 'reach' | 'audience' | 'version'> {
  email: string | null;
}

/** A contact had one address; now he has several, and is found by his words. */
async function contacts(connection: Connection): Promise<void> {
  const all = connection.collection<OldContact>('contacts');
  for (;;) {
    const old = await all
      .find({ emails: { $exists: false } } as object)
      .limit(step)
      .toArray();
    if (old.length === 0) return;
    await all.bulkWrite(
      old.map(({ email, _id, workspaceId, name, createdAt, reach, audience, version }) => {
        const kept = { _id, workspaceId, name, createdAt, reach, audience, version };
        const given = { emails: email ? [email] : [], phone: null, companyId: null, language: null, notes: '' };
        return { replaceOne: { filter: { _id }, replacement: storedOf({ ...kept, ...given }) as never } };
      }),
    );
  }
}

/** A ticket had the phase of its status; now it can lie aside, and says what it is linked with. */
async function tickets(connection: Connection): Promise<void> {
  const all = connection.collection<Ticket>('tickets');
  for (;;) {
    const old = await all
      .find({ state: { $exists: false } } as object)
      .limit(step)
      .toArray();
    if (old.length === 0) return;
    await all.bulkWrite(
      old.map(({ _id, phase }) => ({
        updateOne: {
          filter: { _id },
          update: {
            $set: {
              state: phase as Ticket['state'],
              companyId: null,
              linkedIds: [],
              continuesId: null,
              snooze: null,
              spamAt: null,
              trashedAt: null,
              lastInSeq: 0,
            },
          },
        },
      })),
    );
  }
}

/** Counters have other keys: they are counted anew. */
async function counters(connection: Connection): Promise<void> {
  const rows = new Map<string, Counter>();
  const facets = connection
    .collection<Ticket>('tickets')
    .find({}, { projection: { workspaceId: 1, audience: 1, phase: 1, pipelineId: 1 } });
  for await (const { workspaceId, audience, phase, pipelineId } of facets) {
    const of = { audience, phase, pipelineId, followerId: null };
    const key = counterKey(workspaceId, of);
    rows.set(key, { _id: key, workspaceId, ...of, n: (rows.get(key)?.n ?? 0) + 1 });
  }
  const kept = connection.collection<Counter>('counters');
  await kept.deleteMany({});
  if (rows.size > 0) await kept.insertMany([...rows.values()]);
}

/** Screens that were open have learnt the old shapes: they load anew. */
async function epochs(connection: Connection): Promise<void> {
  const positions = connection.collection<{ _id: string; epoch: string }>('positions');
  for await (const { _id } of positions.find({}, { projection: { _id: 1 } })) {
    await positions.updateOne({ _id }, { $set: { epoch: randomUUID() } });
  }
}

export const addressesAndAside: Migration = {
  to: 2,
  async run(connection) {
    await contacts(connection);
    await tickets(connection);
    await counters(connection);
    await epochs(connection);
  },
};
