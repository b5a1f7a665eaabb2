import type { Transaction } from '@anmin/db/client';
import { membership } from '@anmin/db/schema/people';
import { vaccinationAttendance, vaccinationIncentive, vaccinationSession } from '@anmin/db/schema/vaccination';
import type { Recorded } from '@anmin/domain/measures/recorded';
import type { Requirement } from '@anmin/domain/measures/requirement';
import { assessedSteps } from '@anmin/domain/vaccination/assessment';
import { takenOut } from '@anmin/domain/vaccination/hindrance';
import { offeredBy } from '@anmin/domain/vaccination/session';
import { and, eq, gt, isNull, lt, lte, or, sql } from 'drizzle-orm';
import { startOfDay } from '../office/now.ts';
import { isUnder } from '../scope.ts';

type Kept = Pick<Recorded, 'ledger' | 'offered'>;

/** What is on record of what comes before a dose, and of what is offered for it, at units under these, of as much as is asked. */
export async function preparedUnder(
  tx: Transaction,
  roots: readonly string[],
  on: string,
  asked: readonly Requirement[],
): Promise<(unit: string) => Kept> {
  const asksWord = asked.some((it) => it.kind === 'ledger' && it.of === 'eligibilityAssessment');
  const residents = Map.groupBy(asksWord ? await residentsUnder(tx, roots, on) : [], ({ unit }) => unit);
  const asksOffers = asked.some((it) => it.kind === 'status' && offers.some((subject) => subject === it.subject));
  const offered = asksOffers ? await offeredUnder(tx, roots, on) : new Set<string>();
  return (unit) => ({
    ledger: ({ of }) => {
      const own = residents.get(unit) ?? [];
      if (of !== 'eligibilityAssessment' || own.length === 0) return null;
      const open = own.filter(({ comes }) => comes);
      return {
        entries: open.map(({ person, assessed }) => ({ id: person, steps: assessed ? [...assessedSteps] : [] })),
        signedOff: [],
      };
    },
    offered: ({ subject }) => (offers.some((it) => it === subject) ? offered.has(`${unit} ${subject}`) : null),
  });
}

const incentiveSubjects = { mark: 'vaccinationBadge', restDay: 'restDayOrShiftSwap' } as const;
const offers = [...Object.values(offeredBy), ...Object.values(incentiveSubjects)];

/** Who lives there, whether a first dose is still to come with nothing against it, and whether a medic has said a word. */
function residentsUnder(tx: Transaction, roots: readonly string[], on: string) {
  const { unit, person, role, since, until } = membership;
  const comes = sql<boolean>`not exists (select from vaccination_reached r where r.person = ${membership}.person
      and r.unit = ${membership}.unit and r.known_until is null and r.first_on <= ${on})
    and not exists (select from vaccination_hindrance h where h.person = ${membership}.person
      and h.unit = ${membership}.unit and h.known_until is null and h.from_day <= ${on}
      and (h.until_day is null or h.until_day > ${on}) and h.kind = any (${sql.param([...takenOut])}::text[]))`;
  const assessed = sql<boolean>`exists (select from vaccination_assessment a where a.person = ${membership}.person
    and a.unit = ${membership}.unit and a.on_day <= ${on})`;
  return tx
    .select({ unit, person, comes, assessed })
    .from(membership)
    .where(and(eq(role, 'resident'), lte(since, on), or(isNull(until), gt(until, on)), isUnder(unit, roots)));
}

/** What was in place at each unit that day: a session of its own or with its people, a mark or a day off granted. */
async function offeredUnder(tx: Transaction, roots: readonly string[], on: string): Promise<ReadonlySet<string>> {
  const { id, unit, mode, madeAt, cancelledAt } = vaccinationSession;
  const dayAfter = startOfDay(Temporal.PlainDate.from(on).add({ days: 1 }).toString());
  const wasPlanned = and(isNull(cancelledAt), lt(madeAt, dayAfter));
  const planned = await tx
    .selectDistinct({ unit, mode })
    .from(vaccinationSession)
    .where(and(wasPlanned, isUnder(unit, roots)));
  const attended = await tx
    .selectDistinct({ unit: vaccinationAttendance.unit, mode })
    .from(vaccinationAttendance)
    .innerJoin(vaccinationSession, eq(id, vaccinationAttendance.session))
    .where(and(wasPlanned, lt(vaccinationAttendance.madeAt, dayAfter), isUnder(vaccinationAttendance.unit, roots)));
  const granted = await tx
    .selectDistinct({ unit: vaccinationIncentive.unit, kind: vaccinationIncentive.kind })
    .from(vaccinationIncentive)
    .where(
      and(
        ...[isNull(vaccinationIncentive.knownUntil), lte(vaccinationIncentive.onDay, on)],
        isUnder(vaccinationIncentive.unit, roots),
      ),
    );
  return new Set([
    ...[...planned, ...attended].map((it) => `${it.unit} ${offeredBy[it.mode]}`),
    ...granted.map((it) => `${it.unit} ${incentiveSubjects[it.kind]}`),
  ]);
}
