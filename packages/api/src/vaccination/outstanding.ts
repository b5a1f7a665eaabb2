import type { Transaction } from '@anmin/db/client';
import { staffUser } from '@anmin/db/schema/identity';
import { unit } from '@anmin/db/schema/organisation';
import { officeDay } from '@anmin/domain/calendar/day';
import type { HindranceKind } from '@anmin/domain/vaccination/hindrance';
import { inArray, sql, type SQL } from 'drizzle-orm';
import type { z } from 'zod';
import { lookedUnder } from '../measures/standings.ts';
import { officeNow } from '../office/now.ts';
import { inScope } from '../scope.ts';
import type { StaffContext } from '../trpc.ts';
import type { outstandingInput } from './inputs.ts';
import { contactsOf } from './list.ts';
import { mobilisersOf } from './mobilise.ts';
import { outstandingUnder } from './outstanding-under.ts';
import { namedHere } from './owed.ts';

/** how many lines a page of a list holds; a habit of the page, not policy */
const pageLength = 100;

/** Who is still to be vaccinated, by name and by who mobilises them, and how many are left to each; each look is an entry. */
export function outstanding(ctx: StaffContext, input: z.infer<typeof outstandingInput>) {
  return inScope(ctx, ctx.units, async (tx) => {
    const today = officeDay(await officeNow(tx)).toString();
    const { roots } = await lookedUnder(tx, ctx, input.unit);
    const tallies = await talliesOf(tx, roots, today);
    const asked = tallies.filter(
      ({ mobiliser }) => input.mobiliser === null || (mobiliser?.id ?? 'nobody') === input.mobiliser,
    );
    const [from, total] = [input.after ?? 0, asked.reduce((sum, { left }) => sum + left, 0)];
    const lines = await linesOf(tx, { from: outstandingUnder(roots, today), of: input.mobiliser, after: from });
    const [names, contacts] = [await namedHere(tx, ctx, lines), await contactsOf(tx, lines)];
    const staff = new Map(tallies.flatMap(({ mobiliser: it }) => (it === null ? [] : [[it.id, it.name] as const])));
    return {
      ...{ today, total, tallies, next: from + pageLength < total ? from + pageLength : null },
      lines: lines.map(({ mobiliser, ...it }) => ({
        ...{ ...it, ...names(it), contact: contacts(it) },
        mobiliser: mobiliser === null ? null : (staff.get(mobiliser) ?? ''),
      })),
      /** Who may be named there. */
      choices: input.unit === null ? [] : await mobilisersOf(tx, input.unit),
    };
  });
}

type Row = { readonly person: string; readonly unit: string; readonly mobiliser: string | null };

async function talliesOf(tx: Transaction, roots: readonly string[], day: string) {
  const { rows } = await tx.execute<{ unit: string; mobiliser: string | null; left: number }>(
    sql`select unit, mobiliser, count(*)::int as left from ${outstandingUnder(roots, day)} group by 1, 2 order by 3 desc, 1, 2`,
  );
  const [units, staff] = [
    new Set(rows.map((it) => it.unit)),
    new Set(rows.flatMap(({ mobiliser }) => mobiliser ?? [])),
  ];
  const named = await tx
    .select({ id: unit.id, name: unit.name })
    .from(unit)
    .where(inArray(unit.id, [...units]));
  const people = await tx
    .select({ id: staffUser.id, name: staffUser.name })
    .from(staffUser)
    .where(inArray(staffUser.id, [...staff]));
  return rows.map(({ mobiliser, ...it }) => ({
    ...{ ...it, unitName: named.find(({ id }) => id === it.unit)?.name ?? '' },
    mobiliser: people.find(({ id }) => id === mobiliser) ?? null,
  }));
}

type Line = Row & {
  readonly role: string;
  readonly room: string | null;
  readonly bed: string | null;
  readonly hindrance: HindranceKind | null;
};

async function linesOf(
  tx: Transaction,
  { from, of, after }: { readonly from: SQL; readonly of: string | null; readonly after: number },
): Promise<Line[]> {
  const asked = of === null ? sql`true` : of === 'nobody' ? sql`mobiliser is null` : sql`mobiliser = ${of}`;
  const { rows } = await tx.execute<Line>(sql`
    select person, unit, role, room, bed, hindrance, mobiliser from ${from} where ${asked}
     order by unit, room nulls last, bed nulls last, person offset ${after} limit ${pageLength}`);
  return rows;
}
