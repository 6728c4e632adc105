import '../../support/indexedDb.ts';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readRows } from '../../../client/cache/disk.ts';
import { createKeeper, type Keeper } from '../../../client/cache/keeper.ts';
import type { Page } from '../../../client/connection/reach.ts';
import { emptyScreen, forgotten, type ScreenState, settled } from '../../../client/connection/screenState.ts';
import { createStore, type Store } from '../../../client/connection/store.ts';
import type { LogEntry } from '../../../server/events/store.ts';
import type { Access, Level } from '../../../shared/access.ts';
import type { MemberView, TicketView } from '../../../shared/entities.ts';
import type { Id } from '../../../shared/ids.ts';
import type { State } from '../../../shared/state.ts';
import { buildMember, buildPipeline, buildTeam, buildTicket, reach } from '../../support/build.ts';
import { type Client, signIn } from '../../support/client.ts';
import { type Cluster, startCluster } from '../../support/cluster.ts';
import { mustEqualFresh } from '../../support/fresh.ts';
import { short } from '../../support/long.ts';
import { createRandom, type Random } from '../../support/random.ts';
import { readEverything } from '../../support/reading.ts';
import { openScreen, type Screen } from '../../support/screen.ts';
import { secret } from '../../support/world.ts';

const interleavings = short ? 48 : 200;
const atOnce = 8;

let cluster: Cluster;
let admin: Client;
let teams: Id[];
let tickets: Id[];
let people: { id: Id; url: string; token: string; screen: Screen; device: Device }[];

/** What a person's browser shows of his state, and keeps for his next visit. */
interface Device {
  shown: Store<ScreenState>;
  keeper: Keeper;
  /** The screen has something else to show, or nothing for the moment. */
  look(screen: Screen): void;
  kept(): Promise<string>;
}

const wholeList: Page = { state: 'here', boundary: null, next: null, generation: 0 };

/** Null while it loads anew. */
function stateIn(screen: Screen): State | null {
  try {
    return screen.state;
  } catch {
    return null;
  }
}

function createDevice(owner: string): Device {
  const shown = createStore<ScreenState>({ ...emptyScreen, confirmed: true, pages: { 'open activity {}': wholeList } });
  const keeper = createKeeper(shown, owner, 'build', (_key, state) => Object.keys(state.tickets));
  return {
    shown,
    keeper,
    look(screen) {
      const known = stateIn(screen);
      if (shown.get().known !== known) shown.set((now) => settled({ ...(known ? now : forgotten(now)), known }));
    },
    async kept() {
      await keeper.settled();
      return JSON.stringify([...(await readRows(owner)).rows]);
    },
  };
}

beforeAll(async () => {
  cluster = await startCluster({ nodes: 2 });
  const { app, workspaceId, node, nodes } = cluster;
  await buildPipeline(app, workspaceId);
  teams = [await buildTeam(app, workspaceId), await buildTeam(app, workspaceId)];
  admin = await signIn(node.url, (await buildMember(app, workspaceId, { role: 'admin' })).email);
  people = await Promise.all(
    Array.from({ length: 5 }, async (_, index) => {
      const member = await buildMember(app, workspaceId, { access: reach('own') });
      const { url, token } = (await signIn(node.url, member.email)).at(nodes[index % 2]?.url ?? '');
      return {
        id: member.userId,
        url,
        token,
        screen: await openScreen(url, token),
        device: createDevice(member.userId),
      };
    }),
  );
  tickets = [];
  for (let count = 0; count < 6; count += 1) tickets.push((await buildTicket(app, workspaceId))._id);
});
afterAll(async () => {
  for (const { screen } of people) screen.close();
  await cluster.stop();
});

/** One thing that happens to tickets or to rights, at one node or the other. */
async function happen(random: Random): Promise<void> {
  const client = admin.at(random.pick(cluster.nodes).url);
  const ticketId = random.pick(tickets);
  const dice = random.below(10);
  if (dice < 4) await client.call('ticket.update', { ticketId, name: secret() });
  else if (dice < 6) {
    const ownerId = random.pick([null, ...people.map(({ id }) => id)]);
    await client.call('ticket.assign', { ticketId, ownerId, teamId: random.pick([null, ...teams]) });
  } else if (dice < 9) {
    const level = random.pick<Level>(['everything', 'teams', 'own', 'none']);
    await client.call('member.setAccess', {
      memberId: random.pick(people).id,
      access: { view: { level, unassigned: random.chance(0.5) } },
      mainTeamId: random.pick([null, ...teams]),
    });
  } else await comeAndGo(random);
}

async function comeAndGo(random: Random): Promise<void> {
  const { screen } = random.pick(people);
  if (screen.line !== 'live') return;
  screen.drop();
  await screen.reconnect({ url: random.pick(cluster.nodes).url });
}

/** The rights of the product's words, in the test's own; nothing here comes from the code under test. */
function sees(member: MemberView, ticket: TicketView): boolean {
  const { level, unassigned } = (member.access as Access).view;
  if (level === 'everything') return true;
  if (level === 'none') return false;
  if (ticket.ownerId === member.id) return true;
  if (unassigned && !ticket.ownerId && !ticket.teamId) return true;
  return level === 'teams' && ticket.teamId !== null && [member.mainTeamId, ...member.teamIds].includes(ticket.teamId);
}

/**
 * What each may ever have learnt, read off the log in its order: the names that a ticket has, or has had, at any moment
 * at which he may see it.
 */
function allowedBy(log: readonly LogEntry[]): Map<Id, Set<string>> {
  const members = new Map<Id, MemberView>();
  const now = new Map<Id, TicketView>();
  const names = new Map<Id, string[]>();
  const allowed = new Map(people.map(({ id }) => [id, new Set<string>()]));
  for (const { data } of log) {
    if (data?.type === 'member.changed')
      members.set((data as { member: MemberView }).member.id, (data as { member: MemberView }).member);
    if (data?.type === 'ticket.created' || data?.type === 'ticket.changed') {
      const { ticket } = data as { ticket: TicketView };
      now.set(ticket.id, ticket);
      names.set(ticket.id, [...(names.get(ticket.id) ?? []), ticket.name]);
    }
    for (const [id, known] of allowed) {
      const member = members.get(id);
      for (const ticket of now.values()) {
        if (member && sees(member, ticket)) for (const name of names.get(ticket.id) ?? []) known.add(name);
      }
    }
  }
  return allowed;
}

/** The names, at any time, of the tickets that this person may not see now. */
function forbiddenTo(personId: Id, log: readonly LogEntry[]): string[] {
  let member: MemberView | undefined;
  const now = new Map<Id, TicketView>();
  const names: [Id, string][] = [];
  for (const { data } of log) {
    if (data?.type === 'member.changed' && (data as { member: MemberView }).member.id === personId)
      member = (data as { member: MemberView }).member;
    if (data?.type !== 'ticket.created' && data?.type !== 'ticket.changed') continue;
    const { ticket } = data as { ticket: TicketView };
    now.set(ticket.id, ticket);
    names.push([ticket.id, ticket.name]);
  }
  const isForbidden = (ticketId: Id) => {
    const ticket = now.get(ticketId);
    return !member || !ticket || !sees(member, ticket);
  };
  return names.filter(([ticketId]) => isForbidden(ticketId)).map(([, name]) => name);
}

async function wholeLog(): Promise<LogEntry[]> {
  const log: LogEntry[] = [];
  for (let page: LogEntry[]; ; log.push(...page)) {
    page = await cluster.app.events.after(cluster.workspaceId, log.at(-1)?.seq ?? 0, 500);
    if (page.length === 0) return log;
  }
}

// A2, A4, A5
test(`through ${interleavings} moves of tickets and rights on two nodes nobody hears what was never his to hear, and nothing that he lost stays on his screen or device`, async () => {
  const random = createRandom('moves of tickets and rights');
  const following = setInterval(() => {
    for (const { screen, device } of people) device.look(screen);
  }, 2);
  for (let done = 0; done < interleavings; done += atOnce) {
    await Promise.all(Array.from({ length: atOnce }, () => happen(random)));
  }
  const seq = await cluster.mark();
  for (const { screen } of people) await screen.heard(seq);
  const log = await wholeLog();
  const allowed = allowedBy(log);
  const all = new Set(
    log.flatMap(({ data }) => (data?.type === 'ticket.changed' ? [(data as { ticket: TicketView }).ticket.name] : [])),
  );
  for (const { id, screen } of people) {
    const { bytes } = screen;
    const heard = [...all].filter((name) => bytes.includes(name));
    expect(heard.filter((name) => !allowed.get(id)?.has(name))).toEqual([]);
  }
  clearInterval(following);
  for (const { id, screen, device } of people) {
    device.look(screen);
    const left = [JSON.stringify(device.shown.get()), await device.kept()];
    for (const name of forbiddenTo(id, log)) expect(left.filter((text) => text.includes(name))).toEqual([]);
    for (const { name } of Object.values(screen.state.tickets)) for (const text of left) expect(text).toContain(name);
    device.keeper.stop();
  }
  for (const { screen } of people) await readEverything(screen);
  await mustEqualFresh(cluster, people);
  expect(cluster.faults()).toEqual([]);
});
