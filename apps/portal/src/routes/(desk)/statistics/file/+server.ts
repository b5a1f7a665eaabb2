import { m } from '@anmin/words/m';
import { plainDay } from '#lib/days.ts';
import { ask } from '#lib/server/ask.ts';
import { statisticsAsked } from '#lib/server/statistics.ts';
import { asFile } from '#lib/server/workbook/file.ts';
import { groupingWord, nameOf } from '#lib/statistics.ts';
import type { RequestHandler } from './$types';

/** The figures as a workbook: counts of no person. */
export const GET: RequestHandler = async ({ locals, url }) => {
  const me = await ask(locals.api.staff.me.query());
  const wished = statisticsAsked(me, url);
  const { rows, all } = await ask(locals.api.counter.statistics.query(wished));
  const [from, until, day] = [plainDay(wished.from), plainDay(wished.until), plainDay(me.today)];
  const sheet = {
    ...{ name: m.statistics_title(), title: m.statistics_title() },
    about: m.statistics_about({ from, until, by: me.name, day }),
    columns: [
      { head: groupingWord[wished.by](), width: 22 },
      ...[m.statistics_booked(), m.statistics_came(), m.statistics_no_show()].map((head) => ({ head, width: 12 })),
      ...[m.statistics_wait_median(), m.statistics_wait_nine()].map((head) => ({ head, width: 20 })),
    ],
    rows: [
      ...rows.map((row) => ({ ...row, name: row.group.by === 'day' ? row.group.name : nameOf(row, me.services) })),
      ...(all === undefined ? [] : [{ ...all, name: m.statistics_all() }]),
    ].map(({ name, booked, came, noShow, waitMedian, waitNine }) => [
      ...[name, booked, came, noShow],
      ...[waitMedian ?? '', waitNine ?? ''],
    ]),
  };
  return asFile(sheet, `statistics-${wished.by}-${wished.from}-${wished.until}.xlsx`);
};
