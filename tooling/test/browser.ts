import { execFileSync } from 'node:child_process';
import { chromium, type Browser } from 'playwright-core';
import { inject } from 'vitest';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The program of the tests' browser. */
    readonly chromium: string;
  }
}

export function openBrowser(): Promise<Browser> {
  if (!hasChineseFont()) console.warn('No Chinese font is installed: pages are right, but screenshots show boxes.');
  return chromium.launch({ executablePath: inject('chromium'), args: flags });
}

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-gpu-rasterization',
  '--disable-software-rasterizer',
  '--disable-extensions',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

function hasChineseFont(): boolean {
  try {
    return execFileSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' }).trim() !== '';
  } catch {
    return false;
  }
}
