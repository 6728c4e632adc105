import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { LogEntry } from '../../../server/events/store.ts';
import type { Access, Level } from '../../../shared/access.ts';
import type { CommentView, HistoryEntry, MemberView, TicketView } from '../../../shared/entities.ts';
import type { Id } from '../../../shared/ids.ts';
import { buildMember, buildPipeline, buildTeam, buildTicket, reach } from '../../support/build.ts';
import { type Client, signIn } from '../../support/client.ts';
import { createHandClock } from '../../support/clock.ts';
import { type Cluster, startCluster } from '../../support/cluster.ts';
import { createRandom, type Random } from '../../support/random.ts';
import { openScreen, type Screen } from '../../support/screen.ts';
import { until } from '../../support/until.ts';
import { secret } from '../../support/world.ts';
import { lettersTo } from '../accounts/mailbox.ts';
import { browserKeys, type Receiver, startReceiver } from './receiver.ts';

const moves = 160;
const atOnce = 8;
/** The time between two looks at what is to be mailed; all of them together end before the access tokens do. */
const stepMs = 65_000;
const stepEvery = 32;

/** Somebody with a browser that is told by push. Every other one has a screen; the rest are away, and are mailed. */
interface Reader {
  id: Id;
  email: string;
  client: Client;
  screen: Screen | null;
  path: string;
  read(body: Buffer): unknown;
}

const clock = createHandClock();
let cluster: Cluster;
let service: Receiver;
let admin: Client;
let teams: Id[];
let tickets: Id[];
let readers: Reader[];

beforeAll(async () => {
  service = await startReceiver();
  const env = { BATON_PUSH_SERVICES: service.origin, BATON_DIGEST_MINUTES: '1' };
  cluster = await startCluster({ nodes: 2, clock, env });
  const { app, workspaceId, node, nodes } = cluster;
  await buildPipeline(app, workspaceId);
  teams = [await buildTeam(app, workspaceId), await buildTeam(app, workspaceId)];
  admin = await signIn(node.url, (await buildMember(app, workspaceId, { role: 'admin' })).email);
  readers = await Promise.all(
    Array.from({ length: 6 }, async (_, index) => {
      const { userId, email } = await buildMember(app, workspaceId, { access: reach('own') });
      const client = (await signIn(node.url, email)).at(nodes[index % 2]?.url ?? '');
      const { keys, read } = browserKeys();
      await client.call('push.subscribe', { endpoint: `${service.origin}/${userId}`, keys });
      const screen = index < 3 ? await openScreen(client.url, client.token) : null;
      return { id: userId, email, client, screen, path: `/${userId}`, read };
    }),
  );
  tickets = [];
  for (let count = 0; count < 5; count += 1)
    tickets.push((await buildTicket(app, workspaceId, { name: secret() }))._id);
});
afterAll(async () => {
  for (const { screen } of readers) screen?.close();
  await cluster.stop();
  await service.stop();
});

/** One thing that notifies somebody, or moves what he may see, at one node or the other. */
async function happen(random: Random): Promise<void> {
  const client = admin.at(random.pick(cluster.nodes).url);
  const ticketId = random.pick(tickets);
  const memberId = random.pick(readers).id;
  const dice = random.below(20);
  if (dice < 8) {
    const mentions = [memberId, random.pick([random.pick(readers).id, random.pick(teams)])];
    await client.call('comment.add', { ticketId, commentId: randomUUID(), html: `<p>${secret()}</p>`, mentions });
  } else if (dice < 9) await client.call('ticket.update', { ticketId, name: secret() });
  else if (dice < 13) {
    const ownerId = random.pick([null, ...readers.map(({ id }) => id)]);
    await client.call('ticket.assign', { ticketId, ownerId, teamId: random.pick([null, ...teams]) });
  } else if (dice < 15) await client.call('ticket.letIn', { ticketId, memberId });
  else if (dice < 16) await client.call('ticket.letOut', { ticketId, memberId });
  else if (dice < 19) {
    const level = random.pick<Level>(['everything', 'teams', 'own', 'none']);
    const access = { view: { level, unassigned: random.chance(0.5) } };
    await client.call('member.setAccess', { memberId, access, mainTeamId: random.pick([null, ...teams]) });
  } else await comeAndGo(random);
}

async function comeAndGo(random: Random): Promise<void> {
  const { screen } = random.pick(readers);
  if (screen?.line !== 'live') return;
  screen.drop();
  await screen.reconnect({ url: random.pick(cluster.nodes).url });
}

/** The rights of the product's words, in the test's own; nothing here comes from the code under test. */
function sees(member: MemberView, ticket: TicketView, guests: ReadonlySet<Id> | undefined): boolean {
  if (guests?.has(member.id)) return true;
  const { level, unassigned } = (member.access as Access).view;
  if (level === 'everything') return true;
  if (level === 'none') return false;
  if (ticket.ownerId === member.id) return true;
  if (unassigned && !ticket.ownerId && !ticket.teamId) return true;
  return level === 'teams' && ticket.teamId !== null && [member.mainTeamId, ...member.teamIds].includes(ticket.teamId);
}

interface Known {
  /** The words of each ticket's names and comments, as the log has told them. */
  said: Map<Id, string[]>;
  /** What each reader may ever have learnt: all of a ticket at a moment at which he may see it. */
  allowed: Map<Id, Set<string>>;
  /** What is open to each of them in the end. */
  open: Map<Id, Set<Id>>;
}

function readLog(log: readonly LogEntry[]): Known {
  const members = new Map<Id, MemberView>();
  const now = new Map<Id, TicketView>();
  const guests = new Map<Id, Set<Id>>();
  const said = new Map<Id, string[]>();
  const allowed = new Map(readers.map(({ id }) => [id, new Set<string>()]));
  const say = (ticketId: Id, words: string) => said.set(ticketId, [...(said.get(ticketId) ?? []), words]);
  const open = () =>
    new Map(
      readers.map(({ id }) => {
        const member = members.get(id);
        const his = [...now.values()].filter((one) => member && sees(member, one, guests.get(one.id)));
        return [id, new Set(his.map((one) => one.id))];
      }),
    );
  for (const { data } of log) {
    if (data?.type === 'member.changed') {
      const { member } = data as { member: MemberView };
      members.set(member.id, member);
    }
    if (data?.type === 'ticket.created' || data?.type === 'ticket.changed') {
      const { ticket, entries } = data as { ticket: TicketView; entries: HistoryEntry[] };
      now.set(ticket.id, ticket);
      say(ticket.id, ticket.name);
      const here = guests.get(ticket.id) ?? new Set<Id>();
      for (const { from, to } of entries.filter(({ property }) => property === 'guests')) {
        if (to) here.add(to);
        if (from) here.delete(from);
      }
      guests.set(ticket.id, here);
    }
    if (data?.type === 'comment.added') {
      const { comment } = data as { comment: CommentView };
      say(comment.ticketId, comment.text);
    }
    for (const [id, ids] of open()) {
      for (const words of [...ids].flatMap((ticketId) => said.get(ticketId) ?? [])) allowed.get(id)?.add(words);
    }
  }
  return { said, allowed, open: open() };
}

async function wholeLog(): Promise<LogEntry[]> {
  const log: LogEntry[] = [];
  for (let page: LogEntry[]; ; log.push(...page)) {
    page = await cluster.app.events.after(cluster.workspaceId, log.at(-1)?.seq ?? 0, 500);
    if (page.length === 0) return log;
  }
}

const jobs = () => cluster.app.storage.connection.collection('jobs');
const nothingWaits = (kind: string) =>
  until(`no ${kind} is due`, async () => {
    const waiting = await jobs().find({ kind }).toArray();
    return waiting.every(({ runAt }) => runAt > clock.now());
  });

// A2, M5, N3, N4
test(`through ${moves} mentions, assignments and moves of rights on two nodes, nobody is notified by any way of what he may not see`, async () => {
  const random = createRandom('mentions and rights');
  for (let done = 0; done < moves; done += atOnce) {
    await Promise.all(Array.from({ length: atOnce }, () => happen(random)));
    if (done % stepEvery === 0) clock.advance(stepMs);
  }
  await nothingWaits('notification.push');
  clock.advance(stepMs);
  await nothingWaits('notification.mail');
  const seq = await cluster.mark();
  for (const { screen } of readers) await screen?.heard(seq);

  const { said, allowed, open } = readLog(await wholeLog());
  const all = [...said.values()].flat();
  let [pushed, mailed] = [0, 0];
  for (const { id, email, client, screen, path, read } of readers) {
    const lane = (name: 'mentions' | 'other') => client.call('notification.list', { lane: name, limit: 200 });
    const lists = [await lane('mentions'), await lane('other')];
    const pushes = service.pushed.filter((one) => one.path === path).map(({ body }) => JSON.stringify(read(body)));
    const letters = (await lettersTo(cluster.app, email)).map((one) => [one.subject, one.text, one.html].join('\n'));
    pushed += pushes.length;
    mailed += letters.length;
    const ways = {
      list: JSON.stringify(lists),
      push: pushes.join('\n'),
      mail: letters.join('\n'),
      socket: screen?.bytes ?? '',
    };
    for (const [way, bytes] of Object.entries(ways)) {
      const wrong = all.filter((words) => bytes.includes(words) && !allowed.get(id)?.has(words));
      expect({ way, wrong }).toEqual({ way, wrong: [] });
    }

    // What he may see now is in the bell, all of it, and counted so; and nothing else is.
    const tickets = lists.flatMap(({ items }) => items.map(({ ticketId }) => ticketId));
    expect(tickets.filter((ticketId) => !open.get(id)?.has(ticketId))).toEqual([]);
    const fresh = await openScreen(client.url, client.token);
    const bell = Object.values(fresh.state.notifications);
    expect(bell.map((one) => one.id).sort()).toEqual(lists.flatMap(({ items }) => items.map((one) => one.id)).sort());
    if (screen) expect(Object.keys(screen.state.notifications).sort()).toEqual(bell.map((one) => one.id).sort());
    fresh.close();
  }
  expect(pushed).toBeGreaterThan(0);
  expect(mailed).toBeGreaterThan(0);
  expect(cluster.faults()).toEqual([]);
});
