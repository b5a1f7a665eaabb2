import { m } from '@anmin/words/m';
import { coveragePlaceWord } from '@anmin/words/vaccination';
import { plainDay } from '#lib/days.ts';
import { asked } from '#lib/list.ts';
import type { PrintedCell, PrintedForm } from '#lib/prints.ts';
import { tellRule } from '#lib/rules.ts';
import type { CoverageRow, Me } from '#lib/rows.ts';
import type { Api } from '#lib/server/api.ts';
import { ask } from '#lib/server/ask.ts';
import { needs } from '#lib/server/needs.ts';
import { statisticsAsked } from '#lib/server/vaccination-list.ts';
import { shareOf } from '#lib/vaccination.ts';

const places = ['open', 'refused', 'deferred', 'contraindicated'] as const;

/** How each coverage stands, unit by unit and in all; counts of no person. */
export async function printedCoverage(api: Api, me: Me, url: URL): Promise<PrintedForm> {
  needs(me, 'vaccination.see');
  const { unitName, wish } = await statisticsAsked(api, url);
  const { day, known, coverages } = await ask(api.vaccination.statistics.query(wish));
  const of = asked(url, 'rule');
  const told = coverages.filter(
    ({ rules, whole }) => whole.counts.persons > 0 && (of === '' || rules.join(' ') === of),
  );
  const by = known === null ? [] : [`${m.vaccination_known()}：${plainDay(known)}`];
  return {
    ...{ title: m.print_coverage({ unit: unitName }), unit: unitName },
    period: [m.print_as_of({ day: plainDay(day) }), ...by].join('　'),
    columns: [
      { head: m.sheet_place(), width: 4 },
      { head: m.vaccination_what(), width: 24 },
      { head: m.vaccination_unit(), width: 20 },
      { head: m.vaccination_persons(), width: 8 },
      { head: coveragePlaceWord.vaccinated(), width: 8 },
      { head: m.vaccination_share(), width: 8 },
      ...places.map((place) => ({ head: coveragePlaceWord[place](), width: 8 })),
    ],
    rows: told.flatMap(linesOf).map((cells, n) => [String(n + 1), ...cells]),
    total: null,
    ...{ from: `/admin/vaccination${url.search}`, workbook: `/admin/prints/coverage/file${url.search}` },
  };
}

function linesOf(row: CoverageRow): PrintedCell[][] {
  const counted = (name: string, counts: CoverageRow['whole']['counts']): PrintedCell[] => [
    ...[tellRule(row), name, counts.persons, counts.vaccinated, shareOf(counts.vaccinated, counts.persons)],
    ...places.map((place) => counts[place]),
  ];
  return [
    ...row.units.map(({ name, counts }) => counted(name, counts)),
    ...(row.units.length === 1 ? [] : [counted(m.print_sum(), row.whole.counts)]),
  ];
}
