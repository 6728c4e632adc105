import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type CallName, contract } from '../../../shared/contract.ts';
import { errorStatus } from '../../../shared/errors.ts';
import { refusalIn } from '../../support/client.ts';
import { type Cluster, startCluster } from '../../support/cluster.ts';
import { mustNotLeak } from '../../support/leaks.ts';
import { long, someOf } from '../../support/long.ts';
import { openScreen } from '../../support/screen.ts';
import {
  buildWorld,
  kinds,
  maySee,
  type Person,
  type Planted,
  relation,
  secretsFor,
  type World,
} from '../../support/world.ts';
import { trials } from './everyRequest.ts';

let cluster: Cluster;
let world: World;

beforeAll(async () => {
  cluster = await startCluster();
  world = await buildWorld(cluster);
});
afterAll(() => cluster.stop());

const names = Object.keys(contract) as CallName[];
const nobodies = ['suspended', 'nobody'];

/** What the answer's code must be: A2 says that what one may not see looks as if it were not there. */
function mayAnswer(name: CallName, person: Person, open: boolean, status = 200): number[] {
  if (contract[name].kind === 'open') return open ? [status] : [errorStatus.unauthenticated, errorStatus.notFound];
  if (nobodies.includes(person.kind)) return [errorStatus.unauthenticated];
  if (open) return [status];
  const ownerIsUnknown = name === 'ticket.create' && person.kind === 'stranger';
  return [ownerIsUnknown ? errorStatus.invalid : errorStatus.notFound];
}

/** The same for a message that may be seen but need not be sent again. */
function mayAnswerRetry(person: Person, index: number): number[] {
  const ticket = world.tickets[index];
  if (nobodies.includes(person.kind)) return [errorStatus.unauthenticated];
  const edits = ticket && maySee(person, { ...ticket, guests: [] });
  return edits ? [errorStatus.conflict] : [errorStatus.notFound];
}

/**
 * Of each kind of ticket one, and others for the next person: so each request meets every relation between a person and a
 * ticket. All requests are asked of the same tickets, as some undo what others did.
 */
function ticketsFor(person: Person, turn: number): Set<Planted> {
  if (long) return new Set(world.tickets);
  const kindsOf = new Map<string, Planted[]>();
  for (const ticket of world.tickets) {
    const same = relation(person, ticket);
    kindsOf.set(same, [...(kindsOf.get(same) ?? []), ticket]);
  }
  return new Set([...kindsOf.values()].flatMap((same) => same[turn % same.length] ?? []));
}

/** What each trial answers is as it must be; null is no answer to judge. */
async function tryAll(
  person: Person,
  from: number,
  ask: (name: CallName, input: unknown) => Promise<number | null>,
): Promise<string[]> {
  const wrong: string[] = [];
  const about = ticketsFor(person, everybody().indexOf(person) + from);
  for (const name of names) {
    const rows = await Promise.all(
      trials[name](world).map(async ({ input, open, status: told, of }, index) => {
        if (of && !about.has(of)) return [];
        const expected =
          name === 'message.retry' || name === 'message.readAgain' || name === 'meeting.answer'
            ? mayAnswerRetry(person, index)
            : mayAnswer(name, person, open(person), told);
        const status = await ask(name, input);
        return status === null || expected.includes(status)
          ? []
          : [`${name} ${JSON.stringify(input)}: ${status}, not ${expected}`];
      }),
    );
    wrong.push(...rows.flat());
  }
  return wrong;
}

const everybody = () => [...kinds.map((kind) => world.people[kind]), world.stranger, world.nobody];

test('no request of the contract is missing from the matrix', () => {
  expect(Object.keys(trials).sort()).toEqual([...names].sort());
});

describe.each(someOf('people of the matrix', [...kinds, 'stranger', 'nobody'] as const, 2))('%s', (kind) => {
  const person = () => everybody().find((one) => one.kind === kind) ?? world.nobody;

  // A2, E2
  test('gets by HTTP exactly what the rights allow, and not one byte more', async () => {
    const { client } = person();
    client.heard.length = 0;
    expect(await tryAll(person(), 0, async (name, input) => (await client.ask(name, input)).status)).toEqual([]);
    mustNotLeak(client.heard.join('\n'), person(), world.tickets);
    expect(cluster.faults()).toEqual([]);
  });

  if (nobodies.includes(kind)) {
    // A6, C2
    test('does not come in by socket', async () => {
      await expect(openScreen(world.url, person().client.token)).rejects.toThrow('unauthenticated');
    });
    return;
  }

  // A2, E2
  test('gets by socket exactly what the rights allow, and not one byte more', async () => {
    const screen = await openScreen(world.url, person().client.token);
    const wrong = await tryAll(person(), 1, async (name, input) => {
      if (contract[name].kind === 'open') return null;
      const refusal = refusalIn(await screen.askRaw({ id: randomUUID(), name, input }));
      return refusal ? errorStatus[refusal.code] : 200;
    });
    expect(wrong).toEqual([]);
    mustNotLeak(screen.bytes, person(), world.tickets);
    screen.close();
  });

  // A2, S5
  test('finds in lists and counts exactly the tickets that the rights allow', async () => {
    const { client } = person();
    const readable = world.tickets.filter((one) => maySee(person(), one));
    const his = readable.map(({ id }) => id);
    const planted = new Set(world.tickets.map(({ id }) => id));
    const listed = await client.call('ticket.list', { limit: 200 });
    const shown = listed.items.map(({ id }) => id).filter((id) => planted.has(id));
    expect(shown.sort()).toEqual(his.sort());
    const { counts } = await client.call('view.counts', {});
    const open = await client.call('ticket.list', { filter: { view: 'open' }, limit: 200 });
    expect(counts.open ?? 0).toBe(open.items.length);
    for (const { id: ticketId, contactId, companyId } of readable) {
      await client.call('message.list', { ticketId });
      await client.call('contact.get', { contactId });
      await client.call('company.get', { companyId });
    }
    const heard = client.heard.join('\n');
    for (const allowed of secretsFor(person(), world.tickets)) expect(heard).toContain(allowed);
  });
});
