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

type Words = Readonly<Record<string, Word | undefined>>;
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
/** What comes after a page. */
type Reading = (after: Page['next']) => Promise<Page>;

/** The columns of a ledger somebody can leave out of a file, in its own order, each by a name no other ledger has. */
export function columnsToChoose(ledger: SheetLedger): { readonly name: string; readonly head: string }[] {
  return sheetOf[ledger].columns
    .filter((it) => !isAlways(it))
    .map((it) => ({ name: nameOf(ledger, it), head: headOf(ledger, it).head }));
}

const nameOf = (ledger: SheetLedger, { key }: Column): string => `${ledger}.${key}`;

/** The number of a line, and the record it comes back to. */
const isAlways = ({ key, holds }: Column): boolean => key === 'place' || holds === 'row';

/**
 * A ledger as it was taken out: who did, when and under which number stands above it and on every printed page. `chosen`: the
 * columns to write; none of this ledger named: all of them.
 */
export function ledgerSheet(first: Page, lines: Reading, chosen: readonly string[]): Sheet {
  const { unit, by, id, ledger } = first;
  const all = sheetOf[ledger];
  const named = all.columns.filter((it) => chosen.includes(nameOf(ledger, it)));
  const columns = named.length === 0 ? all.columns : all.columns.filter((it) => isAlways(it) || named.includes(it));
  const described = { ...all, columns };
  const about = m.sheet_about({ unit, by, id, day: plainDay(first.day), at: secondOf(first.at) });
  return {
    name: exportedListWord[ledger](),
    title: `${unit}${exportedListWord[ledger]()}`,
    about: columns.length < all.columns.length ? m.sheet_about_part({ about }) : about,
    columns: columns.map((it) => headOf(ledger, it)),
    rows: rowsOf(described, first, lines),
  };
}

async function* rowsOf(described: Description, first: Page, lines: Reading) {
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
  return columns.map(({ key }) => worded(options[key], line[key] ?? ''));
}

/** A cell of a ledger as it is read: codes as words. */
export const cellOf = (ledger: SheetLedger, key: string, text: string): string =>
  worded(sheetOf[ledger].options[key], text);

function worded(words: Words | undefined, text: string): string {
  if (words === undefined || text === '') return text;
  return text
    .split(' ')
    .map((code) => words[code]?.() ?? code)
    .join(m.portal_list_comma());
}

/** A column as somebody writes in it: its notes, and what there is to choose from. */
export function headOf(ledger: SheetLedger, { key, width, holds, options }: Column): SheetColumn {
  const { heads, options: words } = sheetOf[ledger];
  const named = options?.map((code) => words[key]?.[code]?.() ?? code);
  return {
    ...{ head: heads[key]?.() ?? key, width, note: noteOf(key, holds, named) },
    ...(holds === 'option' ? { options: named } : {}),
    ...(holds === 'row' ? { hidden: true } : {}),
  };
}

function noteOf(key: string, holds: Column['holds'], named: readonly string[] | undefined): string | undefined {
  const own = notes[key]?.();
  if (own !== undefined) return own;
  if (holds === 'day') return m.sheet_note_day();
  if (holds === 'option') return m.sheet_note_option();
  return holds === 'options' ? m.sheet_note_options({ options: (named ?? []).join(m.portal_list_comma()) }) : undefined;
}

const notes: Words = { idNumber: m.sheet_note_id, bornOn: m.sheet_note_born, since: m.sheet_note_since };

/** lines of a template; a habit of the page */
const spare = 500;

/** An empty sheet to write in. */
export function templateSheet(ledger: SheetLedger, unit: string, today: string): Sheet {
  return {
    name: exportedListWord[ledger](),
    title: `${unit}${exportedListWord[ledger]()}`,
    about: m.sheet_about_template({ unit, day: plainDay(today) }),
    columns: sheetOf[ledger].columns.map((it) => headOf(ledger, it)),
    rows: [],
    spare,
  };
}

/** What a sheet of one's own has to have. */
export function neededHeads(ledger: SheetLedger): string[] {
  return sheetOf[ledger].columns.flatMap((it) => (it.needed === true ? [headOf(ledger, it).head] : []));
}
