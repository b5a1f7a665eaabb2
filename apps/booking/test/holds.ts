import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { axeFinds } from '../../../tooling/test/axe.ts';

export type Mode = 'standard' | 'elder';

/** What every page and state must hold: axe finds nothing, it says what it is, no width scrolls sideways, targets are large enough. */
export async function holds(page: Page, mode: Mode, name: string): Promise<void> {
  // what meets the enhanced contrast meets the plain one
  const contrast = {
    'color-contrast': { enabled: mode === 'standard' },
    'color-contrast-enhanced': { enabled: mode === 'elder' },
  };
  expect(await axeFinds(page, contrast), `axe on ${name}`).toEqual([]);
  expect(await page.locator('meta[name=description]').count(), `what search says of ${name}`).toBe(1);
  for (const width of [320, 768, 1280, 360]) {
    await page.setViewportSize({ width, height: 640 });
    expect(await layout(page, mode === 'elder' ? 60 : 44), `${name} at ${width}`).toEqual({ width, small: [] });
    if (width === 1280 || width === 360) await keep(page, `${mode} ${name} ${width}`);
  }
  for (const [reader, style] of Object.entries(ownStyles)) {
    await read(page, style);
    for (const [width, height] of [
      [360, 640],
      [640, 360],
      [1280, 640],
    ] as const) {
      await page.setViewportSize({ width, height });
      expect(await cut(page), `${name} at ${width} with ${reader}`).toEqual({ width, cut: [], covered: [] });
    }
  }
  await read(page, '');
}

/** What readers set for themselves: letters twice as large, or the spacing of WCAG 1.4.12. */
const ownStyles = {
  'letters of twice the size': 'html { font-size: 200% !important }',
  'wide spacing':
    '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }',
};

function read(page: Page, style: string): Promise<void> {
  return page.evaluate((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    document.adoptedStyleSheets = [sheet];
  }, style);
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

/** How wide the page is laid out, whose text is cut off, and which targets lie upon each other. */
function cut(page: Page): Promise<{ width: number; cut: string[]; covered: string[] }> {
  return page.evaluate(() => {
    const shown = (element: HTMLElement) => element.offsetParent !== null && element.getBoundingClientRect().width > 1;
    const told = (element: Element) =>
      `${element.tagName} ${element.className} ${element.textContent.trim().slice(0, 20)}`;
    const all = [...document.querySelectorAll<HTMLElement>('body *')].filter(shown);
    const clipped = all.filter((element) => {
      const { overflowX, overflowY } = getComputedStyle(element);
      const wide = overflowX !== 'visible' && overflowX !== 'auto' && element.scrollWidth > element.clientWidth + 1;
      const high = overflowY === 'hidden' && element.scrollHeight > element.clientHeight + 1;
      return (wide || high) && element.textContent.trim() !== '' && !element.matches('input, select, textarea');
    });
    const targets = all.filter((element) => element.matches('a.button, button, .input, main label.choice'));
    const covers = (one: DOMRect, other: DOMRect) =>
      Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1 &&
      Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 1;
    const covered = targets.filter((one, index) =>
      targets
        .slice(index + 1)
        .some((other) => !one.contains(other) && covers(one.getBoundingClientRect(), other.getBoundingClientRect())),
    );
    const width = Math.max(document.documentElement.scrollWidth, innerWidth);
    return { width, cut: clipped.map(told), covered: covered.map(told) };
  });
}
