import type { SheetLedger } from '@anmin/domain/sheets/ledgers';
import { m } from '@anmin/words/m';
import { exportedListWord } from '@anmin/words/sheets';
import { secondOf } from '#lib/days.ts';
import type { Api } from '#lib/server/api.ts';
import { headOf, sheetOf } from '#lib/server/ledger-sheets.ts';
import type { Sheet, SheetCell, SheetColumn } from '#lib/server/workbook/workbook.ts';
import { problemText } from '#lib/sheets.ts';

type Page = Awaited<ReturnType<Api['peopleSheets']['lines']['query']>>;

/** The sheet as it was given, in its own columns, with the cells marked that are wrong and a column that says why. */
export function markedSheet(ledger: SheetLedger, first: Page, lines: (after: number) => Promise<Page>): Sheet {
  const { heads, counts, unit } = first;
  const { new: fresh, changed, same, wrong, double } = counts;
  const found = { fresh, changed, same, wrong, double };
  // of a sheet that came back once before only the newest reasons stay
  const own = heads.cells.map((head, at) => ({ head, at })).filter(({ head }) => head.trim() !== m.sheet_reason());
  const named = new Map(Object.entries(heads.places).map(([key, at]) => [at, key]));
  return {
    name: exportedListWord[ledger](),
    title: `${unit}${exportedListWord[ledger]()}`,
    about: m.sheet_about_checked({ unit, by: first.by ?? '', at: secondOf(first.madeAt), ...found }),
    columns: [
      ...own.map(({ head, at }) => columnAt(ledger, head, named.get(at))),
      { head: m.sheet_reason(), width: 60 },
    ],
    rows: rowsOf(
      ledger,
      first,
      lines,
      own.map(({ at }) => at),
    ),
  };
}

function columnAt(ledger: SheetLedger, head: string, key: string | undefined): SheetColumn {
  const column = sheetOf[ledger].columns.find((it) => it.key === key);
  return column === undefined ? { head, width: 14 } : { ...headOf(ledger, column), head };
}

async function* rowsOf(
  ledger: SheetLedger,
  first: Page,
  lines: (after: number) => Promise<Page>,
  columns: readonly number[],
): AsyncGenerator<SheetCell[]> {
  const { places } = first.heads;
  for (let page = first; ; page = await lines(page.next)) {
    for (const { cells, problems } of page.lines) {
      const wrong = new Set(problems.map((it) => places[it.split('.')[0] ?? '']));
      const why = problems.map((it) => problemText(it, ledger)).join('；');
      const own = columns.map((at) => (wrong.has(at) ? { marked: cells[at] ?? '' } : (cells[at] ?? '')));
      yield [...own, why === '' ? '' : { marked: why }];
    }
    if (page.next === null) return;
  }
}
