import type { Transaction } from '@anmin/db/client';
import { entryEnds } from '@anmin/domain/evidence/subjects';
import type { PrivacySettingKind, RetentionKind } from '@anmin/domain/people/rights';
import { sql, type SQL } from 'drizzle-orm';

/**
 * How many bookings, letters or requests of a prefecture would lose something if this kind were kept for so many days:
 * what the night takes away once the setting holds. null: nothing goes by this setting.
 */
export async function countOver(
  tx: Transaction,
  prefecture: string,
  kind: PrivacySettingKind,
  days: number,
): Promise<number | null> {
  if (!isRetained(kind)) return null;
  const { rows } = await tx.execute<{ count: number }>(
    sql`select count(*)::int as count from ${held[kind](sql`${prefecture}`, sql`${days}::int`)}`,
  );
  return rows[0]?.count ?? 0;
}

function isRetained(kind: PrivacySettingKind): kind is RetentionKind {
  return kind in held;
}

type Held = (prefecture: SQL, days: SQL) => SQL;

const ofBookings =
  (holds: SQL): Held =>
  (prefecture, days) => sql`booking b join slot on slot.id = b.slot join institution i on i.id = b.office
    where i.prefecture = ${prefecture} and not is_live(b.state)
      and slot.day < office_today() - ${days} and ${holds}`;

const held: Readonly<Record<RetentionKind, Held>> = {
  phone: ofBookings(sql`b.phone_sealed is not null`),
  note: ofBookings(sql`(b.note_sealed is not null or b.papers is not null)`),
  parties: ofBookings(sql`exists (select from party where party.booking = b.id)`),
  health: ofBookings(sql`(exists (select from party where party.booking = b.id and party.screening_sealed is not null)
    or exists (select from care_visit where care_visit.booking = b.id and care_visit.temperature is not null))`),
  messages: ofBookings(sql`exists (select from message where message.booking = b.id)`),
  reports: ofBookings(sql`exists (select from report where report.booking = b.id)`),
  feedback: (prefecture, days) => sql`feedback f join institution i on i.id = f.office
    where i.prefecture = ${prefecture} and (f.made_at at time zone 'Asia/Shanghai')::date < office_today() - ${days}`,
  requests: (prefecture, days) => sql`privacy_request r join institution i on i.id = r.office
    where i.prefecture = ${prefecture} and r.state <> 'open'
      and (r.answered_at at time zone 'Asia/Shanghai')::date < office_today() - ${days}`,
  deliveries: (prefecture, days) => sql`delivery d join webhook w on w.id = d.webhook
    where w.unit in (select units_under(array[${prefecture}])) and d.state <> 'waiting'
      and d.made_at < now() - make_interval(days => ${days})`,
  people: (prefecture, days) => sql`person_card c where c.unit in (select units_under(array[${prefecture}]))
    and not exists (select from membership m where m.person = c.person and m.unit = c.unit
                       and (m.until is null or m.until >= office_today() - ${days}))`,
  evidence: (prefecture, days) => sql`(
    select from entry where entry.unit in (select units_under(array[${prefecture}]))
       and entry_goes(entry, ${JSON.stringify(entryEnds)}::jsonb, office_today() - ${days})
    union all
    select from gate_person where gate_person.unit in (select units_under(array[${prefecture}]))
       and (in_at at time zone 'Asia/Shanghai')::date < office_today() - ${days}) gone`,
};
