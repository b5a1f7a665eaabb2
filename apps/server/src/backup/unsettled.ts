import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeSecretFile } from '../secret-file.ts';
import { CannotStart } from '../sentences.ts';

const note = z.strictObject({
  /** instant of the backup */
  base: z.string(),
  /** of the last act that was restored; null: none after the base, or not yet known */
  last: z.string().nullable(),
  /** false while PostgreSQL's recovery runs: a cluster left like that is half of one */
  recovered: z.boolean(),
});

/** What stands in a data directory from the moment a restored cluster does until it is settled. */
export type Unsettled = z.infer<typeof note>;

export function noteUnsettled(dataDir: string, unsettled: Unsettled): void {
  writeSecretFile(fileIn(dataDir), JSON.stringify(unsettled));
}

export function readUnsettled(dataDir: string): Unsettled | undefined {
  if (!existsSync(fileIn(dataDir))) return undefined;
  return note.parse(JSON.parse(readFileSync(fileIn(dataDir), 'utf8')));
}

export function forgetUnsettled(dataDir: string): void {
  rmSync(fileIn(dataDir), { force: true });
}

/** An office that took up where the backup stood would send its messages again. */
export function refuseUnsettled(dataDir: string): void {
  const found = readUnsettled(dataDir);
  if (found !== undefined) throw new CannotStart(found.recovered ? notSettled(dataDir) : brokenOff(dataDir));
}

/** Of a restore that was killed there is nothing to settle. */
export function refuseHalf(dataDir: string): void {
  if (readUnsettled(dataDir)?.recovered === false) throw new CannotStart(brokenOff(dataDir));
}

const notSettled = (dataDir: string) => ({
  zh: `DATA_DIR ${dataDir} 中的数据库已恢复，但恢复后的处理没有做完：请先运行 npm run restore -- --settle。`,
  en: `The database in DATA_DIR ${dataDir} was restored and not settled: run npm run restore -- --settle first.`,
});

const brokenOff = (dataDir: string) => ({
  zh: `DATA_DIR ${dataDir} 中的恢复中断了：请删除其中的 postgres 和 restored.json，再恢复一次。`,
  en: `The restore into DATA_DIR ${dataDir} was broken off: remove postgres and restored.json there, and restore again.`,
});

const fileIn = (dataDir: string): string => join(dataDir, 'restored.json');
