import type { FileType } from '@anmin/domain/evidence/file';
import type { LedgerId } from '@anmin/domain/evidence/ledgers';
import type { KeptFields } from '@anmin/domain/evidence/entry';
import type { Setting } from '@anmin/domain/evidence/settings';
import { sql } from 'drizzle-orm';
import { boolean, date, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { bytea, instant } from '../columns.ts';

/** What an institution wrote down of a day in one of its ledgers. Texts are sealed; their fields stand here without a value. */
export const entry = pgTable('entry', {
  id: uuid().primaryKey(),
  unit: text().notNull(),
  ledger: text().$type<LedgerId>().notNull(),
  onDay: date().notNull(),
  person: uuid(),
  subject: text().notNull().default(''),
  turn: text().notNull(),
  fields: jsonb().$type<KeptFields>().notNull(),
  textsSealed: bytea(),
  told: text().array().notNull(),
  version: integer().notNull(),
  struckAt: instant(),
  madeBy: text().notNull(),
  madeAt: instant()
    .notNull()
    .default(sql`office_now()`),
  changedBy: text().notNull(),
  changedAt: instant()
    .notNull()
    .default(sql`office_now()`),
});

/** An entry after each writing, kept by the database. */
export const entryHistory = pgTable(
  'entry_history',
  {
    entry: uuid().notNull(),
    version: integer().notNull(),
    unit: text().notNull(),
    fields: jsonb().$type<KeptFields>().notNull(),
    textsSealed: bytea(),
    struck: boolean().notNull(),
    changedBy: text().notNull(),
    changedAt: instant().notNull(),
  },
  (table) => [primaryKey({ columns: [table.entry, table.version] })],
);

/** Thresholds, frequencies and places, each with its source and from a day on. */
export const evidenceSetting = pgTable('evidence_setting', {
  id: uuid().primaryKey(),
  unit: text().notNull(),
  setting: jsonb().$type<Setting>().notNull(),
  source: text().notNull(),
  validFrom: date().notNull(),
  madeBy: text().notNull(),
  madeAt: instant()
    .notNull()
    .default(sql`office_now()`),
});

/** A certificate an entry names, as a photo or a document; sealed as base64. */
export const entryFile = pgTable('entry_file', {
  id: uuid().primaryKey(),
  entry: uuid().notNull(),
  unit: text().notNull(),
  field: text().notNull(),
  type: text().$type<FileType>().notNull(),
  size: integer().notNull(),
  bytesSealed: bytea().notNull(),
  madeBy: text().notNull(),
  madeAt: instant()
    .notNull()
    .default(sql`office_now()`),
});
