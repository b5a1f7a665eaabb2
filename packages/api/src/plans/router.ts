import type { Transaction } from '@anmin/db/client';
import { place, slot } from '@anmin/db/schema/appointments';
import { day, institution, officeSetting } from '@anmin/db/schema/offices';
import { keepsLine, type ServiceDefinition } from '@anmin/domain/appointments/service';
import { officeRulesSchema, type OfficeRules } from '@anmin/domain/appointments/settings';
import { officeDay } from '@anmin/domain/calendar/day';
import { refuse } from '@anmin/domain/refusal';
import { and, asc, eq, gte, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import { barredByLadders } from '../bookings/barred.ts';
import { withIds } from '../bookings/papers.ts';
import { actorName, journal } from '../journal.ts';
import { wallTime } from '../office/free.ts';
import { loadOffice, lockOffices, readAfresh, settingOn, type Office } from '../office/office.ts';
import { keySchema, once } from '../once.ts';
import { inScope } from '../scope.ts';
import { servedOffice } from '../staff/scope.ts';
import { Refused, router, staffProcedure, type StaffContext } from '../trpc.ts';
import { placesOn, planDays } from './plan.ts';

const office = z.string().max(50);
const change = z.strictObject({
  office,
  rules: z.unknown(),
  validFrom: z.iso.date(),
  source: z.string().trim().max(200),
});
const contactText = z.string().trim().min(1).max(200);
const contacts = z.strictObject({
  name: contactText,
  address: contactText,
  phone: z.string().trim().min(3).max(40),
  hours: contactText,
  bus: z.string().trim().max(200),
  access: z.string().trim().max(200),
});

export const plansRouter = router({
  show: staffProcedure('plans.see')
    .input(z.strictObject({ office }))
    .query(({ ctx, input }) => show(ctx, input.office)),
  preview: staffProcedure('plans.change')
    .input(change)
    .mutation(({ ctx, input }) => preview(ctx, input)),
  save: staffProcedure('plans.change')
    .input(change.extend({ version: z.int().nullable(), key: keySchema }))
    .mutation(({ ctx, input }) => save(ctx, input)),
  contacts: staffProcedure('plans.change')
    .input(z.strictObject({ office, version: z.int(), key: keySchema, contacts }))
    .mutation(({ ctx, input }) => saveContacts(ctx, input)),
});

async function show(ctx: StaffContext, id: string) {
  const loaded = await inScope(ctx, ctx.units, async (tx) => {
    await servedOffice(tx, ctx, id);
    return loadOffice(tx, id);
  });
  const today = officeDay(loaded.now);
  const current = settingOn(loaded, today);
  const { version, name, address, phone, hours, bus, access } = loaded.institution;
  return {
    /** The newest version of the settings: what a change must have seen. */
    version: loaded.settings.at(-1)?.id ?? null,
    rules: current?.rules ?? null,
    validFrom: current?.validFrom ?? null,
    source: current?.source ?? null,
    services: servicesOf(ctx, loaded).map(({ id: service }) => service),
    coming: loaded.settings.filter(({ validFrom }) => validFrom > today.toString()).map(({ id: _, ...it }) => it),
    /** Every version there ever was, the newest first. */
    versions: loaded.settings.toReversed().map(({ id, validFrom, source, rules }) => ({
      ...{ id, validFrom, source, quota: rules.quota },
      state:
        validFrom > today.toString()
          ? ('coming' as const)
          : id === current?.id
            ? ('inForce' as const)
            : ('replaced' as const),
    })),
    contacts: { version, name, address, phone, hours, bus, access },
    today: today.toString(),
  };
}

type Change = z.infer<typeof change>;

/** What an office of its kind may offer: the services of the house, and those of its own bureau. */
function servicesOf({ services }: StaffContext, { institution: { kind, prefecture } }: Office): ServiceDefinition[] {
  return services.filter(
    ({ institution, id }) => institution === kind && (!id.includes('-') || id.endsWith(`-${prefecture}`)),
  );
}

/** The days a change hits: places before and after, and how many bookings would stand beyond the new plan. */
function preview(ctx: StaffContext, input: Change) {
  return inScope(ctx, ctx.units, (tx) => previewIn(tx, ctx, input));
}

async function previewIn(db: Transaction, ctx: StaffContext, input: Change) {
  await servedOffice(db, ctx, input.office);
  const loaded = await loadOffice(db, input.office);
  const read = readRules(input, loaded, servicesOf(ctx, loaded));
  if ('errors' in read) return { days: [], barred: null, errors: read.errors };
  const days = await plannedDays(db, loaded, input.validFrom);
  const after = withChange(loaded, input, read.rules);
  const places = await openPlaces(db, input.office, input.validFrom);
  const effects = days.map((it) =>
    effectOn(
      after,
      it,
      places.filter((one) => one.day === it.toString()),
    ),
  );
  return {
    days: effects.filter(({ before, after, surplus }) => before !== after || surplus > 0),
    /** How many people the ladder bars today as it is, and as it would be; null: neither bars anybody ever. */
    barred: await barredByLadders(db, loaded, read.rules.penalties ?? []),
    errors: [],
  };
}

async function save(ctx: StaffContext, { key, version, ...input }: Change & { key: string; version: number | null }) {
  await inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: ['plan', input] }, async () => {
      await servedOffice(tx, ctx, input.office);
      await lockOffices(tx, [{ id: input.office }]);
      const before = await loadOffice(tx, input.office);
      const read = readRules(input, before, servicesOf(ctx, before));
      if ('errors' in read) throw new Refused(refuse('wrongInput', [], { fields: read.errors }));
      if ((before.settings.at(-1)?.id ?? null) !== version) throw new Refused(refuse('stale'));
      const row = { office: input.office, validFrom: input.validFrom, rules: read.rules, source: input.source };
      await tx.insert(officeSetting).values({ ...row, madeBy: actorName(ctx.actor) });
      const after = await loadOffice(tx, input.office);
      await planDays(tx, after, await plannedDays(tx, after, input.validFrom));
      const codes = { validFrom: input.validFrom, quota: read.rules.quota };
      await journal(tx, ctx.actor, {
        action: 'plan.changed',
        subject: input.office,
        office: input.office,
        fields: ['rules', 'source'],
        codes,
      });
      return { saved: true };
    }),
  );
  readAfresh(ctx);
  return show(ctx, input.office);
}

async function saveContacts(
  ctx: StaffContext,
  {
    office: id,
    version,
    key,
    contacts: given,
  }: { office: string; version: number; key: string; contacts: z.infer<typeof contacts> },
) {
  await inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: ['contacts', id, given] }, async () => {
      await servedOffice(tx, ctx, id);
      const [saved] = await tx
        .update(institution)
        .set({ ...given, version: sql`${institution.version} + 1` })
        .where(and(eq(institution.id, id), eq(institution.version, version)))
        .returning({ id: institution.id });
      if (saved === undefined) throw new Refused(refuse('stale'));
      await journal(tx, ctx.actor, { action: 'contacts.changed', subject: id, office: id, fields: Object.keys(given) });
      return { saved: true };
    }),
  );
  readAfresh(ctx);
  return show(ctx, id);
}

function readRules(
  { rules, source, validFrom }: Change,
  { ballots, now }: Office,
  known: readonly ServiceDefinition[],
): { rules: OfficeRules } | { errors: string[] } {
  const read = officeRulesSchema.safeParse(rules);
  const errors = read.success
    ? []
    : read.error.issues.map(({ path, message, code }) => `${path.join('.')}:${code === 'custom' ? message : code}`);
  const { services = [], peakDays = [] } = read.data ?? {};
  const offered = known.filter(({ id }) => services.includes(id));
  if (services.some((id) => !offered.some((it) => it.id === id))) errors.push('services:unknown');
  const drawn = ballots.some(({ day }) => day >= validFrom && day >= officeDay(now).toString());
  if (drawn && read.data !== undefined && read.data.waitHours === undefined) errors.push('waitHours:ballotNeedsLine');
  // until the day is drawn nothing else of it is booked, and who is not drawn waits in line
  if (!offered.every(keepsLine) && peakDays.some(({ ballot }) => ballot !== undefined))
    errors.push('peakDays:ballotNotPossible');
  if (source === '') errors.push('source:empty');
  if (!read.success || errors.length > 0) return { errors };
  return { rules: { ...read.data, extraMaterials: withIds(read.data.extraMaterials) } };
}

/** Days already opened that a change from this day on would touch. */
async function plannedDays(
  db: Transaction,
  { institution: { id }, now }: Office,
  validFrom: string,
): Promise<Temporal.PlainDate[]> {
  const today = officeDay(now).toString();
  const from = validFrom > today ? validFrom : today;
  const rows = await db
    .select({ day: day.day })
    .from(day)
    .where(and(eq(day.office, id), gte(day.day, from)))
    .orderBy(asc(day.day));
  return rows.map((row) => Temporal.PlainDate.from(row.day));
}

function withChange(loaded: Office, { validFrom, source }: Change, rules: OfficeRules): Office {
  const changed = {
    id: Number.MAX_SAFE_INTEGER,
    office: loaded.institution.id,
    validFrom,
    rules,
    source,
    madeBy: '',
    madeAt: '',
  };
  const settings = [...loaded.settings, changed].sort((a, b) =>
    a.validFrom < b.validFrom ? -1 : a.validFrom > b.validFrom ? 1 : a.id - b.id,
  );
  return { ...loaded, settings };
}

type OpenPlace = { readonly day: string; readonly starts: string; readonly channel: string; readonly owned: boolean };

async function openPlaces(db: Transaction, id: string, from: string): Promise<OpenPlace[]> {
  const rows = await db
    .select({
      day: slot.day,
      starts: slot.starts,
      channel: sql<string>`coalesce(${place.fallenFrom}, ${place.channel})`,
      owned: sql<boolean>`${place.booking} is not null`,
    })
    .from(place)
    .innerJoin(slot, eq(slot.id, place.slot))
    .where(and(eq(slot.office, id), gte(slot.day, from), isNull(place.closedAt)));
  return rows.map((row) => ({ ...row, starts: wallTime(row.starts) }));
}

function effectOn(after: Office, on: Temporal.PlainDate, places: readonly OpenPlace[]) {
  const rules = settingOn(after, on)?.rules;
  const planned = rules === undefined ? [] : placesOn(after, rules, on);
  const owned = (starts: string, channel: string) =>
    places.filter((it) => it.owned && it.starts === starts && it.channel === channel).length;
  const kinds = new Map(places.map((it) => [`${it.starts} ${it.channel}`, it]));
  const surplus = [...kinds.values()].reduce((sum, { starts, channel }) => {
    const kept = planned.find((it) => it.starts === starts && it.channel === channel)?.places ?? 0;
    return sum + Math.max(0, owned(starts, channel) - kept);
  }, 0);
  return {
    day: on.toString(),
    before: places.length,
    after: planned.reduce((sum, it) => sum + it.places, 0),
    booked: places.filter((it) => it.owned).length,
    surplus,
  };
}
