import type { Transaction } from '@anmin/db/client';
import { membership, person } from '@anmin/db/schema/people';
import { unit } from '@anmin/db/schema/organisation';
import { dose, vaccineCourse } from '@anmin/db/schema/vaccination';
import type { Course } from '@anmin/domain/vaccination/course';
import { and, asc, eq, lt, ne } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import { keepReached } from '../vaccination/card.ts';

const guidance = {
  validFrom: '2021-03-29',
  source: '新冠病毒疫苗接种技术指南（第一版）；加强：国务院联防联控机制2021年10月',
};
const courses: Course[] = [
  { kind: 'inactivated', doses: 2, gapDays: 21, withinDays: 56, boosterAfterDays: 180, ...guidance },
  { kind: 'adenovirusVector', doses: 1, gapDays: 0, withinDays: null, boosterAfterDays: 180, ...guidance },
  { kind: 'recombinantProtein', doses: 3, gapDays: 28, withinDays: 56, boosterAfterDays: 180, ...guidance },
];

/** Courses of each prefecture of the demo, and doses of most of its invented people: by their place in the list. */
export async function seedVaccination(tx: Transaction): Promise<void> {
  const prefectures = await tx.select({ id: unit.id }).from(unit).where(eq(unit.kind, 'prefecture'));
  await tx
    .insert(vaccineCourse)
    .values(
      prefectures.flatMap(({ id }) =>
        courses.map((course) => ({ id: randomUUID(), unit: id, ...course, madeBy: 'demo' })),
      ),
    );
  const people = await tx
    .select({ person: membership.person, unit: membership.unit })
    .from(membership)
    .innerJoin(person, eq(person.id, membership.person))
    .where(and(ne(membership.role, 'visitor'), lt(person.bornOn, '2018-01-01')))
    .orderBy(asc(membership.unit), asc(person.bornOn), asc(person.idSealed));
  for (const [place, card] of people.entries()) {
    const given = dosesAt(place);
    if (given.length === 0) continue;
    await tx.insert(dose).values(given.map((it) => ({ id: randomUUID(), ...card, ...it, madeBy: 'demo' })));
    await keepReached(tx, [card]);
  }
}

/** One in five has none yet, one in five the first, the others a course. */
function dosesAt(place: number) {
  const days = [
    [],
    ['2021-07-05'],
    ['2021-05-10', '2021-06-07'],
    ['2021-06-15', '2021-07-13'],
    ['2021-04-20', '2021-05-18'],
  ];
  return (days[place % days.length] ?? []).map((givenOn, n) => ({
    ...{ kind: 'inactivated' as const, number: n + 1, givenOn },
    ...{ product: '灭活疫苗（演示）', batch: `DEMO${givenOn.replaceAll('-', '')}`, place: '社区卫生服务中心（演示）' },
  }));
}
