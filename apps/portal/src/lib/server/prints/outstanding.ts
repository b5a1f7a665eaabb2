import { m } from '@anmin/words/m';
import { coveragePlaceWord, hindranceWord } from '@anmin/words/vaccination';
import { plainDay } from '#lib/days.ts';
import type { PrintedForm } from '#lib/prints.ts';
import type { Me, VaccinationLine } from '#lib/rows.ts';
import type { Api } from '#lib/server/api.ts';
import { ask } from '#lib/server/ask.ts';
import { cellOf } from '#lib/server/ledger-sheets.ts';
import { needs } from '#lib/server/needs.ts';
import { listAsked } from '#lib/server/vaccination-list.ts';
import { askedFor } from './taking-out.ts';

/** The list of the screen by its own filters: whom somebody has still to see to, with room for what was done. */
export async function printedOutstanding(api: Api, me: Me, url: URL): Promise<PrintedForm> {
  needs(me, 'vaccination.see');
  const { unitName, wish } = await listAsked(api, url);
  const { day, today, total, lines } = await ask(api.vaccination.list.query({ ...wish, after: null, printed: true }));
  // what is asked for as a workbook is everybody of today who lacks a first dose
  const isWhole = wish.place === 'open' && wish.of === null && wish.at === null && day === today;
  const place = wish.place === null ? [] : [coveragePlaceWord[wish.place]()];
  return {
    title: (wish.place === 'open' ? m.print_outstanding : m.print_people)({ unit: unitName }),
    unit: unitName,
    period: [m.print_as_of({ day: plainDay(day) }), ...place].join('　'),
    columns: [
      { head: m.sheet_place(), width: 4 },
      { head: m.sheet_unit(), width: 14 },
      { head: m.vaccination_name(), width: 8 },
      { head: m.people_age(), width: 4 },
      { head: m.people_role(), width: 8 },
      { head: m.print_missing(), width: 8 },
      { head: m.vaccination_overdue_days(), width: 6 },
      { head: m.vaccination_reason(), width: 12 },
      { head: m.print_measure(), width: 14 },
      { head: m.print_responsible(), width: 8 },
      { head: m.vaccination_planned(), width: 12 },
      { head: m.print_done(), width: 8 },
    ],
    rows: lines.map((line, n) => [
      ...[String(n + 1), line.unitName, line.name, line.age === null ? '' : String(line.age)],
      ...[
        cellOf('vaccination', 'role', line.role),
        missing(line),
        line.overdueDays === null ? '' : String(line.overdueDays),
      ],
      ...[line.hindrance === null ? '' : hindranceWord[line.hindrance](), '', line.contact?.by ?? ''],
      ...[line.plannedOn === null ? '' : plainDay(line.plannedOn), ''],
    ]),
    total: total > lines.length ? total : null,
    from: `/admin/vaccination/list${url.search}`,
    workbook: isWhole ? askedFor(me, 'outstanding', { unit: wish.unit, day }) : null,
  };
}

function missing({ first, full, booster }: VaccinationLine): string {
  if (booster) return '';
  if (full) return m.print_missing_booster();
  return first ? m.print_missing_course() : m.sheet_dose_1();
}
