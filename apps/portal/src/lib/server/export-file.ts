import { m } from '@anmin/words/m';
import { channelWord, serviceText, stateWord } from '@anmin/words/vocabulary';
import { stringify } from 'csv-stringify/sync';
import { secondOf } from '#lib/days.ts';
import type { Me } from '#lib/rows.ts';
import type { Api } from '#lib/server/api.ts';

type List = Awaited<ReturnType<Api['exports']['fetch']['mutate']>>;

/**
 * A list as table programs open it: first who took it out, when, and under which number; then a line a booking. What
 * would be read as a formula is text.
 */
export function exportFile(list: List, services: Me['services']): string {
  const about = [
    [m.portal_export_id(), list.id],
    [m.portal_export_by(), list.by],
    [m.portal_export_fetched_at(), secondOf(list.at)],
    [m.field_office(), list.office],
    [m.portal_export_span(), list.from, list.until],
    [],
  ];
  const rows = list.rows.map((row) => [
    row.reference,
    row.day,
    row.starts,
    serviceText(services, row.service),
    stateWord[row.state](),
    channelWord[row.channel](),
    ...[0, 1].flatMap((at) => [row.parties[at]?.name ?? '', row.parties[at]?.idNumber ?? '']),
    row.phone ?? '',
  ]);
  const head = [
    m.field_reference(),
    m.portal_export_day(),
    m.field_time(),
    m.portal_col_service(),
    m.portal_export_state(),
    m.portal_col_channel(),
    ...[1, 2].flatMap((n) => [m.portal_export_name({ n }), m.portal_export_id_number({ n })]),
    m.field_phone(),
  ];
  return stringify([...about, head, ...rows], { bom: true, escape_formulas: true, record_delimiter: 'windows' });
}

/** Says which list, and of nobody. */
export function exportName({ id, from, until }: List): string {
  return `bookings-${from}-${until}-${id.slice(0, 8)}.csv`;
}
