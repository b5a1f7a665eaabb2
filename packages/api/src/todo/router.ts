import type { Transaction } from '@anmin/db/client';
import { booking, careVisit, feedback, slot } from '@anmin/db/schema/appointments';
import { noticeForwarding } from '@anmin/db/schema/measures';
import { delegation } from '@anmin/db/schema/organisation';
import { privacyRequest } from '@anmin/db/schema/privacy';
import type { Ability } from '@anmin/domain/organisation/roles';
import { officeDay } from '@anmin/domain/calendar/day';
import { unitsFor } from '@anmin/domain/organisation/grants';
import { and, asc, count, eq, gt, gte, isNull, lte, min, or, sql } from 'drizzle-orm';
import { unreached } from '../calls/unreached.ts';
import { unread } from '../forwardings/router.ts';
import { pendingUnder } from '../facts/decisions.ts';
import { officeNow, startOfDay } from '../office/now.ts';
import { standingOn } from '../measures/standings.ts';
import { unanswered } from '../visits/list.ts';
import { inScope, isUnder } from '../scope.ts';
import { followUpsUnder, openReactions } from '../vaccination/owed.ts';
import { router, signedInProcedure, type Context, type StaffActor, type StaffContext } from '../trpc.ts';

export const todoRouter = router({ list: signedInProcedure.query(({ ctx }) => todo(ctx)) });

/** Something that waits for somebody: how many, and the office it is about, where it is about one. */
type Task = {
  readonly kind:
    | 'unreached'
    | 'noOutcome'
    | 'requests'
    | 'waiting'
    | 'visits'
    | 'displaced'
    | 'feedback'
    | 'ending'
    | 'unread'
    | 'dutiesBreached'
    | 'dutiesDue'
    | 'decisions'
    | 'followUps'
    | 'reactions';
  readonly count: number;
  readonly office: string | null;
  /** what its list is filtered by: the day it happened, the first of the days told of, or the last of those to come */
  readonly day: string | null;
  /** by when the first of them is to be done, where a term runs */
  readonly due: string | null;
  readonly urgency: (typeof urgencies)[number];
};

/** The most pressing first. */
const urgencies = ['overdue', 'today', 'open'] as const;

type Reading = (
  tx: Transaction,
  units: readonly string[],
  today: Temporal.PlainDate,
  ctx: StaffContext,
) => Promise<Task[]>;

/** how far back and ahead a list of tasks looks, in days; a habit of the page, not policy */
const horizon = 7;

/** What waits for somebody, by what they may see; numbers only, the most pressing first. */
async function todo(ctx: Context & { readonly actor: StaffActor }): Promise<Task[]> {
  const found: Task[] = [];
  for (const [ability, reading] of readings) {
    const units = unitsFor(ctx.actor.grants, ability);
    if (units.length === 0) continue;
    const acting = ctx.actor.grants.filter((it) => it.ability === ability);
    const own = { ...ctx, units, actor: { ...ctx.actor, acting } };
    found.push(...(await inScope(ctx, units, async (tx) => reading(tx, units, officeDay(await officeNow(tx)), own))));
  }
  return found.filter((task) => task.count > 0).sort(byUrgency);
}

function byUrgency(one: Task, other: Task): number {
  const first = urgencies.indexOf(one.urgency) - urgencies.indexOf(other.urgency);
  return first === 0 ? (one.due ?? '9999').localeCompare(other.due ?? '9999') : first;
}

const readings: readonly (readonly [Ability, Reading])[] = [
  ['counter.see', displaced],
  ['counter.see', atTheCounter],
  ['counter.serve', visitsAsked],
  ['requests.see', askedOfData],
  ['feedback.see', toldLately],
  ['staff.see', endingSoon],
  ['measures.see', ofNotices],
  ['notices.confirm', unreadNotices],
  ['vaccination.change', afterDoses],
];

/** Whom the office owes a time, and whom to phone because no message reached them. */
async function displaced(tx: Transaction, units: readonly string[], today: Temporal.PlainDate): Promise<Task[]> {
  const missed = await unreached(tx, today, isUnder(booking.office, units));
  const [sum] = await tx
    .select({ all: count() })
    .from(booking)
    .where(and(isUnder(booking.office, units), eq(booking.state, 'displaced')));
  const whole = { office: null, day: null, due: null };
  const phoned = new Set(missed.map((it) => it.booking)).size;
  return [
    { kind: 'unreached', count: phoned, urgency: 'overdue', ...whole },
    { kind: 'displaced', count: sum?.all ?? 0, urgency: 'today', ...whole },
  ];
}

/** Who is checked in and waits today, and the bookings of the days before that nobody gave an outcome. */
async function atTheCounter(tx: Transaction, units: readonly string[], today: Temporal.PlainDate): Promise<Task[]> {
  // who was signed in at a gate waits for nobody
  const waiting = and(eq(booking.state, 'checkedIn'), eq(slot.day, today.toString()), isNull(careVisit.inAt));
  const left = and(eq(booking.state, 'noOutcome'), gte(slot.day, today.subtract({ days: horizon }).toString()));
  const rows = await tx
    .select({ office: booking.office, day: slot.day, state: booking.state, count: count() })
    .from(booking)
    .innerJoin(slot, eq(slot.id, booking.slot))
    .leftJoin(careVisit, eq(careVisit.booking, booking.id))
    .where(and(isUnder(booking.office, units), or(waiting, left)))
    .groupBy(booking.office, slot.day, booking.state)
    .orderBy(asc(slot.day), asc(booking.office));
  return rows.map(({ office, day, state, count }) =>
    state === 'checkedIn'
      ? { kind: 'waiting', count, office, day: null, due: today.toString(), urgency: 'today' }
      : { kind: 'noOutcome', count, office, day, due: day, urgency: 'overdue' },
  );
}

/** Visits an institution has still to answer, by when the first of them is due. */
async function visitsAsked(tx: Transaction, units: readonly string[], today: Temporal.PlainDate): Promise<Task[]> {
  const due = sql<string | null>`min(${careVisit.answerBy} at time zone 'Asia/Shanghai')::date::text`;
  const rows = await tx
    .select({ office: careVisit.office, count: count(), due })
    .from(careVisit)
    .innerJoin(booking, eq(booking.id, careVisit.booking))
    .where(and(isUnder(careVisit.office, units), unanswered()))
    .groupBy(careVisit.office)
    .orderBy(asc(careVisit.office));
  return rows.map((row) => ({ kind: 'visits', ...row, day: null, urgency: urgencyOf(row.due, today) }));
}

/** What people asked of their data and nobody answered; the term is the law's, as set for the prefecture. */
async function askedOfData(tx: Transaction, units: readonly string[], today: Temporal.PlainDate): Promise<Task[]> {
  const rows = await tx
    .select({ office: privacyRequest.office, count: count(), due: min(privacyRequest.dueOn) })
    .from(privacyRequest)
    .where(and(isUnder(privacyRequest.office, units), eq(privacyRequest.state, 'open')))
    .groupBy(privacyRequest.office)
    .orderBy(asc(privacyRequest.office));
  return rows.map((row) => ({ kind: 'requests', ...row, day: null, urgency: urgencyOf(row.due, today) }));
}

function urgencyOf(due: string | null, today: Temporal.PlainDate): Task['urgency'] {
  if (due === null) return 'open';
  const ahead = today.until(Temporal.PlainDate.from(due)).days;
  return ahead < 0 ? 'overdue' : ahead === 0 ? 'today' : 'open';
}

async function toldLately(tx: Transaction, units: readonly string[], today: Temporal.PlainDate): Promise<Task[]> {
  const day = today.subtract({ days: horizon }).toString();
  const rows = await tx
    .select({ office: feedback.office, count: count() })
    .from(feedback)
    .where(and(isUnder(feedback.office, units), gte(feedback.madeAt, startOfDay(day))))
    .groupBy(feedback.office)
    .orderBy(asc(feedback.office));
  return rows.map((row) => ({ kind: 'feedback', ...row, day, due: null, urgency: 'open' }));
}

async function endingSoon(tx: Transaction, units: readonly string[], today: Temporal.PlainDate): Promise<Task[]> {
  const last = today.add({ days: horizon }).toString();
  const [sum] = await tx
    .select({ count: count(), due: min(delegation.untilDay) })
    .from(delegation)
    .where(
      and(
        isUnder(delegation.unit, units),
        isNull(delegation.revokedAt),
        gt(delegation.untilDay, today.toString()),
        lte(delegation.untilDay, last),
      ),
    );
  return [{ kind: 'ending', count: sum?.count ?? 0, office: null, day: last, due: sum?.due ?? null, urgency: 'open' }];
}

/** Notices passed on to somebody's own unit that it has not confirmed, those it was reminded of apart. */
async function unreadNotices(tx: Transaction, units: readonly string[]): Promise<Task[]> {
  const [sum] = await tx
    .select({ count: count(), urged: sql<number>`count(${noticeForwarding.urgedAt})::int` })
    .from(noticeForwarding)
    .where(unread(units));
  const urgency = (sum?.urged ?? 0) > 0 ? 'overdue' : 'open';
  return [{ kind: 'unread', count: sum?.count ?? 0, office: null, day: null, due: null, urgency }];
}

/** What notices require of the units and is breached, or due and not done yet, as far as it is recorded; and what waits for a decision. */
async function ofNotices(
  tx: Transaction,
  under: readonly string[],
  today: Temporal.PlainDate,
  ctx: StaffContext,
): Promise<Task[]> {
  const { units } = await standingOn(tx, ctx, under, null);
  const standings = units.flatMap(({ duties }) => duties.map(({ standing }) => standing));
  const due = standings.filter(({ standing }) => standing === 'due');
  const [first = null] = due.flatMap((it) => (it.due === null ? [] : [it.due.slice(0, 10)])).sort();
  const breached = standings.filter(({ standing }) => standing === 'breached').length;
  const whole = { office: null, day: null };
  return [
    { kind: 'dutiesBreached', count: breached, due: null, urgency: 'overdue', ...whole },
    { kind: 'dutiesDue', count: due.length, due: first, urgency: urgencyOf(first, today), ...whole },
    { kind: 'decisions', count: (await pendingUnder(tx, ctx, units)).length, due: null, urgency: 'open', ...whole },
  ];
}

/** Who is to be asked how they are after a dose, and whose reaction is not over. */
async function afterDoses(
  tx: Transaction,
  units: readonly string[],
  today: Temporal.PlainDate,
  ctx: StaffContext,
): Promise<Task[]> {
  const asked = await followUpsUnder(tx, ctx, units, today.toString());
  const due = asked[0]?.forDay ?? null;
  const reactions = (await openReactions(tx, units)).length;
  const whole = { office: null, day: null };
  return [
    { kind: 'followUps', count: asked.length, due, urgency: urgencyOf(due, today), ...whole },
    { kind: 'reactions', count: reactions, due: null, urgency: 'today', ...whole },
  ];
}
