import { AxeBuilder } from '@axe-core/playwright';
import { expect } from 'vitest';
import type { Page } from 'playwright-core';

export type Mode = 'standard' | 'elder';

/** What every page and state must hold: axe finds nothing, no width scrolls sideways, targets are large enough. */
export async function holds(page: Page, mode: Mode, name: string): Promise<void> {
  const enhanced = { 'color-contrast-enhanced': { enabled: mode === 'elder' } };
  // no frames, so the scan needs no second page to gather its results
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      rules: enhanced,
    })
    .analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' ')}`);
  expect(found, `axe on ${name}`).toEqual([]);
  for (const width of [320, 360, 768, 1280]) {
    await page.setViewportSize({ width, height: 640 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth), `${name} at ${width}`).toBeLessThanOrEqual(
      width,
    );
    expect(await smallTargets(page, mode === 'elder' ? 60 : 44), `targets of ${name} at ${width}`).toEqual([]);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  await keep(page, `${mode} ${name} 1280`);
  await page.setViewportSize({ width: 360, height: 640 });
  await keep(page, `${mode} ${name} 360`);
}

async function keep(page: Page, name: string): Promise<void> {
  const folder = process.env['SHOTS'];
  if (folder) await page.screenshot({ path: `${folder}/${name.replaceAll(/[ /]/g, '-')}.png`, fullPage: true });
}

/** Links within a sentence are as high as its line; everything else that is pressed has the full size. */
function smallTargets(page: Page, least: number): Promise<string[]> {
  return page.evaluate((size) => {
    const pressed =
      '.button, .linklike, .choice, label.day, .input, .modes a, .back a, .ways a, .foot a, summary, .site';
    return [...document.querySelectorAll<HTMLElement>(pressed)]
      .filter((element) => element.offsetParent !== null && !element.matches('.date-parts .input'))
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.height < size - 0.5 || box.width < Math.min(size, 44) - 0.5)
      .map(
        ({ element, box }) =>
          `${element.className} ${element.textContent.trim().slice(0, 20)} ${box.width}×${box.height}`,
      );
  }, least);
}
