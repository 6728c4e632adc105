import type { Page } from 'playwright-core';

/**
 * What does not fit into the window, one line each; empty when all does. Nothing but a strip or a table may scroll
 * sideways, and every control is whole, or can be scrolled to.
 */
export const misfits = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const slack = 1;
    const stripHeight = 120;
    const controls = 'a[href], button, input, select, textarea, summary, [contenteditable=true], [role=option]';
    const { innerWidth: width, innerHeight: height } = window;
    const wrong = new Set<string>();
    const called = (thing: Element) =>
      `${thing.tagName.toLowerCase()} “${(thing.getAttribute('aria-label') ?? thing.textContent ?? thing.id).trim().slice(0, 50)}”`;
    const wide = document.documentElement.scrollWidth;
    if (wide > width) wrong.add(`the page is ${wide} px wide, the window ${width}`);

    const scrolling = (overflow: string) => overflow === 'auto' || overflow === 'scroll';
    const hiding = (overflow: string) => overflow === 'hidden' || overflow === 'clip';

    for (const control of document.querySelectorAll(controls)) {
      const box = control.getBoundingClientRect();
      const shown = control.checkVisibility({ opacityProperty: true, visibilityProperty: true });
      // What is a pixel small is there for screen readers only.
      if (!shown || box.width <= 2 || box.height <= 2) continue;
      let [freeX, freeY] = [false, false];
      for (let around = control.parentElement; around; around = around.parentElement) {
        const { overflowX, overflowY, position } = getComputedStyle(around);
        const frame = around.getBoundingClientRect();
        if (frame.width <= 2 || frame.height <= 2) [freeX, freeY] = [true, true];
        const sideways = scrolling(overflowX) && around.scrollWidth > around.clientWidth + slack;
        if (sideways && frame.height > stripHeight && !around.matches('table, pre') && !around.querySelector('table'))
          wrong.add(`${called(around)} scrolls sideways`);
        if (sideways) freeX = true;
        if (scrolling(overflowY) && around.scrollHeight > around.clientHeight + slack) freeY = true;
        if (!freeX && hiding(overflowX) && (box.left < frame.left - slack || box.right > frame.right + slack))
          wrong.add(`${called(control)} is cut off at the side`);
        if (!freeY && hiding(overflowY) && (box.top < frame.top - slack || box.bottom > frame.bottom + slack))
          wrong.add(`${called(control)} is cut off above or below`);
        if (position === 'fixed') break;
      }
      if (!freeX && (box.left < -slack || box.right > width + slack))
        wrong.add(`${called(control)} is beside the window`);
      if (!freeY && (box.top < -slack || box.bottom > height + slack))
        wrong.add(`${called(control)} is above or below the window`);
    }
    return [...wrong];
  });
