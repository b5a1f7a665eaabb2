import type { Transaction } from '@anmin/db/client';
import { staffUser } from '@anmin/db/schema/identity';
import { membership } from '@anmin/db/schema/people';
import { unit } from '@anmin/db/schema/organisation';
import { dose, vaccinationAssessment, vaccinationContact, vaccinationHindrance } from '@anmin/db/schema/vaccination';
import { isEligible } from '@anmin/domain/vaccination/assessment';
import { hindranceOn } from '@anmin/domain/vaccination/hindrance';
import { statusOf } from '@anmin/domain/vaccination/status';
import { ageOn } from '@anmin/domain/people/id-number';
import { officeDay } from '@anmin/domain/calendar/day';
import { desc, eq, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { officeNow } from '../office/now.ts';
import { namesOf } from '../people/members.ts';
import type { Keys } from '../privacy/keys.ts';
import { inScope } from '../scope.ts';
import type { StaffContext } from '../trpc.ts';
import { afterDosesOf, opened } from './after-doses.ts';
import { coursesAt, isCard, ownCard, type Card } from './card.ts';
import type { personInput } from './inputs.ts';

/** All a unit has on record of somebody's vaccination, corrected doses included, and what follows from it today. */
export function personAt(ctx: StaffContext, card: z.infer<typeof personInput>) {
  return inScope(ctx, ctx.units, async (tx) => {
    const { bornOn, sex } = await ownCard(tx, ctx, card);
    const today = officeDay(await officeNow(tx)).toString();
    const names = await namesOf(tx, ctx, { unit: card.unit, persons: [card.person], of: 'vaccination' });
    const [at] = await tx.select({ name: unit.name }).from(unit).where(eq(unit.id, card.unit));
    const all = await tx
      .select()
      .from(dose)
      .where(isCard(dose, card))
      .orderBy(desc(dose.givenOn), desc(dose.knownFrom));
    const courses = await coursesAt(tx, card.unit);
    const known = all.filter(({ knownUntil }) => knownUntil === null);
    const hindrances = await hindrancesOf(tx, ctx.keys, card);
    const born = bornOn === null ? null : Temporal.PlainDate.from(bornOn);
    return {
      ...{ ...card, unitName: at?.name ?? '', name: names.get(card.person) ?? '', today, sex },
      age: born === null ? null : ageOn(born, Temporal.PlainDate.from(today)),
      memberships: await membershipsOf(tx, card),
      doses: all.map(
        ({ id, kind, number, givenOn, product, batch, place, corrects, knownFrom, knownUntil, endReason }) => ({
          ...{ id, kind, number, on: givenOn, product, batch, place, corrects, endReason },
          ...{ knownFrom: told(knownFrom), knownUntil: knownUntil === null ? null : told(knownUntil) },
        }),
      ),
      courses: courses.length,
      status: statusOf(
        known.map(({ kind, number, givenOn }) => ({ kind, number, on: givenOn })),
        courses,
        today,
      ),
      hindrances,
      hindrance: hindranceOn(
        hindrances.filter(({ endReason }) => endReason === null),
        today,
      ),
      assessments: await assessmentsOf(tx, ctx.keys, card),
      contacts: await contactsOf(tx, ctx.keys, card),
      ...(await afterDosesOf(tx, ctx.keys, card)),
    };
  });
}

function membershipsOf(tx: Transaction, card: Card) {
  const { role, standing, groups, post, room, bed, since, until } = membership;
  return tx
    .select({ role, standing, groups, post, room, bed, since, until })
    .from(membership)
    .where(isCard(membership, card))
    .orderBy(desc(since));
}

async function hindrancesOf(tx: Transaction, keys: Keys, card: Card) {
  const rows = await tx
    .select()
    .from(vaccinationHindrance)
    .where(isCard(vaccinationHindrance, card))
    .orderBy(desc(vaccinationHindrance.knownFrom));
  return rows.map(({ id, kind, fromDay, untilDay, evidenceSealed, noteSealed, endReason }) => ({
    ...{ id, kind, from: fromDay, until: untilDay, endReason },
    evidence: opened(keys, `vaccination_hindrance.evidence:${id}`, evidenceSealed),
    note: opened(keys, `vaccination_hindrance.note:${id}`, noteSealed),
  }));
}

async function assessmentsOf(tx: Transaction, keys: Keys, card: Card) {
  const rows = await tx
    .select()
    .from(vaccinationAssessment)
    .where(isCard(vaccinationAssessment, card))
    .orderBy(desc(vaccinationAssessment.onDay), desc(vaccinationAssessment.madeAt));
  return rows.map(({ id, onDay, conditionGood, medicationStable, suitable, medicSealed }) => {
    const found = { on: onDay, conditionGood, medicationStable, suitable };
    return {
      id,
      ...found,
      eligible: isEligible(found),
      medic: opened(keys, `vaccination_assessment.medic:${id}`, medicSealed),
    };
  });
}

async function contactsOf(tx: Transaction, keys: Keys, card: Card) {
  const rows = await tx
    .select({ contact: vaccinationContact, by: staffUser.name })
    .from(vaccinationContact)
    .leftJoin(staffUser, eq(vaccinationContact.madeBy, sql`'staff:' || ${staffUser.id}`))
    .where(isCard(vaccinationContact, card))
    .orderBy(desc(vaccinationContact.madeAt));
  return rows.map(({ contact: { id, onDay, nextOn, noteSealed }, by }) => ({
    ...{ id, on: onDay, nextOn, by },
    note: opened(keys, `vaccination_contact.note:${id}`, noteSealed),
  }));
}

const told = (instant: string): string => Temporal.Instant.from(instant).toString();
