import { membership, personCard } from '@anmin/db/schema/people';
import { memberFields, type TypedMember, type WrittenMember } from '@anmin/domain/people/member';
import type { Leaving } from '@anmin/domain/people/membership';
import { refuse } from '@anmin/domain/refusal';
import { officeDay } from '@anmin/domain/calendar/day';
import type { Transaction } from '@anmin/db/client';
import { and, eq, sql } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { actorName, journal } from '../journal.ts';
import { officeNow } from '../office/now.ts';
import { once } from '../once.ts';
import { inScope } from '../scope.ts';
import { ownUnit } from '../staff/standing.ts';
import { Refused, type StaffContext } from '../trpc.ts';
import { holdPersons, nameOnCard, numberOf, phoneOnCard, sealName, sealPhone } from './card.ts';
import type { correctInput, enterInput, leaveInput, moveInput } from './inputs.ts';
import { ownMember, type Joined } from './row.ts';
import { callOffSent, carrySent, renameSent } from './sent.ts';
import { cardsAt, enterMembers, readTyped, refuseDouble, refuseFields } from './write.ts';

/** Somebody begins to belong to a unit. */
export function enter(ctx: StaffContext, { key, unit, member }: z.infer<typeof enterInput>) {
  return inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: ['people.enter', unit, member] }, async () => {
      await ownUnit(tx, ctx, unit);
      const written = await readTyped(tx, ctx, member);
      const [{ membership: entered } = { membership: '' }] = await enterMembers(tx, ctx, unit, [written]);
      await journal(tx, ctx.actor, {
        ...{ action: 'member.entered', subject: entered, office: unit },
        codes: { role: written.role, from: written.since },
      });
      return { membership: entered };
    }),
  );
}

/**
 * What was written wrong of somebody is written right, with a reason. Name and phone are this unit's own words; another
 * number is another person, to whom this unit's card goes with all it keeps, and nothing changes anywhere else.
 */
export function correct(
  ctx: StaffContext,
  { key, membership: id, version, card, member, reason }: z.infer<typeof correctInput>,
) {
  const body = ['people.correct', id, version, card, member, reason];
  return inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body }, async () => {
      const found = await ownMember(tx, ctx, id, true);
      refuseStale(found, version);
      if (found.card.version !== card) throw new Refused(refuse('stale'));
      const recorded = typedOf(ctx, found);
      const given = {
        ...member,
        idNumber: member.idNumber || recorded.idNumber,
        phone: member.phone || recorded.phone,
      };
      const whole = { ...recorded, ...given };
      const written = await readTyped(tx, ctx, whole);
      await correctTo(tx, ctx, found, written);
      await journal(tx, ctx.actor, {
        ...{ action: 'member.corrected', subject: id, office: found.membership.unit },
        fields: [...memberFields.filter((it) => whole[it] !== recorded[it]), 'reason'],
      });
      return { membership: id };
    }),
  );
}

/** From a day on somebody is something else there or lies elsewhere: what was until then stays as it was. */
export function move(ctx: StaffContext, { key, membership: id, version, on, to }: z.infer<typeof moveInput>) {
  return inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: ['people.move', id, version, on, to] }, async () => {
      const found = await ownMember(tx, ctx, id, true);
      refuseStale(found, version);
      const written = await readTyped(tx, ctx, { ...typedOf(ctx, found), ...to, since: on });
      const next = await moveTo(tx, ctx, found, written);
      await journal(tx, ctx.actor, {
        ...{ action: 'member.moved', subject: id, office: found.membership.unit },
        codes: { before: found.membership.role, role: written.role, from: on },
      });
      return { membership: next };
    }),
  );
}

/** Writes right what is recorded of somebody; gives what `changeCard` does. */
export async function correctTo(tx: Transaction, ctx: StaffContext, found: Joined, written: WrittenMember) {
  const { standing, groups, post, room, bed, since } = written;
  const { id, person, unit } = found.membership;
  await refuseDouble(tx, unit, [{ person, role: written.role, since }], 'since.overlaps', id);
  const cardVersion = await changeCard(tx, ctx, found, written);
  await tx
    .update(membership)
    .set({ standing, groups: [...groups], post, room, bed, since, version: sql`${membership.version} + 1` })
    .where(eq(membership.id, id));
  return cardVersion;
}

/** Ends what somebody was on the day something else begins, and gives the new membership. */
export async function moveTo(tx: Transaction, ctx: StaffContext, found: Joined, written: WrittenMember) {
  const { role, standing, groups, post, room, bed, since } = written;
  const { id, person, unit } = found.membership;
  await refuseDouble(tx, unit, [{ person, role, since }], 'since.overlaps', id);
  await endMembership(tx, found, since, 'transfer');
  const next = { id: randomUUID(), person, unit, role, standing, groups: [...groups], post, room, bed, since };
  await tx.insert(membership).values({ ...next, madeBy: actorName(ctx.actor) });
  await carrySent(tx, id, next);
  return next.id;
}

/** From a day on somebody does not belong there any more. */
export function leave(ctx: StaffContext, { key, membership: id, version, on, reason }: z.infer<typeof leaveInput>) {
  return inScope(ctx, ctx.units, (tx) =>
    once(
      tx,
      ctx,
      { scope: `staff:${ctx.actor.id}`, key, body: ['people.leave', id, version, on, reason] },
      async () => {
        const found = await ownMember(tx, ctx, id, true);
        refuseStale(found, version);
        await endMembership(tx, found, on, reason);
        await callOffSent(tx, ctx, id);
        await journal(tx, ctx.actor, {
          ...{ action: 'member.left', subject: id, office: found.membership.unit },
          codes: { role: found.membership.role, until: on },
        });
        return { membership: id };
      },
    ),
  );
}

export function refuseStale({ membership: { version: current, until } }: Joined, version: number): void {
  if (current !== version || until !== null) throw new Refused(refuse('stale'));
}

/** The last day is over before `on`, which is after the first and not to come. */
export async function endMembership(
  tx: Transaction,
  { membership: it }: Joined,
  on: string,
  leftFor: Leaving,
): Promise<void> {
  if (on <= it.since || on > officeDay(await officeNow(tx)).toString()) refuseFields(['on.wrong']);
  await tx
    .update(membership)
    .set({ until: on, leftFor, version: sql`${membership.version} + 1` })
    .where(and(eq(membership.id, it.id), eq(membership.version, it.version)));
}

/** Writes the card of somebody; gives the version it has by that, or null where nothing of it changes. */
export async function changeCard(
  tx: Transaction,
  ctx: StaffContext,
  { card, person }: Joined,
  written: WrittenMember,
): Promise<number | null> {
  const { keys } = ctx;
  const isSame =
    written.idNumber === numberOf(keys, person) && written.sex === person.sex && written.bornOn === person.bornOn;
  const [held = ''] = isSame ? [person.id] : await holdPersons(tx, keys, [written]);
  if (!isSame) {
    if ((await cardsAt(tx, card.unit, [held])).size > 0) refuseFields(['idNumber.taken']);
    await tx.execute(sql`select move_card(${card.id}::uuid, ${held}::uuid)`);
  }
  if (isSame && written.name === nameOnCard(keys, card) && written.phone === phoneOnCard(keys, card)) return null;
  const [now] = await tx
    .update(personCard)
    .set({
      ...sealName(keys, card, written.name),
      ...sealPhone(keys, card, written.phone),
      version: sql`${personCard.version} + 1`,
    })
    .where(eq(personCard.id, card.id))
    .returning({ version: personCard.version });
  await renameSent(tx, ctx, { unit: card.unit, person: held }, written.name);
  return now?.version ?? null;
}

/** What is recorded of somebody, as if it were typed once more. */
export function typedOf({ keys }: Pick<StaffContext, 'keys'>, { membership: it, card, person }: Joined): TypedMember {
  const idNumber = numberOf(keys, person);
  return {
    ...{ name: nameOnCard(keys, card), idNumber: idNumber ?? '', phone: phoneOnCard(keys, card) ?? '' },
    ...{ sex: idNumber === null ? person.sex : '', bornOn: idNumber === null ? (person.bornOn ?? '') : '' },
    ...{ role: it.role, standing: it.standing ?? '', groups: it.groups.join(' '), post: it.post ?? '' },
    ...{ room: it.room ?? '', bed: it.bed ?? '', since: it.since },
  };
}
