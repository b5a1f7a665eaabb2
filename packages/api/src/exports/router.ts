import type { Transaction } from '@anmin/db/client';
import { exported } from '@anmin/db/schema/privacy';
import { officeDay } from '@anmin/domain/calendar/day';
import { unitsFor } from '@anmin/domain/organisation/grants';
import type { Ability } from '@anmin/domain/organisation/roles';
import { refuse } from '@anmin/domain/refusal';
import { exportedLists, isOnPaper, type ExportedList } from '@anmin/domain/sheets/ledgers';
import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { loadRows } from '../counter/sheet.ts';
import { actorName, journal } from '../journal.ts';
import { officeNow, readInstant } from '../office/now.ts';
import { loadOffice } from '../office/office.ts';
import { keySchema, once } from '../once.ts';
import { amountInForce } from '../privacy/settings.ts';
import { sign } from '../privacy/seal.ts';
import { inScope, isUnder } from '../scope.ts';
import { actorNamesOf } from '../staff/names.ts';
import { servedOffice } from '../staff/scope.ts';
import { ownUnit } from '../staff/standing.ts';
import { Refused, router, staffProcedure, type StaffContext } from '../trpc.ts';
import { peopleLines } from './people.ts';
import { personsIn, within } from './persons.ts';
import { vaccinationLines } from './vaccination.ts';

const makeInput = z
  .strictObject({
    key: keySchema,
    office: z.string().max(50),
    /** first and last day */
    from: z.iso.date(),
    until: z.iso.date(),
    reason: z.string().trim().min(2).max(200),
    /** Of what: a ledger is taken out as it stands today, a form as it stands on paper for its day. */
    ledger: z.enum(exportedLists).default('bookings'),
    /** Numbers and phones of a ledger as they are: a second person has to agree. */
    whole: z.boolean().default(false),
  })
  .refine(({ from, until }) => from <= until, { path: ['until'], error: 'reversed' });
const one = z.strictObject({ key: keySchema, export: z.uuid() });
/** `after`: what the page before told of its last line; null: from the first. */
const pageInput = one.extend({ after: z.array(z.string().max(200)).max(5).nullable() });

export const exportsRouter = router({
  list: staffProcedure('exports.see')
    .input(z.strictObject({ office: z.string().max(50) }))
    .query(({ ctx, input }) => list(ctx, input.office)),
  make: staffProcedure('exports.make')
    .input(makeInput)
    .mutation(({ ctx, input }) => make(ctx, input)),
  approve: staffProcedure('exports.approve')
    .input(one)
    .mutation(({ ctx, input }) => approve(ctx, input)),
  fetch: staffProcedure('exports.make')
    .input(one)
    .mutation(({ ctx, input }) => fetchOnce(ctx, input)),
  /** A form as it stands on paper: that it goes out, of which unit and day; its lines are those of the screen. */
  paper: staffProcedure('exports.make')
    .input(one)
    .mutation(({ ctx, input }) => takeOnPaper(ctx, input)),
  /** A ledger, a page at a time, by one key. */
  lines: staffProcedure('exports.make')
    .input(pageInput)
    .mutation(({ ctx, input }) => fetchLines(ctx, input)),
});

/** A guard of the service, not policy: how long what was made can be fetched. Real time. */
const minutesToFetch = 10;

type Row = typeof exported.$inferSelect;

/**
 * Asks for a list of an office's bookings or of a unit's ledger. Beyond a person's share of the day, where none is set, or
 * for numbers that are not masked a second person has to agree.
 */
function make(ctx: StaffContext, { key, ...given }: z.infer<typeof makeInput>) {
  return inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: ['exports.make', given] }, async () => {
      const { office, reason, ledger } = given;
      const whole = ledger !== 'bookings' && !isOnPaper(ledger) && given.whole;
      const prefecture = await prefectureFor(tx, ctx, given);
      const madeBy = actorName(ctx.actor);
      await tx.execute(sql`select pg_advisory_xact_lock(hashtext('export'), hashtext(${madeBy}))`);
      const today = officeDay(await officeNow(tx)).toString();
      const { from, until } = ledger === 'bookings' || isOnPaper(ledger) ? given : { from: today, until: today };
      const untilDay = Temporal.PlainDate.from(until).add({ days: 1 }).toString();
      const persons = await personsIn(tx, { office, fromDay: from, untilDay, ledger });
      const { rows } = await tx.execute<{ taken: number }>(sql`
        select coalesce(sum(persons), 0)::int as taken from export where made_by = ${madeBy} and made_on = office_today()`);
      const alone = await amountInForce(tx, prefecture, 'exportAlone');
      const needsApproval = whole || alone === null || (rows[0]?.taken ?? 0) + persons > alone;
      const id = randomUUID();
      const made = { id, office, fromDay: from, untilDay, persons, reason, madeBy, needsApproval, ledger, whole };
      await tx.insert(exported).values(made);
      const codes = { from, until, persons, needsApproval, ledger, whole };
      await journal(tx, ctx.actor, { action: 'export.made', subject: id, office, fields: ['reason'], codes });
      return { id, persons, needsApproval };
    }),
  );
}

/** Of whose settings the share of a day is; whoever takes out a ledger may see it there. */
async function prefectureFor(
  tx: Transaction,
  ctx: StaffContext,
  { office, ledger }: Pick<z.infer<typeof makeInput>, 'office' | 'ledger'>,
): Promise<string> {
  if (ledger === 'bookings') return (await servedOffice(tx, ctx, office)).prefecture;
  await ownUnit(tx, ctx, office);
  await ownUnit(tx, { units: unitsFor(ctx.actor.grants, seeing[ledger]) }, office);
  const { rows } = await tx.execute<{ prefecture: string | null }>(sql`select prefecture_of(${office}) as prefecture`);
  return rows[0]?.prefecture ?? office;
}

const seeing = {
  people: 'people.see',
  vaccination: 'vaccination.see',
  outstanding: 'vaccination.see',
  temperature: 'evidence.see',
  tests: 'evidence.see',
} as const satisfies Record<Exclude<ExportedList, 'bookings'>, Ability>;

/** Somebody else agrees, once. */
function approve(ctx: StaffContext, { key, export: id }: z.infer<typeof one>) {
  return inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: ['exports.approve', id] }, async () => {
      const row = await reachable(tx, ctx, id);
      const approvedBy = actorName(ctx.actor);
      if (row.madeBy === approvedBy) throw new Refused(refuse('dutiesApart'));
      if (!row.needsApproval || row.approvedAt !== null) throw new Refused(refuse('stale'));
      await tx
        .update(exported)
        .set({ approvedBy, approvedAt: sql`now()` })
        .where(eq(exported.id, id));
      await journal(tx, ctx.actor, { action: 'export.approved', subject: id, office: row.office });
      return { approved: true as const };
    }),
  );
}

/**
 * For whoever made it, within minutes, once: the rows as they are masked on the screen, and what the file says of itself.
 * Who lost the answer gets the list again by the same key; it is made anew and kept nowhere.
 */
function fetchOnce(ctx: StaffContext, { key, export: id }: z.infer<typeof one>) {
  return inScope(ctx, ctx.units, async (tx) => {
    const asked = { scope: `staff:${ctx.actor.id}`, key, body: ['exports.fetch', id] };
    const { at } = await once(tx, ctx, asked, () => take(tx, ctx, id));
    const row = await fetchable(tx, ctx, id);
    if (row.ledger !== 'bookings') throw new Refused(refuse('notFound'));
    const office = await loadOffice(tx, row.office);
    const { fromDay, untilDay } = row;
    const found = await loadRows(tx, ctx, office, within(row));
    const rows = found.map(({ reference, day, starts, service, state, channel, parties, phone }) => ({
      ...{ reference, day, starts, service, state, channel, parties, phone },
    }));
    const file = {
      ...{ id, by: ctx.actor.name, at: readInstant(at).toString(), office: office.institution.name },
      ...{ from: fromDay, until: Temporal.PlainDate.from(untilDay).subtract({ days: 1 }).toString(), rows },
    };
    const contentHash = createHash('sha256').update(JSON.stringify(file)).digest();
    await tx.update(exported).set({ contentHash }).where(eq(exported.id, id));
    await journal(tx, ctx.actor, {
      ...{ action: 'export.fetched', subject: id, office: row.office },
      codes: { bookings: rows.length, persons: row.persons, hash: contentHash.toString('hex') },
    });
    return file;
  });
}

/** lines of a ledger at once; a habit of the interface */
const linesAtOnce = 2_500;

/** For whoever made it, within minutes: the ledger as it stands, by the one key a page after the other. */
function fetchLines(ctx: StaffContext, { key, export: id, after }: z.infer<typeof pageInput>) {
  return inScope(ctx, ctx.units, async (tx) => {
    const asked = { scope: `staff:${ctx.actor.id}`, key, body: ['exports.fetch', id] };
    const { at } = await once(tx, ctx, asked, () => take(tx, ctx, id));
    // a long ledger is read for as long as it takes
    const row = await (after === null ? fetchable : ownList)(tx, ctx, id);
    if (row.ledger === 'bookings' || isOnPaper(row.ledger)) throw new Refused(refuse('notFound'));
    const wanted = { unit: row.office, day: row.fromDay, whole: row.whole, after, limit: linesAtOnce };
    const { lines, last } = await linesOf[row.ledger](tx, ctx.keys, wanted);
    const { rows: units } = await tx.execute<{ name: string }>(sql`select name from unit where id = ${row.office}`);
    // keyed: numbers that stand here whole must not be tried out against it
    const contentHash = sign(ctx.keys, 'export', `${row.contentHash?.toString('hex') ?? ''} ${JSON.stringify(lines)}`);
    await tx.update(exported).set({ contentHash }).where(eq(exported.id, id));
    await journal(tx, ctx.actor, {
      ...{ action: 'export.fetched', subject: id, office: row.office },
      codes: {
        ledger: row.ledger,
        lines: lines.length,
        begins: after === null,
        hash: contentHash.toString('hex'),
        whole: row.whole,
      },
    });
    return {
      ...{ id, ledger: row.ledger, by: ctx.actor.name, at: readInstant(at).toString(), unit: units[0]?.name ?? '' },
      ...{ day: row.fromDay, lines, next: lines.length < linesAtOnce ? null : last },
    };
  });
}

/** For whoever made it, within minutes, once, and again by the same key. */
function takeOnPaper(ctx: StaffContext, { key, export: id }: z.infer<typeof one>) {
  return inScope(ctx, ctx.units, async (tx) => {
    const asked = { scope: `staff:${ctx.actor.id}`, key, body: ['exports.paper', id] };
    await once(tx, ctx, asked, () => take(tx, ctx, id));
    const { ledger, office, fromDay, persons } = await fetchable(tx, ctx, id);
    if (!isOnPaper(ledger)) throw new Refused(refuse('notFound'));
    await journal(tx, ctx.actor, { action: 'export.fetched', subject: id, office, codes: { ledger, persons } });
    return { ledger, unit: office, day: fromDay };
  });
}

const linesOf = { people: peopleLines, vaccination: vaccinationLines };

async function take(tx: Transaction, ctx: StaffContext, id: string) {
  await fetchable(tx, ctx, id);
  const [taken] = await tx
    .update(exported)
    .set({ fetchedAt: sql`now()` })
    .where(and(eq(exported.id, id), isNull(exported.fetchedAt)))
    .returning({ at: sql<string>`office_now()` });
  if (taken === undefined) throw new Refused(refuse('notFound'));
  return taken;
}

async function fetchable(tx: Transaction, ctx: StaffContext, id: string): Promise<Row> {
  const row = await ownList(tx, ctx, id);
  if (Temporal.Instant.compare(Temporal.Now.instant(), goodUntil(row)) >= 0) throw new Refused(refuse('notFound'));
  return row;
}

async function ownList(tx: Transaction, ctx: StaffContext, id: string): Promise<Row> {
  const row = await reachable(tx, ctx, id);
  if (row.madeBy !== actorName(ctx.actor)) throw new Refused(refuse('notFound'));
  if (row.needsApproval && row.approvedAt === null) throw new Refused(refuse('notAllowed'));
  return row;
}

function goodUntil({ approvedAt, madeAt }: Row): Temporal.Instant {
  return readInstant(approvedAt ?? madeAt).add({ minutes: minutesToFetch });
}

function list(ctx: StaffContext, office: string) {
  return inScope(ctx, ctx.units, async (tx) => {
    await ownUnit(tx, ctx, office);
    const found = await tx
      .select({ row: exported, askedAt: sql<string>`(${exported.madeAt} + (office_now() - now()))::text` })
      .from(exported)
      .where(eq(exported.office, office))
      .orderBy(desc(exported.madeAt))
      .limit(200);
    const names = await actorNamesOf(
      tx,
      found.flatMap(({ row }) => [row.madeBy, row.approvedBy ?? '']),
    );
    const now = Temporal.Now.instant();
    return found.map(({ row, askedAt }) => ({
      ...{
        id: row.id,
        from: row.fromDay,
        persons: row.persons,
        reason: row.reason,
        ledger: row.ledger,
        whole: row.whole,
      },
      until: Temporal.PlainDate.from(row.untilDay).subtract({ days: 1 }).toString(),
      /** by the office's clock; how long a list can be fetched goes by real time */
      madeAt: readInstant(askedAt).toString(),
      by: names.get(row.madeBy) ?? null,
      approvedBy: names.get(row.approvedBy ?? '') ?? null,
      own: row.madeBy === actorName(ctx.actor),
      state: stateOf(row, now),
    }));
  });
}

function stateOf(row: Row, now: Temporal.Instant): 'fetched' | 'waiting' | 'ready' | 'over' {
  if (row.fetchedAt !== null) return 'fetched';
  if (row.needsApproval && row.approvedAt === null) return 'waiting';
  return Temporal.Instant.compare(now, goodUntil(row)) < 0 ? 'ready' : 'over';
}

async function reachable(tx: Transaction, ctx: StaffContext, id: string): Promise<Row> {
  const [row] = await tx
    .select()
    .from(exported)
    .where(and(eq(exported.id, id), isUnder(exported.office, ctx.units)))
    .for('update');
  if (row === undefined) throw new Refused(refuse('notFound'));
  return row;
}
