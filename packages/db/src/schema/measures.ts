import type { FactKind } from '@anmin/domain/measures/facts';
import { sql } from 'drizzle-orm';
import { date, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from '../columns.ts';

export const fact = pgTable('fact', {
  id: uuid().primaryKey(),
  /** The bureau that recorded it. */
  unit: text().notNull(),
  kind: text().$type<FactKind>().notNull(),
  region: text().notNull(),
  value: text(),
  rule: text(),
  fromDay: date().notNull(),
  untilDay: date(),
  knownAt: instant()
    .notNull()
    .default(sql`office_now()`),
  /** 文号 or where it is known from. */
  reference: text().notNull(),
  note: text().notNull().default(''),
  madeBy: text().notNull(),
  /** Ended before its time, from this day; what was written above stays. */
  liftedFrom: date(),
  liftedAt: instant(),
  liftedBy: text(),
  version: integer().notNull().default(1),
});
