import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import chromium from '@sparticuz/chromium';
import type { TestProject } from 'vitest/node';

/** Once for all tests. */
export default async function setup(project: TestProject): Promise<void> {
  project.provide('chromium', await findChromium());
}

/**
 * A real Chromium: the one named by CHROMIUM_PATH, the registry's, which is the same everywhere
 * and takes half the processor time of a desktop's, or one of the system where that does not run.
 */
export async function findChromium(): Promise<string> {
  return process.env['CHROMIUM_PATH'] ?? (await ofTheRegistry()) ?? ofTheSystem();
}

async function ofTheRegistry(): Promise<string | undefined> {
  if (process.platform !== 'linux') return undefined;
  const path = await chromium.executablePath();
  try {
    execFileSync(path, ['--version'], { stdio: 'ignore' });
    return path;
  } catch {
    return undefined;
  }
}

function ofTheSystem(): string {
  return installed.find((path) => existsSync(path)) ?? 'chromium';
}

const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
