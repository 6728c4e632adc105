import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { demoPassword, demoPeople } from '../server/demo/people.ts';
import { chromiumPath, launchBrowser, signIn } from '../test/support/browser.ts';
import { createClient } from '../test/support/client.ts';
import { type Agent, connectAgent, connectAgents } from './support/agent.ts';
import { defineBench, type Figure, log } from './support/bench.ts';
import { createCaller } from './support/caller.ts';
import { type Child, startChild } from './support/child.ts';
import { openLoop } from './support/loops.ts';
import { monotonicMs, pause, rounded, type Spread, spreadOf } from './support/numbers.ts';
import { freshDir } from './support/places.ts';

/** Every so many mentions one is of the reader whose page is watched. */
const pageEvery = 4;
/** Argon2 is meant to be slow: so many sign in at once. */
const signingIn = 4;
const patienceMs = 10_000;
const wantedMs = 200;
const [writerName, readerName] = ['mei', 'ada'];

/** The clock that a page and this process share. */
const wallMs = (): number => performance.timeOrigin + performance.now();

interface Member {
  id: string;
  token: string;
}

async function enter(url: string, email: string, password: string): Promise<Member> {
  const answer = await createClient(url, '').call('session.create', { email, password });
  if (!('token' in answer)) throw new Error(`${email} is asked for more than a password`);
  return { id: answer.user.id, token: answer.token };
}

/** Members of the demo's workspace, signed in as people are. */
async function gather({ url }: Child, admin: Member, count: number): Promise<Member[]> {
  const client = createClient(url, admin.token);
  const everything = { level: 'everything', unassigned: true } as const;
  const members: Member[] = [];
  const one = async (index: number): Promise<void> => {
    const [email, password] = [`agent${index}@bench.test`, randomUUID()];
    const access = { view: everything, edit: everything, delete: everything };
    await client.call('member.create', { email, name: `Agent ${index}`, password, access });
    members.push(await enter(url, email, password));
  };
  for (let first = 0; first < count; first += signingIn) {
    const some = Math.min(signingIn, count - first);
    await Promise.all(Array.from({ length: some }, (_, index) => one(first + index)));
  }
  return members;
}

/** When each comment's notification was heard by its reader's socket, by comment. */
function listenTo(child: Child, members: readonly Member[], heard: Map<string, number>): Promise<Agent[]> {
  const added = Buffer.from('"notification.added"');
  return connectAgents(members.length, (index) =>
    connectAgent(child.port, members[index]?.token ?? '', (bytes, start, end) => {
      const now = wallMs();
      if (!bytes.subarray(start, Math.min(end, start + 80)).includes(added)) return;
      const [, event] = JSON.parse(bytes.toString('utf8', start + 2, end)) as [
        string,
        { notification: { commentId: string } },
      ];
      if (!heard.has(event.notification.commentId)) heard.set(event.notification.commentId, now);
    }),
  );
}

const watcher = readFileSync(new URL('./children/toasts.mjs', import.meta.url), 'utf8');

const shownIn = async (page: Page | null): Promise<Map<string, number>> =>
  new Map(page ? await page.evaluate(() => (window as unknown as { benchShown: [string, number][] }).benchShown) : []);

/** How far the page's clock is ahead of ours, at most. */
async function skewOf(page: Page): Promise<number> {
  const before = wallMs();
  const there = await page.evaluate(() => performance.timeOrigin + performance.now());
  return Math.max(before - there, there - wallMs(), 0);
}

const words = ({ count, p50, p99, max }: Spread) => `p50 ${p50} ms, p99 ${p99} ms, max ${max} ms, of ${count}`;

/** From the moment somebody should have said it to the mentioned reader's socket, and to the pixels of his page. */
export const mentions = defineBench({
  name: 'mentions',
  sizes: {
    agents: { smoke: 10, full: 200 },
    mentions: { smoke: 40, full: 1000 },
    persecond: { smoke: 5, full: 10 },
  },
  async run(size) {
    const child = await startChild('baton', {
      BATON_DATA_DIR: freshDir('mentions'),
      PORT: '0',
      SMTP_PORT: '0',
      LOG_LEVEL: 'warn',
    });
    const email = (name: string) => demoPeople.find((one) => one.email.startsWith(`${name}@`))?.email ?? '';
    const admin = await enter(child.url, email(readerName), demoPassword);
    const writer = await enter(child.url, email(writerName), demoPassword);
    const members = await gather(child, admin, size.agents);
    log(`${members.length} agents have signed in`);
    const heard = new Map<string, number>();
    const agents = await listenTo(child, members, heard);
    const browser = chromiumPath ? await launchBrowser(chromiumPath) : null;
    if (!browser) log('There is no Chromium: nothing is said of pixels');
    const page = browser ? (await signIn(browser, child.url, readerName)).page : null;
    if (page) await page.evaluate(watcher);
    const skew = page ? await skewOf(page) : 0;

    const caller = createCaller(child.port, writer.token, 8);
    const { items } = await caller.call('ticket.list', { filter: { view: 'open' }, limit: 8 });
    const ticketId = items[0]?.id ?? '';
    const plannedFor = new Map<string, { at: number; by: 'socket' | 'page' }>();
    const say = (memberId: string, commentId: string) =>
      caller.call('comment.add', {
        ticketId,
        commentId,
        html: `<p><span data-mention="${memberId}"></span> please look at this one before noon</p>`,
      });
    for (const member of members.slice(0, 5)) await say(member.id, randomUUID());
    const offset = wallMs() - monotonicMs();
    await openLoop(size.persecond, size.mentions, (index, plannedMs) => {
      const byPage = page !== null && index % pageEvery === 0;
      const member = byPage ? admin : members[index % members.length];
      const commentId = randomUUID();
      plannedFor.set(commentId, { at: plannedMs + offset, by: byPage ? 'page' : 'socket' });
      if (member) void say(member.id, commentId);
    });
    const seen = async () => new Map([...heard, ...(await shownIn(page))]);
    const missing = async () => {
      const now = await seen();
      return [...plannedFor.keys()].filter((id) => !now.has(id)).length;
    };
    for (const end = Date.now() + patienceMs; (await missing()) > 0 && Date.now() < end; ) await pause(100);
    const lost = await missing();
    const now = await seen();
    const late = (by: 'socket' | 'page') =>
      spreadOf(
        [...plannedFor].flatMap(([id, one]) => (one.by === by && now.has(id) ? [(now.get(id) ?? 0) - one.at] : [])),
      );
    caller.close();
    for (const agent of agents) agent.close();
    await browser?.close();
    await child.stop();

    const [socket, pixels] = [late('socket'), late('page')];
    const with200 = `${size.agents} connected agents, ${rounded(size.persecond)} mentions/s`;
    const figures: Figure[] = [
      {
        label: 'mention to the socket of whom it is for, p99',
        value: socket.p99,
        unit: 'ms',
        wanted: { atMost: wantedMs },
        note: `${words(socket)}; ${with200}`,
      },
      ...(page
        ? [
            {
              label: 'mention to pixels, p99',
              value: pixels.p99,
              unit: 'ms',
              wanted: { atMost: wantedMs },
              note: `${words(pixels)}; the toast in Chromium, its frame handed over; clocks apart by at most ${rounded(skew)} ms`,
            },
          ]
        : []),
      {
        label: 'mentions that did not come',
        value: lost,
        unit: 'mentions',
        wanted: { atMost: 0 },
        note: `of ${plannedFor.size}; all others in the workspace heard each comment, too`,
      },
    ];
    return { figures, details: { socket, pixels, skew } };
  },
});
