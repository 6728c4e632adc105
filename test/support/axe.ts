import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { until } from './until.ts';

/** WCAG 2.2 AA, and what axe's makers hold to be good besides. */
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Colours are measured as they come to rest, not half-way. */
export const atRest = (page: Page): Promise<void> =>
  until('nothing moves on the page', () =>
    page.evaluate(() =>
      document
        .getAnimations()
        .every(
          ({ playState, effect }) =>
            playState !== 'running' || effect?.getTiming().iterations === Number.POSITIVE_INFINITY,
        ),
    ),
  );

/**
 * What axe finds wrong with a page as it stands, one line a place; empty when all is well. `within`: a selector, for
 * what lies in one part of it.
 */
export async function axeFindings(page: Page, within?: string): Promise<string[]> {
  await atRest(page);
  // A page that was only led elsewhere has axe already.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.evaluate(
    async ({ place, tags }) => {
      const { run } = (window as unknown as { axe: typeof axe }).axe;
      // Only what is wrong is asked for, and nothing within frames: a customer's mail is his.
      const { violations } = await run(place ?? document, {
        runOnly: { type: 'tag', values: tags },
        resultTypes: ['violations'],
        iframes: false,
      });
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary?.replace(/\s+/g, ' ')}`),
      );
    },
    { place: within, tags: rules },
  );
}
