import { memberColumns, type MemberColumn } from '@anmin/domain/people/member-sheet';
import { vaccinationColumns } from '@anmin/domain/vaccination/ledger-sheet';
import {
  memberColumnWord,
  memberOptionWords,
  sheetWords,
  vaccinationColumnWord,
  vaccinationOptionWords,
} from '@anmin/words/sheets';
import { workbook, type Sheet } from '../../../../apps/portal/src/lib/server/workbook/workbook.ts';

/** What the portal says of a sheet of people. */
export const memberWords = sheetWords(memberColumnWord, memberOptionWords);

/** The same of doses. */
export const doseWords = sheetWords(vaccinationColumnWord, vaccinationOptionWords);

export async function bytesOf(sheet: Partial<Sheet> & Pick<Sheet, 'columns' | 'rows'>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of workbook({ name: '名册', title: '名册', about: '填报单位', ...sheet })) pieces.push(piece);
  return Buffer.concat(pieces);
}

export type Row = Readonly<Partial<Record<MemberColumn, string>>>;

/** A workbook as somebody fills the template in, in Chinese; `without`: columns they have thrown away. */
export function peopleFile(rows: readonly Row[], without: readonly MemberColumn[] = []): Promise<Buffer> {
  const columns = memberColumns.filter(({ key }) => !without.includes(key));
  return bytesOf({
    columns: columns.map(({ key, width }) => ({ head: memberColumnWord[key](), width })),
    rows: rows.map((row) => columns.map(({ key }) => row[key] ?? '')),
  });
}

export function dosesFile(lines: readonly Readonly<Record<string, string>>[]): Promise<Buffer> {
  return bytesOf({
    columns: vaccinationColumns.map(({ key, width }) => ({ head: vaccinationColumnWord[key](), width })),
    rows: lines.map((line) => vaccinationColumns.map(({ key }) => line[key] ?? '')),
  });
}

/** The lines of a list that was taken out, as they stand in its file: codes as words. */
export function asWritten(lines: readonly Readonly<Record<string, string>>[]): Row[] {
  const words: Readonly<Record<string, Readonly<Record<string, (() => string) | undefined>>>> = {
    ...vaccinationOptionWords,
    ...memberOptionWords,
  };
  return lines.map((line) =>
    Object.fromEntries(
      Object.entries(line).map(([key, text]) => [
        key,
        text
          .split(' ')
          .map((it) => words[key]?.[it]?.() ?? it)
          .join(words[key] === undefined ? ' ' : '、'),
      ]),
    ),
  );
}
