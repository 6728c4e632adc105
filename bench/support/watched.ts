import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { pause } from './numbers.ts';

/** What a page measures of itself; put there before any of its own scripts. */
interface Watch {
  /** Since navigation began, in ms, until rows of the list were painted. */
  listAt: number | null;
  longTasks: number[];
  /** Milliseconds between frames while `frames` counts. */
  frames: number[] | null;
  /** Frames in which the middle of the list was empty. */
  blank: number;
  /** When the last click came, and when what it asked for was painted. */
  clickAt: number;
  painted: number | null;
}

declare global {
  interface Window {
    watch: Watch;
  }
}

/** Runs in the page. */
function install(): void {
  const watch: Watch = { listAt: null, longTasks: [], frames: null, blank: 0, clickAt: 0, painted: null };
  window.watch = watch;
  /** A message posted from a frame is heard when that frame has been handed over for painting. */
  const afterPaint = (does: () => void) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = does;
    port2.postMessage(null);
  };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) watch.longTasks.push(duration);
  }).observe({ type: 'longtask', buffered: true });

  const lookForList = () => {
    if (document.querySelector('[data-ticket]')) {
      afterPaint(() => {
        watch.listAt = performance.now();
      });
    } else requestAnimationFrame(lookForList);
  };
  requestAnimationFrame(lookForList);

  /** The conversation of the row that was clicked: its heading and its messages. */
  const lookForTicket = (id: string, row: string) => {
    const open = location.pathname.endsWith(id);
    const heading = document.querySelector('main h2')?.textContent;
    if (open && heading && row.includes(heading) && document.querySelector('main article')) {
      afterPaint(() => {
        watch.painted = performance.now() - watch.clickAt;
      });
    } else requestAnimationFrame(() => lookForTicket(id, row));
  };
  document.addEventListener(
    'click',
    (event) => {
      const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-ticket]') : null;
      if (!row) return;
      watch.clickAt = event.timeStamp;
      watch.painted = null;
      requestAnimationFrame(() => lookForTicket(row.dataset.ticket ?? '', row.textContent ?? ''));
    },
    true,
  );

  let last = 0;
  const frame = (at: number) => {
    if (watch.frames) {
      watch.frames.push(at - last);
      const list = document.querySelector('ul:has([data-ticket])')?.parentElement?.getBoundingClientRect();
      const middle = list && document.elementFromPoint(list.left + list.width / 2, list.top + list.height / 2);
      if (!middle?.closest('[data-ticket]')) watch.blank += 1;
    }
    last = at;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

/** A page that measures itself, in a context of its own: an empty cache, unless `options` bring one. */
export async function watchedPage(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB', ...options });
  // tsx names functions by a helper of its own, which goes along with their text.
  await context.addInitScript('globalThis.__name ??= (named) => named');
  await context.addInitScript(install);
  return context.newPage();
}

/** Asks the page again and again: its policy lets nobody put a waiting function into it. */
async function until<T>(page: Page, ask: () => T | null): Promise<T> {
  for (let tries = 0; tries < 1200; tries += 1) {
    const answer = await page.evaluate(ask).catch(() => null);
    if (answer !== null) return answer as T;
    await pause(25);
  }
  throw new Error('The page did not come to it in half a minute');
}

/** How long after the navigation began the rows of the list were painted, in ms. */
export const listPainted = (page: Page): Promise<number> => until(page, () => window.watch?.listAt ?? null);

/** From the click on a row to its conversation painted, in ms. */
export async function openTicket(page: Page, ticketId: string): Promise<number> {
  await page.locator(`[data-ticket="${ticketId}"]`).click();
  return until(page, () => window.watch.painted);
}

/** Forgets the tasks that were long until now. */
export const forgetLongTasks = (page: Page): Promise<void> =>
  page.evaluate(() => {
    window.watch.longTasks = [];
  });

export const longTasks = (page: Page): Promise<number[]> => page.evaluate(() => window.watch.longTasks);

/** Counts frames while something is done. */
export async function framesWhile(
  page: Page,
  does: () => Promise<unknown>,
): Promise<{ frames: number[]; blank: number; longTasks: number[] }> {
  await page.evaluate(() => {
    window.watch.blank = 0;
    window.watch.longTasks = [];
    window.watch.frames = [];
  });
  await does();
  return page.evaluate(() => {
    const { frames, blank, longTasks } = window.watch;
    window.watch.frames = null;
    return { frames: (frames ?? []).slice(1), blank, longTasks };
  });
}
