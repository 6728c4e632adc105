import { type Browser, chromium, type Page } from 'playwright-core';
import { chromiumArgs, chromiumPath } from '../test/support/browser.ts';
import { defineBench, type Figure, log } from './support/bench.ts';
import { makeDesk, serve } from './support/desk.ts';
import { median, pause, rounded, spreadOf } from './support/numbers.ts';
import { addTalk, type Talk } from './support/talk.ts';
import { forgetLongTasks, framesWhile, listPainted, longTasks, openTicket, watchedPage } from './support/watched.ts';

/** Four of five tickets are closed: the view *Closed* is the long list. */
const closedShare = 0.8;
const shortTalks = 12;
const shortTalk = 20;
/** As long as a quick typist takes for a key. */
const keyMs = 60;
const frameMs = 1000 / 60;
/** A frame that was not shown in time makes the next come after two. */
const droppedAfter = frameMs * 1.5;

async function signIn(page: Page, url: string, { email, password }: Talk): Promise<void> {
  await page.goto(url);
  await page.locator('input[type=email]').fill(email);
  await page.locator('input[autocomplete=current-password]').fill(password);
  await page.keyboard.press('Enter');
  await page.locator('[data-ticket]').first().waitFor();
}

/** The list for somebody who is signed in: each time in a new browser profile, then each time again in the same. */
async function firstLoads(browser: Browser, url: string, talk: Talk, times: number) {
  const [empty, warm]: [number[], number[]] = [[], []];
  for (let time = 0; time < times; time += 1) {
    const first = await watchedPage(browser);
    await signIn(first, url, talk);
    const storageState = await first.context().storageState();
    await first.context().close();
    const page = await watchedPage(browser, { storageState });
    await page.goto(url);
    empty.push(await listPainted(page));
    await pause(1500);
    await page.goto(url);
    warm.push(await listPainted(page));
    await page.context().close();
  }
  return { empty, warm };
}

/** Opens tickets that this page has not opened, then the same again. */
async function opens(page: Page, ticketIds: readonly string[], rounds: number) {
  const fresh: number[] = [];
  const seen: number[] = [];
  for (const id of ticketIds) {
    fresh.push(await openTicket(page, id));
    await pause(400);
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const id of ticketIds) {
      seen.push(await openTicket(page, id));
      await pause(250);
    }
  }
  return { fresh, seen };
}

/** Everything of the longest conversation is read and shown; then somebody writes. */
async function typing(page: Page, ticketId: string, messages: number, keys: number) {
  await openTicket(page, ticketId);
  const earlier = page.locator('main').getByRole('button', { name: 'Show earlier' });
  const articles = page.locator('main article');
  for (let tries = 0; (await articles.count()) < messages && tries < 300; tries += 1) {
    // It is gone while more is fetched.
    await earlier.click({ timeout: 1000 }).catch(() => {});
    await pause(200);
  }
  const shown = await articles.count();
  const editor = page.locator('main [contenteditable=true]').first();
  await editor.click();
  await pause(1500);
  await forgetLongTasks(page);
  const words = 'Thank you for the photo, a new base is on its way and should reach you on Thursday. ';
  for (let key = 0; key < keys; key += 1) {
    await page.keyboard.press(words[key % words.length] === ' ' ? 'Space' : (words[key % words.length] ?? 'a'));
    await pause(keyMs);
  }
  await pause(500);
  return { shown, tasks: await longTasks(page) };
}

/** Turns the wheel over the list: so many pixels at a time, sixty times a second. */
async function wheel(page: Page, pixels: number, seconds: number): Promise<void> {
  const until = performance.now() + seconds * 1000;
  while (performance.now() < until) {
    await page.mouse.wheel(0, pixels);
    await pause(frameMs);
  }
}

/** Scrolls to the end again and again until so many rows are there; answers how many are. */
async function readAll(page: Page, rows: number): Promise<number> {
  const count = () =>
    page.evaluate(() => Number(document.querySelector('li[aria-setsize]')?.getAttribute('aria-setsize') ?? 0));
  let [there, before, still] = [await count(), 0, 0];
  while (there < rows && still < 200) {
    await page.evaluate(() => {
      const list = document.querySelector('ul:has([data-ticket])')?.parentElement;
      list?.scrollTo({ top: list.scrollHeight });
    });
    await pause(10);
    there = await count();
    still = there === before ? still + 1 : 0;
    if (Math.floor(there / 10_000) > Math.floor(before / 10_000)) log(`${there} rows are there`);
    before = there;
  }
  return there;
}

async function scrolling(page: Page, url: string, rows: number, seconds: number) {
  await page.goto(`${url}/desk/closed`);
  await page.locator('[data-ticket]').first().waitFor();
  await pause(1500);
  await page.mouse.move(420, 500);
  const idle = await framesWhile(page, () => pause(1000));
  const reading = await framesWhile(page, () => wheel(page, 60, seconds));
  const there = await readAll(page, rows);
  await pause(1000);
  await page.evaluate(() => {
    const list = document.querySelector('ul:has([data-ticket])')?.parentElement;
    list?.scrollTo({ top: list.scrollHeight / 2 });
  });
  await pause(500);
  const steady = await framesWhile(page, () => wheel(page, -60, seconds));
  const fling = await framesWhile(page, () => wheel(page, 600, seconds));
  return { idle, reading, steady, fling, there };
}

/** The same wheel over a list without a program: what Chromium on this machine drops by itself. */
async function plainScrolling(browser: Browser, seconds: number) {
  const page = await watchedPage(browser);
  const rows = Array.from({ length: 5000 }, (_, row) => `<li style="height:76px">Row ${row}</li>`).join('');
  await page.setContent(`<div style="width:344px;height:800px;overflow:auto"><ul>${rows}</ul></div>`);
  await page.mouse.move(170, 400);
  await pause(1000);
  const steady = await framesWhile(page, () => wheel(page, 60, seconds));
  const fling = await framesWhile(page, () => wheel(page, 600, seconds));
  await page.context().close();
  return { steady, fling };
}

const droppedIn = (frames: readonly number[]): number => frames.filter((ms) => ms > droppedAfter).length;

interface Scrolled {
  frames: number[];
  blank: number;
}

/** `peer`: the same on a list without a program, whose frames no program of ours dropped. */
const framesFigure = (label: string, { frames, blank }: Scrolled, peer: Scrolled): Figure => ({
  label,
  value: droppedIn(frames),
  unit: 'dropped frames',
  wanted: { atMost: 0 },
  note: `of ${frames.length}, and ${droppedIn(peer.frames)} of ${peer.frames.length} on a plain list; p50 ${spreadOf(frames).p50} ms, p99 ${spreadOf(frames).p99} ms, max ${spreadOf(frames).max} ms; without rows in the middle: ${blank}`,
});

const msFigure = (label: string, times: number[], wanted: number): Figure => ({
  label,
  value: median(times),
  unit: 'ms',
  wanted: { atMost: wanted },
  note: `median of ${times.length}, slowest ${rounded(Math.max(...times))} ms`,
});

/** What a person waits for in the browser, in Chromium on the machine that serves. */
export const screens = defineBench({
  name: 'screens',
  sizes: {
    rows: { smoke: 2000, full: 100_000 },
    messages: { smoke: 100, full: 500 },
    keys: { smoke: 60, full: 300 },
    times: { smoke: 2, full: 10 },
    seconds: { smoke: 3, full: 10 },
  },
  async run(size) {
    if (!chromiumPath) throw new Error('Chromium is not here. Install it, or set CHROMIUM_PATH.');
    const desk = await makeDesk({ people: 20, tickets: Math.ceil(size.rows / closedShare) });
    const talk = await addTalk(desk, [size.messages, ...Array<number>(shortTalks).fill(shortTalk)]);
    const child = await serve(desk);
    const browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumArgs });
    try {
      const loads = await firstLoads(browser, child.url, talk, size.times);
      const page = await watchedPage(browser);
      await signIn(page, child.url, talk);
      await pause(2000);
      const [longest = '', ...short] = talk.ticketIds;
      // The first of all fetches what is fetched once a visit.
      await openTicket(page, short[0] ?? '');
      await pause(1000);
      const opened = await opens(page, short.slice(1), Math.ceil(size.times / 2));
      const typed = await typing(page, longest, size.messages, size.keys);
      const scrolled = await scrolling(page, child.url, size.rows, size.seconds);
      const plain = await plainScrolling(browser, size.seconds);
      const longest50 = typed.tasks.length > 0 ? Math.max(...typed.tasks) : 0;
      const figures: Figure[] = [
        msFigure('first load of the list, empty browser cache', loads.empty, 1000),
        msFigure('first load of the list, warm cache', loads.warm, 1000),
        msFigure('opening a ticket that was open before, click to painted', opened.seen, 50),
        msFigure('opening a new ticket, click to painted', opened.fresh, 150),
        {
          label: `tasks over 50 ms while typing beside ${typed.shown} messages`,
          value: typed.tasks.length,
          unit: 'tasks',
          wanted: { atMost: 0 },
          note: `${size.keys} keys, one in ${keyMs} ms; the longest task ${rounded(longest50)} ms`,
        },
        framesFigure('scrolling while pages are read, 3,600 px/s', scrolled.reading, plain.steady),
        framesFigure(
          `scrolling in ${scrolled.there.toLocaleString('en-US')} rows, 3,600 px/s`,
          scrolled.steady,
          plain.steady,
        ),
        framesFigure('the same, 36,000 px/s', scrolled.fling, plain.fling),
      ];
      return { figures, details: { loads, opened, typed, scrolled, plain } };
    } finally {
      await browser.close();
      await child.stop();
    }
  },
});
