import { fileLimits, type FileFault, type SheetLine } from '@anmin/domain/sheets/column';
import { Worker } from 'node:worker_threads';
import { Overloaded } from '../../trpc.ts';

export type Told =
  | { readonly is: 'lines'; readonly lines: readonly SheetLine[] }
  | { readonly is: 'fault'; readonly fault: FileFault }
  | { readonly is: 'end' };

/** files read at once in a process; a guard of the service */
const readAtOnce = 2;
let reading = 0;

/**
 * Reads a workbook or a file of separated values where nothing else waits for it: in a thread of its own, with bounds on
 * memory and time. @throws Overloaded while others are read.
 */
export async function readFile(bytes: Buffer): Promise<readonly SheetLine[] | FileFault> {
  if (bytes.length === 0) return 'empty';
  if (bytes.length > fileLimits.file) return 'big';
  if (reading >= readAtOnce) throw new Overloaded();
  reading += 1;
  try {
    return await inThread(bytes);
  } finally {
    reading -= 1;
  }
}

function inThread(bytes: Buffer): Promise<readonly SheetLine[] | FileFault> {
  const { promise, resolve } = Promise.withResolvers<readonly SheetLine[] | FileFault>();
  const own = new Uint8Array(bytes).buffer;
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: own,
    transferList: [own],
    resourceLimits: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32 },
    // nothing of the office is in its reach
    env: {},
  });
  const lines: SheetLine[] = [];
  const patience = setTimeout(() => resolve('slow'), fileLimits.time);
  worker.on('message', (told: Told) => {
    if (told.is === 'lines') lines.push(...told.lines);
    else resolve(told.is === 'fault' ? told.fault : lines.length === 0 ? 'empty' : lines);
  });
  // more memory than it was given
  worker.on('error', () => resolve('unpacked'));
  worker.on('exit', () => resolve('damaged'));
  return promise.finally(() => {
    clearTimeout(patience);
    void worker.terminate();
  });
}
