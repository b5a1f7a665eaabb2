import type { Database, Transaction } from '@anmin/db/client';
import { sql } from 'drizzle-orm';

/** The office's clock as the database tells it. */
export async function officeNow(db: Database['db'] | Transaction): Promise<Temporal.Instant> {
  const { rows } = await db.execute<{ now: string }>(sql`select office_now() as now`);
  return readInstant(rows[0]?.now ?? '');
}

export function readInstant(text: string): Temporal.Instant {
  return Temporal.Instant.from(text);
}

/** When a day, YYYY-MM-DD, begins at the office. */
export function startOfDay(day: string) {
  return sql<string>`${day}::date::timestamp at time zone 'Asia/Shanghai'`;
}
