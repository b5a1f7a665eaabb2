import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { axeFinds } from '../../../tooling/test/axe.ts';

export type Mode = 'standard' | 'elder';

/** What every page and state must hold: axe finds nothing, no width scrolls sideways, targets are large enough. */
export async function holds(page: Page, mode: Mode, name: string): Promise<void> {
  // what meets the enhanced contrast meets the plain one
  const contrast = {
    'color-contrast': { enabled: mode === 'standard' },
    'color-contrast-enhanced': { enabled: mode === 'elder' },
  };
  expect(await axeFinds(page, contrast), `axe on ${name}`).toEqual([]);
  for (const width of [320, 768, 1280, 360]) {
    await page.setViewportSize({ width, height: 640 });
    expect(await layout(page, mode === 'elder' ? 60 : 44), `${name} at ${width}`).toEqual({ width, small: [] });
    if (width === 1280 || width === 360) await keep(page, `${mode} ${name} ${width}`);
  }
}

async function keep(page: Page, name: string): Promise<void> {
  const folder = process.env['SHOTS'];
  if (folder) await page.screenshot({ path: `${folder}/${name.replaceAll(/[ /]/g, '-')}.png`, fullPage: true });
}

/**
 * How wide the page is laid out, and what is pressed but smaller than it must be. Links within a sentence are as high as
 * its line; everything else that is pressed has the full size.
 */
function layout(page: Page, least: number): Promise<{ width: number; small: string[] }> {
  return page.evaluate((size) => {
    const pressed =
      '.button, .linklike, .choice, label.day, .input, .modes a, .back a, .ways a, .foot a, summary, .site';
    const small = [...document.querySelectorAll<HTMLElement>(pressed)]
      .filter((element) => element.offsetParent !== null && !element.matches('.date-parts .input'))
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.height < size - 0.5 || box.width < Math.min(size, 44) - 0.5)
      .map(
        ({ element, box }) =>
          `${element.className} ${element.textContent.trim().slice(0, 20)} ${box.width}×${box.height}`,
      );
    return { width: Math.max(document.documentElement.scrollWidth, innerWidth), small };
  }, least);
}
