import type { Transaction } from '@anmin/db/client';
import { entry, entryHistory } from '@anmin/db/schema/evidence';
import { abnormalIn, daysOf, openAsks, valuesOf } from '@anmin/domain/evidence/entry';
import { ledgerOf, type LedgerId } from '@anmin/domain/evidence/ledgers';
import { placesOn, thresholdsOn, type Thresholds } from '@anmin/domain/evidence/settings';
import { officeDay } from '@anmin/domain/calendar/day';
import { refuse } from '@anmin/domain/refusal';
import { and, asc, desc, eq, gte, isNull, lte } from 'drizzle-orm';
import type { z } from 'zod';
import { officeNow } from '../office/now.ts';
import { membersOf, namesOf } from '../people/members.ts';
import { journalRead } from '../privacy/reads.ts';
import { inScope, isUnder } from '../scope.ts';
import { actorNamesOf } from '../staff/names.ts';
import { ownUnit } from '../staff/standing.ts';
import { Refused, type StaffContext } from '../trpc.ts';
import { filesOf } from './files.ts';
import type { dayInput, listInput, pastInput } from './inputs.ts';
import { settledAt } from './settled.ts';
import { openEntry } from './texts.ts';

type Row = typeof entry.$inferSelect;

/** A day of a ledger to write on: of whom or what there is something to write, and what stands already. */
export function day(ctx: StaffContext, { unit, ledger: id, day: wished }: z.infer<typeof dayInput>) {
  return inScope(ctx, ctx.units, async (tx) => {
    const { name } = await ownUnit(tx, ctx, unit);
    const today = officeDay(await officeNow(tx)).toString();
    const on = wished ?? today;
    const settled = (await settledAt(tx, [unit]))(unit);
    const thresholds = thresholdsOn(settled, on);
    const people = await peopleOn(tx, ctx, { unit, ledger: id, on });
    const rows = await tx
      .select()
      .from(entry)
      .where(and(eq(entry.unit, unit), eq(entry.ledger, id), eq(entry.onDay, on), isNull(entry.struckAt)))
      .orderBy(asc(entry.madeAt), asc(entry.id));
    if (people === null) await journalRead(tx, ctx, unit, { of: `evidence.${id}`, count: rows.length });
    return {
      ...{ unit: { id: unit, name }, ledger: id, day: on, today, thresholds },
      ...{ people: people ?? [], places: placesOn(settled, on, unit) ?? [] },
      entries: await told(tx, ctx, rows, () => thresholds),
    };
  });
}

async function peopleOn(
  tx: Transaction,
  ctx: StaffContext,
  { unit, ledger, on }: { readonly unit: string; readonly ledger: LedgerId; readonly on: string },
) {
  const { of, roles } = ledgerOf(ledger);
  if (of !== 'person') return null;
  const memberships = await membersOf(tx, unit, on, { roles: roles ?? [] });
  // who lives and works there is one person with one reading
  const members = memberships.filter((it, n) => memberships.findIndex(({ person }) => person === it.person) === n);
  const persons = members.map(({ person }) => person);
  const names = await namesOf(tx, ctx, { unit, persons, of: `evidence.${ledger}` });
  return members.map(({ person, role, room, bed, post }) => ({
    ...{ person, role, room, bed, post, name: names.get(person) ?? '' },
  }));
}

/** how many entries a list shows at once; a habit of the page, not policy */
const most = 2000;

/** What was written in a ledger of a unit from one day to another, the last first, struck out entries with it. */
export function list(ctx: StaffContext, { unit, ledger: id, from, until }: z.infer<typeof listInput>) {
  return inScope(ctx, ctx.units, async (tx) => {
    const { name } = await ownUnit(tx, ctx, unit);
    const rows = await tx
      .select()
      .from(entry)
      .where(and(eq(entry.unit, unit), eq(entry.ledger, id), gte(entry.onDay, from), lte(entry.onDay, until)))
      .orderBy(desc(entry.onDay), desc(entry.madeAt), asc(entry.id))
      .limit(most);
    const settled = (await settledAt(tx, [unit]))(unit);
    const persons = [...new Set(rows.flatMap(({ person }) => person ?? []))];
    const names = await namesOf(tx, ctx, { unit, persons, of: `evidence.${id}` });
    if (persons.length === 0) await journalRead(tx, ctx, unit, { of: `evidence.${id}`, count: rows.length });
    const entries = await told(tx, ctx, rows, (it) => thresholdsOn(settled, it.onDay));
    return {
      ...{ unit: { id: unit, name }, ledger: id, whole: rows.length < most },
      entries: entries.map((it) => ({ ...it, name: it.person === null ? null : (names.get(it.person) ?? '') })),
    };
  });
}

/** An entry after each of its writings, the last first. */
export function past(ctx: StaffContext, { entry: id }: z.infer<typeof pastInput>) {
  return inScope(ctx, ctx.units, async (tx) => {
    const [found] = await tx
      .select()
      .from(entry)
      .where(and(eq(entry.id, id), isUnder(entry.unit, ctx.units)));
    if (found === undefined) throw new Refused(refuse('notFound'));
    const rows = await tx
      .select()
      .from(entryHistory)
      .where(and(eq(entryHistory.entry, id), isUnder(entryHistory.unit, ctx.units)))
      .orderBy(desc(entryHistory.version));
    await journalRead(tx, ctx, found.unit, { of: `evidence.${found.ledger}`, count: 1 });
    const names = await actorNamesOf(
      tx,
      rows.map(({ changedBy }) => changedBy),
    );
    return {
      ...{ ledger: found.ledger, day: found.onDay },
      writings: rows.map((row) => {
        const { fields, reason } = openEntry(ctx.keys, { ...row, id });
        return {
          ...{ version: row.version, values: valuesOf(fields), reason, struck: row.struck },
          ...{ by: names.get(row.changedBy) ?? row.changedBy, at: Temporal.Instant.from(row.changedAt).toString() },
        };
      }),
    };
  });
}

/** Entries as a page shows them: their values with the version of each, and what is abnormal or still asked for. */
async function told(tx: Transaction, ctx: StaffContext, rows: readonly Row[], thresholdsOf: (row: Row) => Thresholds) {
  const names = await actorNamesOf(
    tx,
    rows.flatMap(({ madeBy, changedBy }) => [madeBy, changedBy]),
  );
  const files = await filesOf(
    tx,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => {
    const { fields, reason } = openEntry(ctx.keys, row);
    const values = valuesOf(fields);
    const ledger = ledgerOf(row.ledger);
    const thresholds = thresholdsOf(row);
    return {
      ...{ id: row.id, person: row.person, subject: row.subject, turn: row.turn, day: row.onDay, version: row.version },
      ...{
        values,
        versions: Object.fromEntries(Object.entries(fields).map(([name, it]) => [name, it.version])),
        reason,
      },
      ...{ abnormal: abnormalIn(ledger, values, thresholds), asks: openAsks(ledger, values, thresholds) },
      days: daysOf(values['stock'], values['use']),
      files: files.get(row.id) ?? [],
      struck: row.struckAt !== null,
      /** Written on a later day than the one it tells of. */
      late: officeDay(Temporal.Instant.from(row.madeAt)).toString() > row.onDay,
      ...{ by: names.get(row.changedBy) ?? row.changedBy, at: Temporal.Instant.from(row.changedAt).toString() },
    };
  });
}
