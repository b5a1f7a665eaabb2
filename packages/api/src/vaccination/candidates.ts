import type { Transaction } from '@anmin/db/client';
import { takenOut } from '@anmin/domain/vaccination/hindrance';
import { hindersInviting } from '@anmin/domain/vaccination/session';
import { sql } from 'drizzle-orm';
import { knownBy } from '../measures/facts.ts';
import { boundUnder } from '../measures/standings.ts';
import { isUnder } from '../scope.ts';
import type { StaffContext } from '../trpc.ts';

type Row = {
  readonly unit: string;
  readonly person: string;
  readonly role: string;
  readonly room: string | null;
  readonly bed: string | null;
  /** By the last assessment; null: none is on record. */
  readonly assessed: boolean | null;
};

export type Asked = { readonly session: string; readonly day: string; readonly persons: readonly string[] | null };

/**
 * Who of the outstanding could come that day: whom a dose is due, whom nothing puts off or takes out, and who is not invited
 * yet. Where a notice asks for a medic's word before, whoever has none is named with the clauses that ask for it.
 */
export async function candidatesUnder(
  tx: Transaction,
  ctx: StaffContext,
  roots: readonly string[],
  { session, day, persons }: Asked,
) {
  const { rows } = await tx.execute<Row>(sql`
    select distinct on (m.unit, m.person) m.unit, m.person, m.role, m.room, m.bed,
           (select a.condition_good and a.medication_stable and a.suitable from vaccination_assessment a
             where a.person = m.person and a.unit = m.unit order by a.on_day desc, a.made_at desc limit 1) as assessed
      from membership m
     where ${isUnder(sql`m.unit`, roots)} and m.role <> 'visitor' and m.since <= ${day} and (m.until is null or m.until > ${day})
       and ${persons === null ? sql`true` : sql`m.person = any (${sql.param([...persons])}::uuid[])`}
       and coalesce((select r.booster_on is null and coalesce(r.next_from <= ${day}, r.full_on is null) from vaccination_reached r
                      where r.person = m.person and r.unit = m.unit and r.known_until is null), true)
       and not exists (select from vaccination_hindrance h
                        where h.person = m.person and h.unit = m.unit and h.known_until is null and h.from_day <= ${day}
                          and (h.until_day is null or h.until_day > ${day})
                          and h.kind = any (${sql.param([...takenOut])}::text[]))
       and not exists (select from vaccination_attendance v
                        where v.session = ${session} and v.person = m.person and v.unit = m.unit)
     order by m.unit, m.person, m.role = 'resident' desc, m.since`);
  const asking = await assessedFirst(tx, ctx, roots, day);
  return rows.map(({ assessed, role, ...it }) => {
    const clauses = role === 'resident' ? asking.get(it.unit) : undefined;
    const hinders = hindersInviting({ assessed, mustBeAssessed: clauses !== undefined });
    return { ...it, role, hinders, clauses: hinders === null ? [] : (clauses ?? []) };
  });
}

/** The units at which a medic's word comes before a dose, with the clauses that ask for it. */
async function assessedFirst(tx: Transaction, ctx: StaffContext, roots: readonly string[], day: string) {
  const bound = await boundUnder(tx, ctx, roots, day, await knownBy(tx));
  return new Map(
    bound.flatMap(({ id, duties }) =>
      duties.flatMap(({ requirement: it, clauses }) =>
        it.kind === 'ledger' && it.of === 'eligibilityAssessment' ? [[id, clauses] as const] : [],
      ),
    ),
  );
}
