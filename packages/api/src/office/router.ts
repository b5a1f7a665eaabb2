import { bureau, closure, inside, institution, officeSetting } from '@anmin/db/schema/offices';
import { recentPlacesLeft } from './free.ts';
import { releasedUntil } from '@anmin/domain/appointments/bookable';
import { visitsStopped } from '@anmin/domain/appointments/entering';
import { lawOn } from '@anmin/domain/appointments/law';
import { isAfter, officeDay } from '@anmin/domain/calendar/day';
import { findService, isOfferedOn, keepsLine, serviceId } from '@anmin/domain/appointments/service';
import { institutionKinds, type InstitutionKind } from '@anmin/domain/institutions/kinds';
import { nameOf } from '@anmin/domain/regions/region';
import { and, asc, desc, eq, exists, gt, isNull, lte } from 'drizzle-orm';
import { z } from 'zod';
import { contactsOf } from '../bookings/view.ts';
import { procedure, router, type Context } from '../trpc.ts';
import { challengeNow } from '../work.ts';
import { citationsOfClauses, citationsOfLaw } from './citations.ts';
import { month, monthInput } from './month.ts';
import { officeNow } from './now.ts';
import { bookOn, recentOffice, settingOn, rulesOn, type Office } from './office.ts';

export const officeRouter = router({
  now: procedure.query(({ ctx }) => now(ctx)),
  list: procedure
    .input(z.strictObject({ kind: z.enum(institutionKinds) }).optional())
    .query(({ ctx, input }) => list(ctx, input?.kind)),
  terms: procedure.input(termsInput()).query(({ ctx, input }) => terms(ctx, input)),
  month: procedure.input(monthInput).query(({ ctx, input }) => month(ctx, input)),
});

async function now(ctx: Context) {
  const at = await officeNow(ctx.board.db);
  const [sponsor] = await ctx.board.db.select().from(bureau).orderBy(asc(bureau.region)).limit(1);
  return {
    now: at.toString(),
    today: officeDay(at).toString(),
    demo: ctx.demo,
    services: ctx.services,
    voice: ctx.voice,
    sponsor: sponsor ?? null,
    work: await challengeNow(ctx),
  };
}

/**
 * Every office, or those of a kind, a citizen may pick, being one with settings in force, with what is left online this week
 * (today and the six days after).
 */
async function list(ctx: Context, of: InstitutionKind | undefined) {
  const { db } = ctx.board;
  const today = officeDay(await officeNow(db));
  const arranged = db
    .select({ id: officeSetting.id })
    .from(officeSetting)
    .where(and(eq(officeSetting.office, institution.id), lte(officeSetting.validFrom, today.toString())));
  const rows = await db
    .select()
    .from(institution)
    .where(
      and(eq(institution.sandbox, false), exists(arranged), of === undefined ? undefined : eq(institution.kind, of)),
    )
    .orderBy(asc(institution.region), asc(institution.id));
  const settled = await db
    .selectDistinctOn([officeSetting.office], { office: officeSetting.office, rules: officeSetting.rules })
    .from(officeSetting)
    .where(lte(officeSetting.validFrom, today.toString()))
    .orderBy(officeSetting.office, desc(officeSetting.validFrom), desc(officeSetting.id));
  const counted = await db.select().from(inside).where(eq(inside.day, today.toString()));
  const shut = await closedOn(ctx, today.toString());
  const free = await recentPlacesLeft(ctx.board, {
    offices: rows.map(({ id }) => id),
    from: today.toString(),
    until: today.add({ days: 6 }).toString(),
    channel: 'online',
  });
  return rows.map(({ id, kind, prefecture, name, region, address, phone, hours, bus, access }) => ({
    ...{ id, name, region, address, phone, hours, bus, access },
    ...{ county: nameOf(region) ?? region, kind },
    services: (settled.find(({ office }) => office === id)?.rules.services ?? []).filter((service) => {
      const definition = findService(ctx.services, service);
      return definition !== null && isOfferedOn(definition, today.toString());
    }),
    /** How many may be inside at once; null: not set. */
    inside: settled.find(({ office }) => office === id)?.rules.inside ?? null,
    /** How many are inside just now; null: nobody counts them today. */
    insideNow: counted.find(({ office }) => office === id)?.people ?? null,
    /** Why it is closed today, to everything; null: it is not. */
    closed: shut.find((it) => it.office === id || (it.office === null && it.prefecture === prefecture))?.reason ?? null,
    weekLeft: free.filter(({ office }) => office === id).reduce((sum, { left }) => sum + left, 0),
  }));
}

function closedOn({ board }: Context, day: string) {
  return board.db
    .select({ office: closure.office, prefecture: closure.prefecture, reason: closure.reason })
    .from(closure)
    .where(
      and(isNull(closure.liftedAt), isNull(closure.services), lte(closure.fromDay, day), gt(closure.untilDay, day)),
    );
}

function termsInput() {
  return z.strictObject({ office: z.string().max(50), service: serviceId, day: z.iso.date().optional() });
}

/** What holds for a service at an office, for an appointment on a day: law, office rules, and the notice in force if any. */
async function terms(ctx: Context, { office: id, service, day }: z.infer<ReturnType<typeof termsInput>>) {
  const office = await recentOffice(ctx, id);
  const today = officeDay(office.now);
  const on = day === undefined ? today : Temporal.PlainDate.from(day);
  const { region, kind } = office.institution;
  const law = lawOn(ctx.packs, { region, kind }, service, today, on);
  const rules = rulesOn(office, on);
  const standing = law.terms?.requirement ?? null;
  const definition = findService(ctx.services, service);
  return {
    office: contactsOf(office),
    services: rules.services,
    materials: [
      ...(standing?.materials ?? definition?.materials ?? []),
      ...rules.extraMaterials.filter((it) => it.service === service).map(({ zh, en }) => ({ zh, en })),
    ],
    fee: standing?.fee ?? null,
    householdRegister: standing?.householdRegister ?? false,
    choice: law.choice?.requirement.offices ?? null,
    legalAge: law.legalAge?.requirement ?? null,
    divorce: law.divorce?.requirement ?? null,
    rules: {
      leadWorkingDays: rules.leadWorkingDays,
      windowDays: rules.windowDays,
      releaseAt: rules.releaseAt,
      closeAt: rules.closeAt,
      cancelBefore: rules.cancelBefore,
      penalties: rules.penalties ?? [],
      walkIns: rules.walkIns && law.quota?.requirement.walkIns !== 'refused',
      keyAreas: law.gate === null ? [] : rules.keyAreas,
    },
    /** Whether one may wait in line for a time that is taken, and for days until which; null: not here. */
    waiting:
      rules.waitHours !== undefined && definition !== null && keepsLine(definition)
        ? { until: releasedUntil(rules, office.now).toString() }
        : null,
    /** Days to come on which no visitor is let in; null: none, or nobody comes for it. */
    stopped: stoppedDays(ctx, office, service),
    appointmentOnly: law.quota?.requirement.appointmentOnly ?? false,
    gate: law.gate !== null,
    advice: law.advice.map(({ requirement }) => requirement.text),
    citations: citationsOfLaw(ctx, law),
  };
}

/** The first span of days of the window on which no visitor is let in, with the clauses or the reason of it. */
function stoppedDays(ctx: Context, office: Office, service: string) {
  if (office.door === null) return null;
  const today = officeDay(office.now);
  const last = releasedUntil(rulesOn(office, today), office.now);
  const refusalOn = (day: Temporal.PlainDate) =>
    settingOn(office, day) === undefined
      ? null
      : visitsStopped(ctx.packs, bookOn(ctx, office, day), { service, day }, office.now);
  let from = today;
  while (refusalOn(from) === null) {
    from = from.add({ days: 1 });
    if (isAfter(from, last)) return null;
  }
  const refusal = refusalOn(from);
  let until = from.add({ days: 1 });
  while (!isAfter(until, last) && refusalOn(until) !== null) until = until.add({ days: 1 });
  const reason = refusal?.facts['reason'];
  return {
    from: from.toString(),
    /** The first day beyond; null: not within the days that may be booked now. */
    until: isAfter(until, last) ? null : until.toString(),
    reason: typeof reason === 'string' ? reason : null,
    citations: citationsOfClauses(ctx, refusal?.clauses ?? []),
  };
}
