import { sql } from 'drizzle-orm';
import { bigint, integer, jsonb, pgTable } from 'drizzle-orm/pg-core';
import { instant } from '../columns.ts';

/** One check of the records against what must hold: how often each flaw was found. */
export const recordsCheck = pgTable('records_check', {
  id: bigint({ mode: 'number' }).generatedAlwaysAsIdentity().primaryKey(),
  ranAt: instant()
    .notNull()
    .default(sql`office_now()`),
  tookMs: integer().notNull(),
  found: jsonb().$type<Readonly<Record<string, number>>>().notNull(),
});
