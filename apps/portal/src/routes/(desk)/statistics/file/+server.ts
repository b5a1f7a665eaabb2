import { m } from '@anmin/words/m';
import { stringify } from 'csv-stringify/sync';
import { ask } from '#lib/server/ask.ts';
import { statisticsAsked } from '#lib/server/statistics.ts';
import { groupingWord, nameOf } from '#lib/statistics.ts';
import type { RequestHandler } from './$types';

/** The figures as table programs open them: counts of no person. What would be read as a formula is text. */
export const GET: RequestHandler = async ({ locals, url }) => {
  const me = await ask(locals.api.staff.me.query());
  const wished = statisticsAsked(me, url);
  const { rows, all } = await ask(locals.api.counter.statistics.query(wished));
  const head = [
    ...[groupingWord[wished.by](), m.statistics_booked(), m.statistics_came(), m.statistics_no_show()],
    ...[m.statistics_wait_median(), m.statistics_wait_nine()],
  ];
  const lines = [
    ...rows.map((row) => ({ ...row, name: row.group.by === 'day' ? row.group.name : nameOf(row, me.services) })),
    ...(all === undefined ? [] : [{ ...all, name: m.statistics_all() }]),
  ].map(({ name, booked, came, noShow, waitMedian, waitNine }) => [name, booked, came, noShow, waitMedian, waitNine]);
  const about = [m.statistics_title(), wished.from, wished.until];
  const file = stringify([about, [], head, ...lines], {
    bom: true,
    escape_formulas: true,
    record_delimiter: 'windows',
  });
  return new Response(file, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="statistics-${wished.by}-${wished.from}-${wished.until}.csv"`,
    },
  });
};
