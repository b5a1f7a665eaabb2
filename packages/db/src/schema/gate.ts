import type { GateAt, Verdict } from '@anmin/domain/measures/passing';
import { sql } from 'drizzle-orm';
import { date, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from '../columns.ts';

/** What was checked of whoever or whatever came, and what came of it; never who it was. */
export const gatePassage = pgTable('gate_passage', {
  id: uuid().primaryKey(),
  unit: text().notNull(),
  at: text().$type<GateAt>().notNull(),
  cameAs: text(),
  checks: text().array().notNull(),
  found: text().array().notNull(),
  cleared: text().array().notNull(),
  exemptions: text().array().notNull(),
  verdict: text().$type<Verdict>().notNull(),
  clauses: text().array().notNull(),
  onDay: date()
    .notNull()
    .default(sql`office_today()`),
  madeBy: text().notNull(),
  madeAt: instant()
    .notNull()
    .default(sql`office_now()`),
  overrideReason: text(),
  overriddenBy: text(),
  overriddenAt: instant(),
});
