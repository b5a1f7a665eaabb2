import type { FileFault, LineProblem, Verdict } from '@anmin/domain/sheets/column';
import type { SheetLedger } from '@anmin/domain/sheets/ledgers';
import type { Refusal } from '@anmin/domain/refusal';
import { m } from '@anmin/words/m';
import { columnWords, fileFaultWord, ledgerProblemWord, lineProblemWord } from '@anmin/words/sheets';
import type { Mending } from '#lib/form-state.ts';
import type { SheetFound, SheetSeen } from '#lib/rows.ts';

/** How the columns somebody wants of a ledger stand in an address; none: all of them. */
export const sheetColumn = 'sheetColumn';

export function countsText({ new: fresh, ...counts }: Readonly<Record<Verdict, number>>): string {
  return m.sheet_counts_text({ fresh, ...counts });
}

export function sheetState({ state }: Pick<SheetSeen, 'state'>): string {
  return { checked: m.sheet_state_checked, confirmed: m.sheet_state_confirmed, undone: m.sheet_state_undone }[state]();
}

type Sent = { readonly fault?: string | null; readonly refusal?: Refusal | null | undefined } | null;

/** Why a file was not read: found by the site, or by the office. */
export function fileFaults(sent: Sent, ledger: SheetLedger): Mending[] {
  if (sent?.fault === 'none') return [{ field: 'file', text: m.sheet_file_none() }];
  const named = sent?.refusal?.facts['fields'];
  const told = sent?.fault === 'big' ? ['file:big'] : Array.isArray(named) ? named.map(String) : [];
  const missing = told.filter((it) => it.startsWith('head:')).map((it) => headText(it.slice('head:'.length), ledger));
  return told.flatMap((it) => {
    if (!it.startsWith('file:')) return [];
    const fault = it.slice('file:'.length) as FileFault;
    const columns = missing.join(m.portal_list_comma());
    return [{ field: 'file', text: fault === 'head' ? m.sheet_file_head({ columns }) : fileFaultWord[fault]() }];
  });
}

/** The lines to look at, a row for each cell. */
export function linesToMend(lines: SheetFound['lines'], ledger: SheetLedger) {
  return lines.flatMap(({ number, name, problems }) =>
    problems.map(({ problem, value }, at) => ({
      ...{ id: `${number} ${at}`, number, name, value, why: problemText(problem, ledger) },
      column: headText(problem.split('.')[0] ?? '', ledger),
    })),
  );
}

/** `column.problem` in words: what its ledger says of it, else what is said of any sheet. */
export function problemText(problem: string, ledger: SheetLedger): string {
  const own = ledgerProblemWord[ledger][problem];
  const any = lineProblemWord[(problem.split('.')[1] ?? '') as LineProblem] as (() => string) | undefined;
  return (own ?? any)?.() ?? problem;
}

function headText(column: string, ledger: SheetLedger): string {
  return columnWords[ledger][column]?.() ?? column;
}
