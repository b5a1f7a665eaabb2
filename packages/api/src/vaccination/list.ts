import type { Transaction } from '@anmin/db/client';
import { staffUser } from '@anmin/db/schema/identity';
import { person } from '@anmin/db/schema/people';
import { vaccinationAttendance, vaccinationContact, vaccinationSession } from '@anmin/db/schema/vaccination';
import { daysBetween } from '@anmin/domain/calendar/day';
import { ageOn } from '@anmin/domain/people/id-number';
import { refuse } from '@anmin/domain/refusal';
import { agesOf, outside, placeOf, within } from '@anmin/domain/vaccination/cohort';
import { and, asc, desc, eq, gte, inArray, isNull, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { inScope } from '../scope.ts';
import { Refused, type StaffContext } from '../trpc.ts';
import type { listInput } from './inputs.ts';
import { namedHere } from './owed.ts';
import { membersAlike, profilesUnder, type CountedProfile, type Member } from './profiles.ts';
import { coveragesOf, isCountedBy, lookAt, requirementOf, sizeOf, type Coverage } from './statistics.ts';

/** how many lines a page of a list holds, and a printed one; habits of the page, not policy */
const pageLength = { screen: 100, print: 1000 };

/** Whom a number counts, by name: the same people by construction, and each look is an entry. */
export function list(ctx: StaffContext, input: Input) {
  return inScope(ctx, ctx.units, async (tx) => {
    const { looked, bound, today } = await lookAt(tx, ctx, input);
    const coverages = input.of === null ? [] : asked(input.of, await coveragesOf(tx, bound));
    const at = { ...looked, ages: agesOf(coverages.map(requirementOf)) };
    const profiles = await profilesUnder(tx, at);
    const there = input.at === null ? profiles : profiles.filter(({ unit: own }) => own === input.at);
    const counted = chosen(input, coverages, there);
    const [skip, total] = [input.after ?? 0, sizeOf(counted)];
    const limit = pageLength[input.printed ? 'print' : 'screen'];
    const members = await membersAlike(tx, at, counted, { skip, limit });
    const names = await namedHere(tx, ctx, members);
    const [contacts, planned] = [await contactsOf(tx, members), await plannedFor(tx, members, today)];
    const ages = await agesOn(tx, members, looked.day);
    const own = input.of === null || input.of === 'outside' ? undefined : coverages[0];
    return {
      ...{ day: looked.day, today, total },
      next: skip + limit < total ? skip + limit : null,
      lines: members.map((it) => ({
        ...{ ...it, ...names(it) },
        ...termOf(it, own, looked.day),
        ...{ age: ages.get(it.person) ?? null, contact: contacts(it), plannedOn: planned(it) },
      })),
    };
  });
}

function asked(of: readonly string[] | 'outside', coverages: readonly Coverage[]): readonly Coverage[] {
  if (of === 'outside') return coverages;
  const found = coverages.find(({ duty: { rules } }) => rules.join(' ') === of.join(' '));
  if (found === undefined) throw new Refused(refuse('notFound'));
  return [found];
}

function chosen({ of, place }: Input, coverages: readonly Coverage[], profiles: CountedProfile[]) {
  const [own] = of === null || of === 'outside' ? [] : coverages;
  const dose = own?.duty.requirement.dose ?? 'any';
  const counted =
    own === undefined ? outside(profiles, isCountedBy(coverages)) : within(own.duty.requirement, profiles, own.isThere);
  return counted.filter((it) => place === null || placeOf(dose, it) === place);
}

type Input = z.infer<typeof listInput>;

type Card = { readonly person: string; readonly unit: string };

/** By when a dose was to be had: by the course, or by the coverage that asks for it; and how many days that is past. */
function termOf(member: Member, own: Coverage | undefined, day: string) {
  const { dose, by } = own?.duty.requirement ?? { dose: 'any' as const, by: null };
  const asked = placeOf(dose, member) === 'vaccinated' ? null : by;
  const [target = null] = [member.nextBy, asked].filter((it) => it !== null).sort();
  return { target, overdueDays: target !== null && target < day ? daysBetween(target, day) : null };
}

async function agesOn(tx: Transaction, cards: readonly Card[], day: string): Promise<Map<string, number>> {
  const persons = cards.map((it) => it.person);
  const rows =
    persons.length === 0
      ? []
      : await tx.select({ id: person.id, bornOn: person.bornOn }).from(person).where(inArray(person.id, persons));
  const on = Temporal.PlainDate.from(day);
  return new Map(
    rows.flatMap(({ id, bornOn }) => (bornOn === null ? [] : [[id, ageOn(Temporal.PlainDate.from(bornOn), on)]])),
  );
}

/** On which day to come each of them is invited. */
async function plannedFor(tx: Transaction, cards: readonly Card[], today: string) {
  const { person: who, unit, outcome, session } = vaccinationAttendance;
  const persons = cards.map((it) => it.person);
  const rows =
    persons.length === 0
      ? []
      : await tx
          .select({ person: who, unit, on: vaccinationSession.onDay })
          .from(vaccinationAttendance)
          .innerJoin(vaccinationSession, eq(vaccinationSession.id, session))
          .where(
            and(
              ...[inArray(who, persons), isNull(outcome), isNull(vaccinationSession.cancelledAt)],
              gte(vaccinationSession.onDay, today),
            ),
          )
          .orderBy(asc(vaccinationSession.onDay));
  return (card: Card) => rows.find((it) => it.person === card.person && it.unit === card.unit)?.on ?? null;
}

/** Who works on each of them, and when they will again: by the last note. */
export async function contactsOf(tx: Transaction, cards: readonly Card[]) {
  const persons = cards.map(({ person }) => person);
  const rows =
    persons.length === 0
      ? []
      : await tx
          .select({ contact: vaccinationContact, by: staffUser.name })
          .from(vaccinationContact)
          .leftJoin(staffUser, eq(vaccinationContact.madeBy, sql`'staff:' || ${staffUser.id}`))
          .where(inArray(vaccinationContact.person, persons))
          .orderBy(desc(vaccinationContact.madeAt));
  return ({ person: who, unit: at }: Card) => {
    const last = rows.find(({ contact }) => contact.person === who && contact.unit === at);
    return last === undefined ? null : { by: last.by, on: last.contact.onDay, nextOn: last.contact.nextOn };
  };
}
