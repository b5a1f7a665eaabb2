import type { Page, Response } from 'playwright-core';
import { expect } from 'vitest';
import { gzipSync } from 'node:zlib';

/** Walks a page by keys alone and counts them. */
export function keyboardOf(page: Page) {
  const counted = { presses: 0, typed: 0 };
  const strike = async (key: string) => {
    counted.presses += 1;
    await page.keyboard.press(key);
  };
  /** Tab to the next thing whose name or text is wanted. */
  const to = async (wanted: string) => {
    for (let stops = 0; stops < 40; stops += 1) {
      await strike('Tab');
      const at = await page.evaluate(() => {
        const element = document.activeElement;
        return `${element?.getAttribute('name') ?? ''} ${element?.getAttribute('value') ?? ''} ${element?.textContent ?? ''}`;
      });
      if (at.includes(wanted)) return;
    }
    throw new Error(`the keyboard does not reach ${wanted}`);
  };
  const write = async (name: string, text: string) => {
    await to(name);
    counted.typed += text.length;
    await page.keyboard.insertText(text);
  };
  const choose = async (name: string) => {
    await to(name);
    await strike('Space');
  };
  const lead = async (name: string) => {
    await to(name);
    await Promise.all([page.waitForEvent('load'), strike('Enter')]);
  };
  /** How long a quick typist needs, at a quarter of a second a key; thinking is free. */
  const seconds = () => (counted.presses + counted.typed) / 4;
  return { counted, strike, to, write, choose, lead, seconds };
}

/** What a slow line bears, gzipped: each file of a kind, and all that one journey fetches. */
const most: Readonly<Record<string, number>> = { document: 14_000, stylesheet: 12_000, script: 10_000 };
const mostOfAll = 150_000;

/** Weighs what a page fetches from now on; what it gives back says whether that was too much. */
export function weighed(page: Page) {
  const weights: Promise<{ kind: string; name: string; bytes: number }>[] = [];
  page.on('response', (response) => weights.push(weigh(response)));
  return async () => {
    const all = await Promise.all(weights);
    expect(all.filter(({ kind, bytes }) => bytes > (most[kind] ?? Infinity))).toEqual([]);
    for (const kind of Object.keys(most)) expect(all.map((it) => it.kind)).toContain(kind);
    expect(all.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(mostOfAll);
  };
}

/** A redirection has no body. */
async function weigh(response: Response) {
  const body = response.status() < 300 ? await response.body() : Buffer.alloc(0);
  return { kind: response.request().resourceType(), name: response.url(), bytes: gzipSync(body).length };
}

/** The addresses a page shows from now on, each once. */
export function screensOf(page: Page): ReadonlySet<string> {
  const seen = new Set<string>();
  page.on('framenavigated', (frame) => seen.add(new URL(frame.url()).pathname));
  return seen;
}
