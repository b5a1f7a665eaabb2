import type { Transaction } from '@anmin/db/client';
import { noticeForwarding } from '@anmin/db/schema/measures';
import { unit, unitMembership } from '@anmin/db/schema/organisation';
import type { Pack } from '@anmin/domain/measures/notice';
import { unitsFor } from '@anmin/domain/organisation/grants';
import { refuse } from '@anmin/domain/refusal';
import { isWithin } from '@anmin/domain/regions/region';
import { and, asc, count, desc, eq, gt, inArray, isNull, lte, or, sql, type SQL } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { namesOf } from '../facts/list.ts';
import { actorName, journal } from '../journal.ts';
import { keySchema, once } from '../once.ts';
import { inScope, isUnder } from '../scope.ts';
import { ownUnit } from '../staff/standing.ts';
import { Refused, router, staffProcedure, type StaffContext } from '../trpc.ts';

const unitId = z.string().max(50);
const forwarded = z.strictObject({
  key: keySchema,
  notice: z.string().max(20),
  /** The bureau that passes it on, and to whom below it. */
  unit: unitId,
  recipients: z.array(unitId).min(1).max(200),
  number: z.string().trim().min(2).max(120),
  day: z.iso.date(),
  note: z.string().trim().max(500),
});
const confirmed = z.strictObject({ key: keySchema, forwarding: z.uuid(), note: z.string().trim().max(500) });
const urged = z.strictObject({ key: keySchema, forwarding: z.uuid() });
/** The place in the list after which it goes on. */
const after = z.int().min(0).max(10_000_000).nullable();
const ofNotice = z.strictObject({ notice: z.string().max(20) });

/** how many lines a page of a list holds; a habit of the page, not policy */
const pageLength = 100;

/** How a notice goes down from bureau to bureau to institution, and who has read it. */
export const forwardingsRouter = router({
  chain: staffProcedure('measures.see')
    .input(ofNotice.extend({ after }))
    .query(({ ctx, input }) => chain(ctx, input.notice, input.after)),
  received: staffProcedure('measures.see')
    .input(z.strictObject({ after }))
    .query(({ ctx, input }) => received(ctx, input.after)),
  addressees: staffProcedure('notices.draft')
    .input(ofNotice)
    .query(({ ctx, input }) => addressees(ctx, input.notice)),
  forward: staffProcedure('notices.draft')
    .input(forwarded)
    .mutation(({ ctx, input }) => forward(ctx, input)),
  confirm: staffProcedure('notices.confirm')
    .input(confirmed)
    .mutation(({ ctx, input }) => confirm(ctx, input)),
  urge: staffProcedure('notices.draft')
    .input(urged)
    .mutation(({ ctx, input }) => urge(ctx, input)),
});

/** What was sent and received of a notice by the units somebody looks after: how much of it, and a page of the list. */
function chain(ctx: StaffContext, notice: string, after: number | null) {
  return inScope(ctx, ctx.units, async (tx) => {
    const ofThis = eq(noticeForwarding.notice, notice);
    const [counts] = await tx
      .select({ all: count(), unread: count(sql`case when ${isNull(noticeForwarding.readAt)} then 1 end`) })
      .from(noticeForwarding)
      .where(and(ofThis, isOurs(ctx)));
    const own = await told(tx, ctx, and(ofThis, unread(ctx.units)), null);
    return {
      ...{ all: counts?.all ?? 0, unread: counts?.unread ?? 0 },
      /** What the asker's own units have still to read, on whatever page it stands. */
      toConfirm: own.lines.filter(({ mayConfirm }) => mayConfirm),
      ...(await told(tx, ctx, ofThis, after)),
    };
  });
}

/** What was sent to somebody's own units and is not confirmed yet. */
function received(ctx: StaffContext, after: number | null) {
  return inScope(ctx, ctx.units, (tx) => told(tx, ctx, unread(ctx.units), after));
}

/** Sent to one of these units itself, and not read. */
export const unread = (units: readonly string[]) =>
  and(inArray(noticeForwarding.recipient, [...units]), isNull(noticeForwarding.readAt));

const isOurs = ({ units }: StaffContext) =>
  or(isUnder(noticeForwarding.unit, units), isUnder(noticeForwarding.recipient, units));

async function told(tx: Transaction, ctx: StaffContext, which: SQL | undefined, after: number | null) {
  const from = after ?? 0;
  const { notice, unit: sender, recipient, onDay } = noticeForwarding;
  const rows = await tx
    .select()
    .from(noticeForwarding)
    .where(and(which, isOurs(ctx)))
    .orderBy(desc(onDay), asc(sender), asc(recipient), asc(notice))
    .offset(from)
    .limit(pageLength + 1);
  const names = await namesOf(tx, ctx);
  const [confirming, sending] = [ownOf(ctx, 'notices.confirm'), ownOf(ctx, 'notices.draft')];
  const titles = new Map(ctx.packs.map(({ notice }) => [notice.id, notice.title]));
  return {
    lines: rows.slice(0, pageLength).map(({ madeBy: _, readBy: __, urgedBy: ___, ...row }) => ({
      ...row,
      ...{ title: titles.get(row.notice) ?? row.notice, from: names(row.unit), to: names(row.recipient) },
      mayConfirm: row.readAt === null && confirming.includes(row.recipient),
      mayUrge: row.readAt === null && sending.includes(row.unit),
    })),
    next: rows.length > pageLength ? from + pageLength : null,
  };
}

/** The units somebody acts for themselves, not those below: nobody reads for another. */
const ownOf = ({ actor }: StaffContext, ability: 'notices.confirm' | 'notices.draft'): readonly string[] =>
  unitsFor(actor.grants, ability);

/** The bureaus for which somebody may pass this notice on, each with the units right below it that it concerns. */
function addressees(ctx: StaffContext, notice: string) {
  const pack = ctx.packs.find((it) => it.notice.id === notice);
  if (pack === undefined) throw new Refused(refuse('notFound'));
  return inScope(ctx, ctx.units, async (tx) => {
    const today = sql`office_today()`;
    const bureaus = await tx
      .select({ id: unit.id, region: unit.region })
      .from(unit)
      .where(inArray(unit.id, [...ctx.units]));
    const below = await tx
      .select({ id: unit.id, name: unit.name, region: unit.region, parent: unitMembership.parent })
      .from(unitMembership)
      .innerJoin(unit, eq(unit.id, unitMembership.unit))
      .where(
        and(
          inArray(unitMembership.parent, [...ctx.units]),
          isUnder(unit.id, ctx.units),
          lte(unitMembership.fromDay, today),
          or(isNull(unitMembership.untilDay), gt(unitMembership.untilDay, today)),
        ),
      )
      .orderBy(asc(unit.region), asc(unit.id));
    const names = await namesOf(tx, ctx);
    return bureaus
      .filter(({ region }) => concerns(pack, region))
      .map(({ id }) => ({
        ...{ id, name: names(id) },
        below: below
          .filter(({ parent, region }) => parent === id && concerns(pack, region))
          .map(({ id, name }) => ({ id, name })),
      }));
  });
}

/** Whether a notice is of a region around this one, or within it; one of no region is of the whole country. */
const concerns = ({ notice: { region: own } }: Pack, region: string): boolean =>
  own === null || isWithin(region, own) || isWithin(own, region);

function forward(
  ctx: StaffContext,
  { key, recipients, notice, unit: id, number, day, note }: z.infer<typeof forwarded>,
) {
  return inScope(ctx, ctx.units, (tx) =>
    once(
      tx,
      ctx,
      { scope: `staff:${ctx.actor.id}`, key, body: ['forward', notice, id, recipients, number, day, note] },
      async () => {
        const own = await ownUnit(tx, ctx, id);
        const below = [];
        for (const recipient of recipients) below.push(await ownUnit(tx, ctx, recipient));
        const pack = ctx.packs.find((it) => it.notice.id === notice);
        const fields = [
          ...(pack === undefined ? ['notice:unknown'] : []),
          ...(pack === undefined || concerns(pack, own.region) ? [] : ['notice:elsewhere']),
          ...(pack === undefined || below.every(({ region }) => concerns(pack, region))
            ? []
            : ['recipients:elsewhere']),
          ...(recipients.includes(own.id) ? ['recipients:self'] : []),
        ];
        if (fields.length > 0) throw new Refused(refuse('wrongInput', [], { fields }));
        const sent = await tx
          .insert(noticeForwarding)
          .values(
            recipients.map((recipient) => ({
              ...{ id: randomUUID(), notice, unit: own.id, recipient, number, onDay: day, note },
              madeBy: actorName(ctx.actor),
            })),
          )
          .onConflictDoNothing()
          .returning({ id: noticeForwarding.id });
        const codes = { notice, from: day, count: sent.length };
        await journal(tx, ctx.actor, { action: 'notice.forwarded', subject: notice, office: own.id, codes });
        return { sent: sent.length };
      },
    ),
  );
}

/** A unit says of itself that it has read and understood, with a word on how it carries it out. */
function confirm(ctx: StaffContext, { key, forwarding, note }: z.infer<typeof confirmed>) {
  return inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: ['forwarding.read', forwarding, note] }, async () => {
      const found = await find(tx, forwarding, isUnder(noticeForwarding.recipient, ctx.units));
      if (!ctx.units.includes(found.recipient)) throw new Refused(refuse('notAllowed'));
      if (found.readAt !== null) throw new Refused(refuse('stale'));
      const readAt = sql`office_now()`;
      await tx
        .update(noticeForwarding)
        .set({ readAt, readBy: actorName(ctx.actor), readNote: note })
        .where(eq(noticeForwarding.id, forwarding));
      const codes = { notice: found.notice };
      await journal(tx, ctx.actor, { action: 'notice.read', subject: forwarding, office: found.recipient, codes });
      return { read: true as const };
    }),
  );
}

/** Whoever passed it on reminds a unit that has not read it: a task on its list that is overdue. */
function urge(ctx: StaffContext, { key, forwarding }: z.infer<typeof urged>) {
  return inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: ['forwarding.urge', forwarding] }, async () => {
      const found = await find(tx, forwarding, isUnder(noticeForwarding.unit, ctx.units));
      if (found.readAt !== null) throw new Refused(refuse('stale'));
      await tx
        .update(noticeForwarding)
        .set({ urgedAt: sql`office_now()`, urgedBy: actorName(ctx.actor) })
        .where(eq(noticeForwarding.id, forwarding));
      const codes = { notice: found.notice };
      await journal(tx, ctx.actor, { action: 'notice.urged', subject: forwarding, office: found.recipient, codes });
      return { urged: true as const };
    }),
  );
}

async function find(tx: Transaction, id: string, isTheirs: ReturnType<typeof isUnder>) {
  const [found] = await tx
    .select()
    .from(noticeForwarding)
    .where(and(eq(noticeForwarding.id, id), isTheirs))
    .for('update');
  if (found === undefined) throw new Refused(refuse('notFound'));
  return found;
}
