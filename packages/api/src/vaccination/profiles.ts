import type { Transaction } from '@anmin/db/client';
import { unit } from '@anmin/db/schema/organisation';
import type { BoundKind } from '@anmin/domain/institutions/kinds';
import { birthsParting, type Profile } from '@anmin/domain/vaccination/cohort';
import { hindranceKinds, type HindranceKind } from '@anmin/domain/vaccination/hindrance';
import { sql, type SQL } from 'drizzle-orm';
import { placeOf } from '../measures/place.ts';
import { startOfDay } from '../office/now.ts';
import { isUnder } from '../scope.ts';

/** Who is looked at: everybody under these units on a day, as known by the end of another (null: as known now). */
export type Looked = {
  readonly roots: readonly string[];
  readonly day: string;
  readonly known: string | null;
  /** The ages that make a difference. */
  readonly ages: readonly number[];
};

export type CountedProfile = Profile & {
  readonly unit: string;
  /** What these have in common, as the database compares it. */
  readonly alike: readonly unknown[];
};

type Row = {
  readonly unit: string;
  readonly role: string;
  readonly standing: string | null;
  readonly groups: string[];
  readonly band: number | null;
  readonly first: boolean;
  readonly full: boolean;
  readonly booster: boolean;
  readonly hindrance: HindranceKind | null;
  readonly person: string | null;
  readonly count: number;
};

/** Everybody there, counted by what a coverage asks of them, in one statement. */
export async function profilesUnder(tx: Transaction, looked: Looked): Promise<CountedProfile[]> {
  const { rows } = await tx.execute<Row>(sql`
    select unit, role, standing, groups, band, first, "full", booster, hindrance, person, count::int
      from vaccination_profiles(${lookedAt(looked)})`);
  const kindOf = await kindsUnder(tx, looked.roots);
  const descending = [...looked.ages].sort((one, other) => other - one);
  return rows.map(({ band, ...row }) => ({
    ...row,
    at: kindOf.get(row.unit) ?? null,
    age: band === null ? null : (descending[band] ?? null),
    alike: [row.unit, row.role, row.standing, row.groups, band, row.first, row.full, row.booster, row.hindrance],
  }));
}

export type Member = {
  readonly person: string;
  readonly unit: string;
  readonly role: string;
  readonly room: string | null;
  readonly bed: string | null;
  readonly post: string | null;
  readonly first: boolean;
  readonly full: boolean;
  readonly booster: boolean;
  readonly hindrance: HindranceKind | null;
  readonly nextFrom: string | null;
  readonly nextBy: string | null;
};

/** Those whom these profiles count, one by one, in the order of unit, room and bed. */
export async function membersAlike(
  tx: Transaction,
  looked: Looked,
  profiles: readonly CountedProfile[],
  { skip, limit }: { readonly skip: number; readonly limit: number },
): Promise<Member[]> {
  const alike = JSON.stringify(profiles.flatMap((it) => (it.person === null ? [it.alike] : [])));
  const persons = sql.param(profiles.flatMap(({ person }) => person ?? []));
  const { rows } = await tx.execute<Member>(sql`
    select person, unit, role, room, bed, post, first, "full", booster, hindrance,
           next_from::text as "nextFrom", next_by::text as "nextBy"
      from vaccination_members(${lookedAt(looked)}, ${alike}::jsonb, ${persons}::uuid[], ${skip}, ${limit})`);
  return rows;
}

function lookedAt({ roots, day, known, ages }: Looked): SQL {
  const moment =
    known === null ? sql`'infinity'` : startOfDay(Temporal.PlainDate.from(known).add({ days: 1 }).toString());
  return sql`${sql.param([...roots])}::text[], ${day}::date, (${moment})::timestamptz,
    ${sql.param(birthsParting(ages, day))}::date[], ${sql.param([...hindranceKinds])}::text[]`;
}

async function kindsUnder(tx: Transaction, roots: readonly string[]): Promise<Map<string, BoundKind | null>> {
  const rows = await tx.select().from(unit).where(isUnder(unit.id, roots));
  return new Map(rows.map((row) => [row.id, placeOf(row)?.kind ?? null]));
}
