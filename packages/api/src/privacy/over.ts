import type { Transaction } from '@anmin/db/client';
import type { PrivacySettingKind, RetentionKind } from '@anmin/domain/people/rights';
import { sql, type SQL } from 'drizzle-orm';

/**
 * How many bookings, letters or requests of a prefecture would lose something if this kind were kept for so many days:
 * what `purge_over` takes away once the setting holds. null: nothing goes by this setting.
 */
export async function countOver(
  tx: Transaction,
  prefecture: string,
  kind: PrivacySettingKind,
  days: number,
): Promise<number | null> {
  if (!isRetained(kind)) return null;
  const before = sql`office_today() - ${days}::int`;
  const { rows } = await tx.execute<{ count: number }>(sql`
    select count(*)::int as count from institution i join ${held[kind](before)} on true where i.prefecture = ${prefecture}`);
  return rows[0]?.count ?? 0;
}

function isRetained(kind: PrivacySettingKind): kind is RetentionKind {
  return kind in held;
}

const ofBookings = (holds: SQL) => (before: SQL) => sql`lateral (
  select from booking b join slot on slot.id = b.slot
   where b.office = i.id and b.state not in ('booked', 'checkedIn', 'displaced') and slot.day < ${before} and ${holds}) over_time`;

const held: Readonly<Record<RetentionKind, (before: SQL) => SQL>> = {
  phone: ofBookings(sql`b.phone_sealed is not null`),
  note: ofBookings(sql`b.note_sealed is not null`),
  parties: ofBookings(sql`exists (select from party where party.booking = b.id)`),
  health: ofBookings(sql`exists (select from party where party.booking = b.id and party.screening_sealed is not null)`),
  messages: ofBookings(sql`exists (select from message where message.booking = b.id)`),
  reports: ofBookings(sql`exists (select from report where report.booking = b.id)`),
  feedback: (before) => sql`lateral (
    select from feedback f where f.office = i.id and (f.made_at at time zone 'Asia/Shanghai')::date < ${before}) over_time`,
  requests: (before) => sql`lateral (
    select from privacy_request r
     where r.office = i.id and r.state <> 'open' and (r.answered_at at time zone 'Asia/Shanghai')::date < ${before}) over_time`,
};
