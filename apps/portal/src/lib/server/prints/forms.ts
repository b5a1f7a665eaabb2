import type { PaperList } from '@anmin/domain/sheets/ledgers';
import { m } from '@anmin/words/m';
import { plainDay } from '#lib/days.ts';
import type { PrintedForm } from '#lib/prints.ts';
import type { Me } from '#lib/rows.ts';
import type { Api } from '#lib/server/api.ts';
import type { Sheet } from '#lib/server/workbook/workbook.ts';
import { printedCoverage } from './coverage.ts';
import { printedLedger } from './ledger.ts';
import { printedOutstanding } from './outstanding.ts';
import { printedTemperature } from './temperature.ts';
import { printedTests } from './tests.ts';

type Printing = (api: Api, me: Me, url: URL) => Promise<PrintedForm>;

/** Those that go out as a workbook once they were asked for. */
export const paperForms: Readonly<Record<PaperList, Printing>> = {
  outstanding: printedOutstanding,
  temperature: printedTemperature,
  tests: printedTests,
};

/** The forms that are printed, by their name in the address. */
export const printedForms: Readonly<Record<string, Printing | undefined>> = {
  ...paperForms,
  vaccination: printedLedger,
  coverage: printedCoverage,
};

/** The same as a workbook. */
export function sheetOfForm({ title, unit, period, columns, rows }: PrintedForm, me: Me): Sheet {
  const made = m.portal_print_made({ moment: plainDay(me.today), name: me.name });
  const about = m.print_about({ unit, period, made });
  return { name: title, title, about, columns, rows, foot: m.print_signs() };
}
