import type { SheetLine } from '@anmin/domain/sheets/column';
import { parentPort, workerData } from 'node:worker_threads';
import { openArchive } from './archive.ts';
import { Unread } from './fault.ts';
import type { Told } from './read.ts';
import { textLines } from './text-file.ts';
import { workbookLines } from './workbook.ts';

/** lines told at once, so that whoever hears them is never busy for long */
const atOnce = 500;

const tell = (told: Told) => parentPort?.postMessage(told);

try {
  await readLines(Buffer.from(workerData as ArrayBuffer));
  tell({ is: 'end' });
} catch (thrown) {
  tell({ is: 'fault', fault: thrown instanceof Unread ? thrown.fault : 'damaged' });
}

async function readLines(bytes: Buffer): Promise<void> {
  let lines: SheetLine[] = [];
  const take = (line: SheetLine) => {
    lines.push(line);
    if (lines.length < atOnce) return;
    tell({ is: 'lines', lines });
    lines = [];
  };
  const begin = bytes.subarray(0, 8).toString('latin1');
  if (begin.startsWith('PK')) await workbookLines(await openArchive(bytes), take);
  else if (begin.startsWith('\xd0\xcf\x11\xe0')) throw new Unread('old');
  else if (/^(%PDF|\x89PNG|\xff\xd8\xff|GIF8|<|\{\\rtf|Rar!|7z|\x1f\x8b)/.test(begin)) throw new Unread('kind');
  else textLines(bytes, take);
  if (lines.length > 0) tell({ is: 'lines', lines });
}
