import { readFile } from '@anmin/api/sheets/reading/read';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { evilFiles, moreEvilFiles } from '../../packages/api/test/sheets/evil.ts';
import { peopleFile } from '../../packages/api/test/sheets/files.ts';
import type { Tell } from './claim.ts';
import { imports } from './imports.ts';

/** milliseconds for which anybody else may have to wait while a file is read */
const mostBehind = 100;

/** Files somebody gives who means no good, and the longest one that is taken: read while others are served; and files that are
 * written down while the app is killed. */
export async function files(tell: Tell): Promise<void> {
  for (const [what, bytes, expected] of [...evilFiles, ...moreEvilFiles]) {
    const file = bytes();
    const { read, behind } = await watched(() => readFile(file));
    const [first] = typeof read === 'string' ? [] : read;
    const holds =
      typeof expected === 'string'
        ? read === expected
        : 'odd' in expected
          ? first?.odd[0] === expected.odd
          : first?.cells[0] === expected.text;
    tell(`${what}: as expected, nobody kept waiting`, holds && behind <= mostBehind, said(read, behind));
  }
  const line = {
    name: '某某某',
    role: '入住者',
    idNumber: '990001194107090013',
    room: '101',
    bed: '1',
    since: '2022-05-01',
  };
  const file = await peopleFile(Array.from({ length: 20_000 }, () => line));
  const began = performance.now();
  const { read, behind } = await watched(() => readFile(file));
  const seconds = (performance.now() - began) / 1000;
  const holds = read.length === 20_003 && seconds < 10 && behind <= mostBehind;
  tell('20,000 lines in less than ten seconds', holds, `${seconds.toFixed(1)} s, ${behind.toFixed(0)} ms behind`);
  await imports(tell);
}

async function watched<Read>(work: () => Promise<Read>): Promise<{ readonly read: Read; readonly behind: number }> {
  // what making the file left to be cleared away is not the reading's
  await setTimeout(200);
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const read = await work();
  delay.disable();
  return { read, behind: delay.max / 1e6 };
}

function said(read: Awaited<ReturnType<typeof readFile>>, behind: number): string {
  const told = typeof read === 'string' ? read : JSON.stringify(read[0]).slice(0, 60);
  return `${told}, ${behind.toFixed(0)} ms behind`;
}
