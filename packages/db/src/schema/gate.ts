import type { GateAt, Verdict } from '@anmin/domain/measures/passing';
import type { ComerKind } from '@anmin/domain/people/comer';
import { sql } from 'drizzle-orm';
import { date, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { bytea, instant } from '../columns.ts';

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

/** Who came in with a passage: sealed, and known for as long as what the ledgers tell of that day. */
export const gatePerson = pgTable('gate_person', {
  passage: uuid().primaryKey(),
  unit: text().notNull(),
  came: text().$type<ComerKind>().notNull(),
  nameSealed: bytea().notNull(),
  phoneSealed: bytea(),
  phoneIndex: bytea(),
  idSealed: bytea(),
  idIndex: bytea(),
  purposeSealed: bytea().notNull(),
  madeBy: text().notNull(),
  inAt: instant()
    .notNull()
    .default(sql`office_now()`),
  outBy: text(),
  outAt: instant(),
});
