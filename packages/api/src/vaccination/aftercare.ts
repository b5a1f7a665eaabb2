import type { Transaction } from '@anmin/db/client';
import { membership } from '@anmin/db/schema/people';
import { dose, vaccinationFollowUp, vaccinationIncentive, vaccinationReaction } from '@anmin/db/schema/vaccination';
import { officeDay } from '@anmin/domain/calendar/day';
import { refuse } from '@anmin/domain/refusal';
import { and, eq, gt, isNotNull, isNull, lte, or, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { actorName } from '../journal.ts';
import { officeNow } from '../office/now.ts';
import { seal } from '../privacy/seal.ts';
import { Refused, type StaffContext } from '../trpc.ts';
import { isCard, type Card } from './card.ts';
import type {
  endInput,
  followUpInput,
  handleReactionInput,
  incentiveInput,
  reactionInput,
  takeRestDayInput,
} from './inputs.ts';
import { changed, noted } from './notes.ts';

/** Somebody was asked how they are, for a day after a dose. */
export function followUp(ctx: StaffContext, { key, followUp: given, ...card }: z.infer<typeof followUpInput>) {
  const { forDay, well, note } = given;
  return noted(ctx, { key, card, action: 'followUp.entered', body: given, happened: forDay }, async (tx, id) => {
    const before = Temporal.PlainDate.from(forDay).subtract({ days: 1 }).toString();
    if (!(await hadDoseBy(tx, card, before))) throw new Refused(refuse('wrongInput', [], { fields: ['note:dose'] }));
    const noteSealed = note === '' ? null : seal(ctx.keys, `vaccination_follow_up.note:${id}`, note);
    const made = await tx
      .insert(vaccinationFollowUp)
      .values({ id, ...card, forDay, well, noteSealed, madeBy: actorName(ctx.actor) })
      .onConflictDoNothing()
      .returning({ id: vaccinationFollowUp.id });
    if (made.length === 0) throw new Refused(refuse('stale'));
  });
}

/** Somebody was not well after a dose. It stays open until it is closed. */
export function react(ctx: StaffContext, { key, reaction, ...card }: z.infer<typeof reactionInput>) {
  const { on, told } = reaction;
  return noted(ctx, { key, card, action: 'reaction.entered', body: reaction, happened: on }, async (tx, id) => {
    if (!(await hadDoseBy(tx, card, on))) throw new Refused(refuse('wrongInput', [], { fields: ['note:dose'] }));
    const toldSealed = seal(ctx.keys, `vaccination_reaction.told:${id}`, told);
    await tx.insert(vaccinationReaction).values({ id, ...card, onDay: on, toldSealed, madeBy: actorName(ctx.actor) });
  });
}

/** One step of what is done about it; it is over once it was treated and whoever vaccinated knows. */
export function handleReaction(ctx: StaffContext, { handling, ...at }: z.infer<typeof handleReactionInput>) {
  const entry = { action: 'reaction.handled', codes: { step: handling.step } } as const;
  const { id, treatedAt, informedAt, closedAt } = vaccinationReaction;
  const [by, now] = [actorName(ctx.actor), sql`office_now()`];
  const { free, set } = {
    treat: () => ({ free: isNull(treatedAt), set: { treatedBy: by, treatedAt: now } }),
    inform: () => ({ free: isNull(informedAt), set: { informedBy: by, informedAt: now } }),
    close: () => ({
      free: and(isNull(closedAt), isNotNull(treatedAt), isNotNull(informedAt)),
      set: { closedBy: by, closedAt: now },
    }),
  }[handling.step]();
  const told = {
    ...(handling.step === 'treat' && {
      treatmentSealed: seal(ctx.keys, `vaccination_reaction.treatment:${at.id}`, handling.treatment),
    }),
    ...(handling.step === 'close' && { outcome: handling.outcome }),
  };
  return changed(ctx, { ...at, table: vaccinationReaction, body: handling, entry }, (tx) =>
    tx
      .update(vaccinationReaction)
      .set({ ...set, ...told })
      .where(and(eq(id, at.id), free))
      .returning({ id }),
  );
}

/** Somebody of the staff gets what is granted for a dose. */
export function grantIncentive(ctx: StaffContext, { key, incentive, ...card }: z.infer<typeof incentiveInput>) {
  const { kind, on } = incentive;
  return noted(ctx, { key, card, action: 'incentive.granted', body: incentive, happened: on }, async (tx, id) => {
    const { role, since, until } = membership;
    const works = await tx
      .select({ id: membership.id })
      .from(membership)
      .where(and(isCard(membership, card), eq(role, 'staff'), lte(since, on), or(isNull(until), gt(until, on))));
    const lacking = [
      ...(works.length === 0 ? ['note:staff'] : []),
      ...((await hadDoseBy(tx, card, on)) ? [] : ['note:dose']),
    ];
    if (lacking.length > 0) throw new Refused(refuse('wrongInput', [], { fields: lacking }));
    await tx.insert(vaccinationIncentive).values({ id, ...card, kind, onDay: on, madeBy: actorName(ctx.actor) });
  });
}

/** The day off was taken. */
export function takeRestDay(ctx: StaffContext, { on, ...at }: z.infer<typeof takeRestDayInput>) {
  const { id, kind, onDay, takenOn, knownUntil } = vaccinationIncentive;
  const entry = { action: 'incentive.taken' } as const;
  return changed(ctx, { ...at, table: vaccinationIncentive, body: on, entry }, async (tx) => {
    const [granted] = await tx.select({ onDay }).from(vaccinationIncentive).where(eq(id, at.id));
    const isEarly = granted !== undefined && on < granted.onDay;
    const isAhead = on > officeDay(await officeNow(tx)).toString();
    const wrong = [...(isAhead ? ['note:on'] : []), ...(isEarly ? ['note:beforeGranted'] : [])];
    if (wrong.length > 0) throw new Refused(refuse('wrongInput', [], { fields: wrong }));
    return tx
      .update(vaccinationIncentive)
      .set({ takenOn: on })
      .where(and(eq(id, at.id), eq(kind, 'restDay'), isNull(takenOn), isNull(knownUntil)))
      .returning({ id });
  });
}

/** What was granted is taken back, with the reason. */
export function endIncentive(ctx: StaffContext, { reason, ...at }: z.infer<typeof endInput>) {
  const { id, knownUntil } = vaccinationIncentive;
  const entry = { action: 'incentive.ended', fields: ['reason'] } as const;
  return changed(ctx, { ...at, table: vaccinationIncentive, body: reason, entry }, (tx) =>
    tx
      .update(vaccinationIncentive)
      .set({ knownUntil: sql`office_now()`, endedBy: actorName(ctx.actor), endReason: reason })
      .where(and(eq(id, at.id), isNull(knownUntil)))
      .returning({ id }),
  );
}

async function hadDoseBy(tx: Transaction, card: Card, day: string): Promise<boolean> {
  const rows = await tx
    .select({ id: dose.id })
    .from(dose)
    .where(and(isCard(dose, card), isNull(dose.knownUntil), lte(dose.givenOn, day)))
    .limit(1);
  return rows.length > 0;
}
