import { m } from '@anmin/words/m';
import { namedText } from '@anmin/words/vocabulary';
import { momentOf } from '#lib/days.ts';
import type { Visit } from '#lib/rows.ts';

/** What was given to recognise a resident by, and whether the register of the home says the same. */
export function detailsOf({ resident, relation, matches }: Visit): string {
  const register = { true: m.visits_matches(), false: m.visits_unmatched(), null: '' }[`${matches}`];
  return [
    resident?.tail == null ? '' : m.visits_tail({ tail: resident.tail }),
    resident?.room == null ? '' : m.visits_room({ room: resident.room }),
    relation === null ? '' : namedText(relation),
    register,
  ]
    .filter(Boolean)
    .join(m.portal_list_comma());
}

/** Who comes, masked, with children and what they need. */
export function visitorsOf({ parties, children, told }: Visit): string {
  return [
    ...parties.map(({ name, idNumber }) => [name, idNumber ?? ''].join(' ').trim()),
    ...(children === 0 ? [] : [m.visits_children({ n: children })]),
    ...told.map(({ answer }) => namedText(answer)),
  ].join(m.portal_list_comma());
}

/** When they came in and went out, with the temperature taken. */
export function timesOf({ inAt, outAt, temperature }: Visit): string {
  return [
    inAt === null ? '' : m.visits_in({ time: momentOf(inAt) }),
    temperature === null ? '' : `${(temperature / 10).toFixed(1)}℃`,
    outAt === null ? '' : m.visits_out({ time: momentOf(outAt) }),
  ]
    .filter(Boolean)
    .join(m.portal_list_comma());
}
