import { sheetDoses } from '@anmin/domain/vaccination/ledger-sheet';
import { m } from '@anmin/words/m';
import { doseWord, vaccinationColumnWord } from '@anmin/words/sheets';
import { plainDay } from '#lib/days.ts';
import { asked } from '#lib/list.ts';
import type { PrintedForm } from '#lib/prints.ts';
import type { Me } from '#lib/rows.ts';
import type { Api } from '#lib/server/api.ts';
import { ask } from '#lib/server/ask.ts';
import { cellOf } from '#lib/server/ledger-sheets.ts';
import { needs } from '#lib/server/needs.ts';
import { askedFor } from './taking-out.ts';

const before = ['place', 'unit', 'role', 'name', 'sex', 'age', 'idNumber', 'phone', 'where'] as const;
const after = ['state', 'next', 'hindrance', 'worker', 'contactOn', 'contactNext'] as const;
const widths = {
  ...{ place: 4, unit: 8, role: 6, name: 6, sex: 3, age: 3, idNumber: 14, phone: 9, where: 6 },
  ...{ state: 5, next: 8, hindrance: 6, worker: 5, contactOn: 8, contactNext: 8 },
} as const;

/** Everybody of a unit, a line each: what has been given, and what is next (people.md 3.2). */
export async function printedLedger(api: Api, me: Me, url: URL): Promise<PrintedForm> {
  needs(me, 'vaccination.see');
  const { unit, day, total, lines } = await ask(
    api.vaccination.ledger.query({ unit: asked(url, 'unit').slice(0, 50) }),
  );
  const told = (line: Line, key: keyof typeof widths) => cellOf('vaccination', key, line[key]);
  const at = encodeURIComponent(unit.id);
  return {
    ...{ title: m.print_ledger({ unit: unit.name }), unit: unit.name },
    period: m.print_as_of({ day: plainDay(day) }),
    columns: [
      ...before.map((key) => ({ head: vaccinationColumnWord[key](), width: widths[key] })),
      ...sheetDoses.map((number) => ({ head: doseWord[number](), width: 10 })),
      ...after.map((key) => ({ head: vaccinationColumnWord[key](), width: widths[key] })),
      { head: m.print_remark(), width: 5 },
    ],
    rows: lines.map((line, n) => [
      String(n + 1),
      ...before.slice(1).map((key) => told(line, key)),
      ...sheetDoses.map((number) => givenIn(line, number)),
      ...after.map((key) => told(line, key)),
      '',
    ]),
    total: total > lines.length ? total : null,
    from: `/admin/vaccination/list?unit=${at}`,
    workbook: askedFor(me, 'vaccination', { unit: unit.id, day }),
  };
}

type Line = Awaited<ReturnType<Api['vaccination']['ledger']['query']>>['lines'][number];

/** Day, place, product and batch of a dose, as they stand in one cell on paper. */
function givenIn(line: Line, number: (typeof sheetDoses)[number]): string {
  const kind = cellOf('vaccination', `dose${number}Kind`, line[`dose${number}Kind`]);
  const rest = [line[`dose${number}Place`], line[`dose${number}Product`], line[`dose${number}Batch`]];
  return [line[`dose${number}On`], kind, ...rest].filter((it) => it !== '').join(' ');
}
