import { memberColumns } from '@anmin/domain/people/member-sheet';
import type { Column } from '@anmin/domain/sheets/column';
import type { SheetLedger } from '@anmin/domain/sheets/ledgers';
import { vaccinationColumns } from '@anmin/domain/vaccination/ledger-sheet';
import { m } from '@anmin/words/m';
import {
  exportedListWord,
  memberColumnWord,
  memberOptionWords,
  vaccinationColumnWord,
  vaccinationOptionWords,
} from '@anmin/words/sheets';
import type { Word } from '@anmin/words/vocabulary';
import { plainDay, secondOf } from '#lib/days.ts';
import type { Api } from '#lib/server/api.ts';
import type { Sheet, SheetColumn } from '#lib/server/workbook/workbook.ts';

type Words = Readonly<Record<string, Word>>;
type Description = {
  readonly columns: readonly Column[];
  readonly heads: Words;
  readonly options: Readonly<Record<string, Words>>;
};

/** What a ledger looks like as a sheet, in the words of whoever asks. */
export const sheetOf: Readonly<Record<SheetLedger, Description>> = {
  people: { columns: memberColumns, heads: memberColumnWord, options: memberOptionWords },
  vaccination: { columns: vaccinationColumns, heads: vaccinationColumnWord, options: vaccinationOptionWords },
};

type Page = Awaited<ReturnType<Api['exports']['lines']['mutate']>>;

/** A ledger as it was taken out: who did, when and under which number stands above it and on every printed page. */
export function ledgerSheet(first: Page, lines: (after: number) => Promise<Page>): Sheet {
  const { unit, by, id, ledger } = first;
  const described = sheetOf[ledger];
  return {
    name: exportedListWord[ledger](),
    title: `${unit}${exportedListWord[ledger]()}`,
    about: m.sheet_about({ unit, by, id, day: plainDay(first.day), at: secondOf(first.at) }),
    columns: described.columns.map((it) => headOf(described, it)),
    rows: rowsOf(described, first, lines),
  };
}

async function* rowsOf(described: Description, first: Page, lines: (after: number) => Promise<Page>) {
  let number = 0;
  for (let page = first; ; page = await lines(page.next)) {
    for (const line of page.lines) {
      number += 1;
      yield cellsOf(described, { ...line, place: String(number) });
    }
    if (page.next === null) return;
  }
}

/** A line as it stands in the sheet: codes as words. */
function cellsOf({ columns, options }: Description, line: Readonly<Record<string, string>>): string[] {
  return columns.map(({ key }) => {
    const words = options[key];
    const text = line[key] ?? '';
    if (words === undefined || text === '') return text;
    return text
      .split(' ')
      .map((code) => words[code]?.() ?? code)
      .join(m.portal_list_comma());
  });
}

export function headOf({ heads }: Description, { key, width, holds }: Column): SheetColumn {
  return { head: heads[key]?.() ?? key, width, ...(holds === 'row' ? { hidden: true } : {}) };
}
