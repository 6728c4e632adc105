import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { contract, type Input } from '../../../shared/contract.ts';
import { passOverHidden } from '../../support/client.ts';
import { type Cluster, startCluster } from '../../support/cluster.ts';
import { mustEqualFresh, type Watched } from '../../support/fresh.ts';
import { long, short, someOf } from '../../support/long.ts';
import { readEverything } from '../../support/reading.ts';
import { openScreen } from '../../support/screen.ts';
import { buildWorld, kinds, maySee, type Planted, plant, type World } from '../../support/world.ts';
import { type Command, cases, everyone, nowhere, playAt } from './commands.ts';

let cluster: Cluster;
let world: World;
let screens: Watched[] = [];

/** Everybody who sees it follows it, so that what moves the ticket moves their counts and marks. */
async function followedByAll({ id: ticketId, ...target }: Planted): Promise<void> {
  const followers = everyone().filter((person) => maySee(person, target));
  await Promise.all(followers.map(({ client }) => client.call('ticket.follow', { ticketId })));
}

/** A quarter of the screens, another after each change: all of them are looked at after the last. */
const quarter = (turn: number) => screens.filter((_screen, index) => index % 4 === turn % 4);

const run = (name: Command, input: Input<Command>) => world.people.admin.client.call(name, input as never);

/** Everybody looks at this ticket, as far as he may, and at no other. */
async function openOnly(ticketId: string): Promise<void> {
  await Promise.all(
    screens.map(async ({ screen }) => {
      screen.closeTickets();
      // Whoever is away opens it when he is back.
      const isAway = screen.line !== 'live';
      await screen.open(ticketId).catch((error: unknown) => isAway || passOverHidden(error));
    }),
  );
}

/** Whoever was told to load anew has to ask for his lists again. */
const resetsOf = () => screens.map(({ screen }) => screen.resets.length);

async function listAgain(before: readonly number[], opened: readonly string[]): Promise<void> {
  await cluster.mark().then((seq) => Promise.all(screens.map(({ screen }) => screen.heard(seq))));
  const anew = screens.filter(({ screen }, index) => screen.resets.length > (before[index] ?? 0));
  await Promise.all(anew.map(({ screen }) => readEverything(screen, opened)));
}

const commands = Object.keys(contract).filter(
  (name) => contract[name as keyof typeof contract].kind === 'command',
) as Command[];

/** One of so many parts of all commands: every part is a file of its own, in a world of its own. */
export function proveCommands(part: number, parts: number): void {
  beforeAll(async () => {
    cluster = await startCluster({ nodes: 2, env: { BATON_PUSH_SERVICES: nowhere } });
    world = await buildWorld(cluster);
    playAt({ cluster, world, openOnly });
    screens = await Promise.all(
      kinds
        .filter((kind) => kind !== 'suspended')
        .map(async (kind, index) => {
          const url = cluster.nodes[index % 2]?.url ?? '';
          const { token } = world.people[kind].client;
          return { screen: await openScreen(url, token), url, token };
        }),
    );
    await Promise.all(screens.map(({ screen }) => readEverything(screen)));
  });
  afterAll(async () => {
    for (const { screen } of screens) screen.close();
    await cluster.stop();
  });

  const ofThisPart = short
    ? someOf('commands', commands, 5)
    : commands.filter((_name, index) => index % parts === part - 1);
  describe.each(ofThisPart)('%s', (name) => {
    // S2
    test('leaves every screen as a fresh load would show it', async () => {
      const target = await plant(world, { owner: world.people.own.id, team: world.teams.a });
      await followedByAll(target);
      const opened = [target.id];
      await openOnly(target.id);
      const inputs = await cases[name](target);
      for (const [index, input] of inputs.entries()) {
        const before = resetsOf();
        await run(name, input);
        await listAgain(before, opened);
        const isLast = index === inputs.length - 1;
        await mustEqualFresh(cluster, isLast || long ? screens : quarter(index));
      }
      expect(cluster.faults()).toEqual([]);
    });

    // S2
    test('is caught up with by every screen that was away', async () => {
      const target = await plant(world, { team: world.teams.b });
      await followedByAll(target);
      await openOnly(target.id);
      const before = resetsOf();
      for (const { screen } of screens) screen.drop();
      for (const input of await cases[name](target)) await run(name, input);
      await Promise.all(screens.map(({ screen }) => screen.reconnect()));
      await listAgain(before, [target.id]);
      await mustEqualFresh(cluster, screens);
      expect(cluster.faults()).toEqual([]);
    });
  });
}
