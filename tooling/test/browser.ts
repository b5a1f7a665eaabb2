import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import chromiumPackage from '@sparticuz/chromium';
import { chromium, type Browser } from 'playwright-core';

/** A real Chromium: the one named by CHROMIUM_PATH, one of the system, or the one of the registry. */
export async function openBrowser(): Promise<Browser> {
  if (!hasChineseFont()) console.warn('No Chinese font is installed: pages are right, but screenshots show boxes.');
  const found = installed.find((path) => path !== undefined && existsSync(path));
  const executablePath = found ?? (await chromiumPackage.executablePath());
  return chromium.launch({ executablePath, args: flags });
}

const installed = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

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
