import { AxeBuilder } from '@axe-core/playwright';
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
  // Only what is wrong is asked for, and no page of its own is opened to put frames together: a customer's mail is his.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'], iframes: false }).withTags(rules);
  axe.setLegacyMode(true);
  const { violations } = await (within ? axe.include(within) : axe).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary?.replace(/\s+/g, ' ')}`),
  );
}
