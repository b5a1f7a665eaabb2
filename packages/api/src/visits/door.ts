import type { Database, Transaction } from '@anmin/db/client';
import type { Door } from '@anmin/domain/appointments/entering';
import type { Fact, FactKind } from '@anmin/domain/measures/facts';
import { sql } from 'drizzle-orm';

/** What decides on which days an institution lets visitors in; for everybody to read, without a scope. */
export async function loadDoor(db: Database['db'] | Transaction, office: string): Promise<Omit<Door, 'remote'>> {
  const known = await db.execute<Known>(
    sql`select id, kind, region, value, rule, from_day::text, until_day::text, lifted_from::text, known, lifted_known
          from facts_at_door(${office})`,
  );
  const shut = await db.execute<{ from: string; until: string | null; reason: string; clauses: string[] }>(
    sql`select from_day::text as from, until_day::text as until, reason, clauses from shut_to_visitors(${office})`,
  );
  return { facts: known.rows.map(factOf), shut: shut.rows };
}

type Known = {
  readonly id: string;
  readonly kind: FactKind;
  readonly region: string;
  readonly value: string | null;
  readonly rule: string | null;
  readonly from_day: string;
  readonly until_day: string | null;
  readonly lifted_from: string | null;
  readonly known: string;
  readonly lifted_known: string | null;
};

function factOf({ from_day: from, until_day: until, lifted_from, lifted_known, ...fact }: Known): Fact {
  const told = { ...fact, from, until };
  return lifted_from === null || lifted_known === null
    ? told
    : { ...told, lifted: { from: lifted_from, known: lifted_known } };
}
