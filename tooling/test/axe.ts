import axe from 'axe-core';
import type { Page } from 'playwright-core';

const runOnly = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * What axe finds on a page without frames, a line for each rule with the elements that break it. Run in the page itself:
 * the builder for Playwright gathers what passed as well, which takes longer than the rules.
 */
export async function axeFinds(page: Page, rules: axe.RuleObject = {}): Promise<string[]> {
  await page.waitForLoadState();
  await page.evaluate(`${axe.source}; undefined`);
  const options = { runOnly, rules, resultTypes: ['violations' as const], iframes: false };
  return page.evaluate(async (asked) => {
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document, asked);
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' ')}`);
  }, options);
}
