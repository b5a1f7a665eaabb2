import type { Action } from '@anmin/domain/organisation/actions';
import { sql } from 'drizzle-orm';
import { bigint, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { bytea, instant, xid8 } from '../columns.ts';

export const journalEntry = pgTable('journal_entry', {
  id: bigint({ mode: 'number' }).generatedAlwaysAsIdentity().primaryKey(),
  at: instant()
    .notNull()
    .default(sql`now()`),
  officeAt: instant()
    .notNull()
    .default(sql`office_now()`),
  actor: text().notNull(),
  action: text().$type<Action>().notNull(),
  subject: text().notNull(),
  office: text(),
  fields: text().array().notNull().default([]),
  codes: jsonb().$type<Record<string, string | number | boolean | null>>().notNull().default({}),
  clauses: text().array().notNull().default([]),
  /** The transaction that wrote it. */
  xact: xid8()
    .notNull()
    .default(sql`pg_current_xact_id()`),
});

export const journalSeal = pgTable('journal_seal', {
  seq: bigint({ mode: 'number' }).primaryKey(),
  entry: bigint({ mode: 'number' }).notNull(),
  hash: bytea().notNull(),
});
