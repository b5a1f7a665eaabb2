import type { SheetLedger } from '@anmin/domain/sheets/ledgers';
import type { Verdict } from '@anmin/domain/sheets/column';
import { sql } from 'drizzle-orm';
import { integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { bytea, instant } from '../columns.ts';

/** A file somebody gave for a ledger of a unit. */
export const sheet = pgTable('sheet', {
  id: uuid().primaryKey(),
  unit: text().notNull(),
  ledger: text().$type<SheetLedger>().notNull(),
  fileHash: bytea().notNull(),
  headsSealed: bytea().notNull(),
  counts: jsonb().$type<Readonly<Record<Verdict, number>>>().notNull(),
  madeBy: text().notNull(),
  madeAt: instant()
    .notNull()
    .default(sql`office_now()`),
  confirmedBy: text(),
  confirmedAt: instant(),
  undoneBy: text(),
  undoneAt: instant(),
});

/** A line of it: as it was typed, what was found, and what became of it. */
export const sheetLine = pgTable('sheet_line', {
  sheet: uuid().notNull(),
  number: integer().notNull(),
  unit: text().notNull(),
  cellsSealed: bytea().notNull(),
  verdict: text().$type<Verdict>().notNull(),
  problems: text().array().notNull(),
  record: uuid(),
  version: integer(),
  beforeSealed: bytea(),
});
