import {
  vaccinationAssessment,
  vaccinationContact,
  vaccinationHindrance,
  type vaccinationIncentive,
  type vaccinationReaction,
} from '@anmin/db/schema/vaccination';
import type { Transaction } from '@anmin/db/client';
import { officeDay } from '@anmin/domain/calendar/day';
import type { Action } from '@anmin/domain/organisation/actions';
import { refuse } from '@anmin/domain/refusal';
import { faultsOfHindrance } from '@anmin/domain/vaccination/hindrance';
import { and, eq, isNull, sql } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { actorName, journal, type Entry } from '../journal.ts';
import { officeNow } from '../office/now.ts';
import { once } from '../once.ts';
import { seal } from '../privacy/seal.ts';
import { inScope, isUnder } from '../scope.ts';
import { Refused, type StaffContext } from '../trpc.ts';
import { ownCard, type Card } from './card.ts';
import type { assessmentInput, contactInput, endInput, hindranceInput } from './inputs.ts';

/** Why somebody is not vaccinated, from a day on. Who is taken out of a base is so on evidence, and who is put off comes back. */
export function hinder(ctx: StaffContext, { key, hindrance, ...card }: z.infer<typeof hindranceInput>) {
  const { evidence, note, ...given } = hindrance;
  const faults = faultsOfHindrance(given, evidence);
  return noted(ctx, { key, card, action: 'hindrance.entered', body: hindrance, faults }, async (tx, id) => {
    await tx.insert(vaccinationHindrance).values({
      ...{ id, ...card, kind: given.kind, fromDay: given.from, untilDay: given.until, madeBy: actorName(ctx.actor) },
      evidenceSealed: evidence === '' ? null : seal(ctx.keys, `vaccination_hindrance.evidence:${id}`, evidence),
      noteSealed: note === '' ? null : seal(ctx.keys, `vaccination_hindrance.note:${id}`, note),
    });
  });
}

/** Takes a hindrance away: it was written down wrongly, or somebody has changed their mind. */
export function endHindrance(ctx: StaffContext, { reason, ...at }: z.infer<typeof endInput>) {
  const { id, knownUntil } = vaccinationHindrance;
  const entry = { action: 'hindrance.ended', fields: ['reason'] } as const;
  return changed(ctx, { ...at, table: vaccinationHindrance, body: reason, entry }, (tx) =>
    tx
      .update(vaccinationHindrance)
      .set({ knownUntil: sql`office_now()`, endedBy: actorName(ctx.actor), endReason: reason })
      .where(and(eq(id, at.id), isNull(knownUntil)))
      .returning({ id }),
  );
}

/** What a medic found, each criterion for itself. */
export function assess(ctx: StaffContext, { key, assessment, ...card }: z.infer<typeof assessmentInput>) {
  const { on, medic, ...criteria } = assessment;
  return noted(ctx, { key, card, action: 'assessment.entered', body: assessment, happened: on }, async (tx, id) => {
    await tx.insert(vaccinationAssessment).values({
      ...{ id, ...card, onDay: on, ...criteria, madeBy: actorName(ctx.actor) },
      medicSealed: seal(ctx.keys, `vaccination_assessment.medic:${id}`, medic),
    });
  });
}

/** Somebody was spoken with, one to one; who noted it works on it until the next note. */
export function contact(ctx: StaffContext, { key, contact: given, ...card }: z.infer<typeof contactInput>) {
  const { on, nextOn, note } = given;
  const faults = nextOn !== null && nextOn <= on ? ['nextOn'] : [];
  return noted(ctx, { key, card, action: 'contact.entered', body: given, faults, happened: on }, async (tx, id) => {
    await tx.insert(vaccinationContact).values({
      ...{ id, ...card, onDay: on, nextOn, madeBy: actorName(ctx.actor) },
      noteSealed: note === '' ? null : seal(ctx.keys, `vaccination_contact.note:${id}`, note),
    });
  });
}

type Note = {
  readonly key: string;
  readonly card: Card;
  readonly action: Action;
  readonly body: unknown;
  readonly faults?: readonly string[];
  /** The day of what has been done, which cannot lie ahead. */
  readonly happened?: string;
};

/** Writes something down of somebody, as it happened. */
export function noted(
  ctx: StaffContext,
  { key, card, action, body, faults = [], happened }: Note,
  write: (tx: Transaction, id: string) => Promise<void>,
) {
  return inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: [action, card, body] }, async () => {
      await ownCard(tx, ctx, card);
      const isAhead = happened !== undefined && happened > officeDay(await officeNow(tx)).toString();
      const wrong = [...faults, ...(isAhead ? ['on'] : [])].map((it) => `note:${it}`);
      if (wrong.length > 0) throw new Refused(refuse('wrongInput', [], { fields: wrong }));
      const id = randomUUID();
      await write(tx, id);
      await journal(tx, ctx.actor, { action, subject: id, office: card.unit });
      return { note: id };
    }),
  );
}

type Change = {
  readonly key: string;
  readonly unit: string;
  readonly id: string;
  readonly table: Noted;
  readonly body: unknown;
  readonly entry: Pick<Entry, 'action' | 'fields' | 'codes'>;
};
type Noted = typeof vaccinationHindrance | typeof vaccinationReaction | typeof vaccinationIncentive;

/** Changes what a unit wrote down, if it still stands as the change takes it: `change` gives back what it changed. */
export function changed(
  ctx: StaffContext,
  { key, unit, id, table, body, entry }: Change,
  change: (tx: Transaction) => Promise<readonly unknown[]>,
) {
  return inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: [entry, unit, id, body] }, async () => {
      const isOwn = and(eq(table.id, id), eq(table.unit, unit), isUnder(table.unit, ctx.units));
      const [found] = await tx.select({ id: table.id }).from(table).where(isOwn);
      if (found === undefined) throw new Refused(refuse('notFound'));
      if ((await change(tx)).length === 0) throw new Refused(refuse('stale'));
      await journal(tx, ctx.actor, { ...entry, subject: id, office: unit });
      return { note: id };
    }),
  );
}
