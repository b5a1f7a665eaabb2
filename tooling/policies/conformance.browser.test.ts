import { readFileSync } from 'node:fs';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../test/browser.ts';

const path = (name: string) => new URL(name, import.meta.url).pathname;
const kept = readFileSync(path('../../packages/policies/src/conformance.json'), 'utf8');

/** The rules as one script, as a page would load them. */
async function bundle(entry: string): Promise<string> {
  const [built] = [
    await build({
      configFile: false,
      logLevel: 'error',
      build: { write: false, minify: true, lib: { entry, formats: ['iife'], name: 'rules' } },
    }),
  ].flat();
  const chunk = built !== undefined && 'output' in built ? built.output[0].code : undefined;
  if (chunk === undefined) throw new Error('nothing was built');
  return chunk;
}

let browser: Browser;
let scripts: { rules: string; polyfill: string };
beforeAll(async () => {
  [browser, scripts] = [
    await openBrowser(),
    {
      rules: await bundle(path('../../packages/policies/src/conformance.ts')),
      polyfill: await bundle(path('polyfill.ts')),
    },
  ];
});
afterAll(() => browser.close());

describe('the rules in a browser', () => {
  test('give the same bytes as the conformance file with the Temporal of the browser', async () => {
    await withPage(async (page) => {
      expect(await page.evaluate('typeof Temporal')).toBe('object');
      expect(await answers(page)).toBe(kept);
    });
  });

  test('give the same bytes where the browser has no Temporal and a polyfill stands in', async () => {
    await withPage(async (page) => {
      await page.evaluate('delete globalThis.Temporal');
      expect(await page.evaluate('typeof Temporal')).toBe('undefined');
      await page.evaluate(scripts.polyfill);
      expect(await answers(page)).toBe(kept);
    });
  });

  test('the file can tell another answer: one day later it is another one', async () => {
    await withPage(async (page) => {
      const moved = kept.replace(/"day": "2021-12-13"/, '"day": "2021-12-12"');
      expect(moved).not.toBe(kept);
      expect(await answers(page, moved)).not.toBe(kept);
    });
  });
});

async function withPage(work: (page: Page) => Promise<void>): Promise<void> {
  const page = await browser.newPage();
  try {
    await work(page);
  } finally {
    await page.close();
  }
}

async function answers(page: Page, file = kept): Promise<unknown> {
  await page.evaluate(scripts.rules);
  return page.evaluate(`JSON.stringify(rules.answersTo(${file}), null, 2) + '\\n'`);
}
