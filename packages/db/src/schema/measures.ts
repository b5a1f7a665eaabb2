import type { ClosingScope } from '@anmin/domain/measures/closing';
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

export const unitClosure = pgTable('unit_closure', {
  id: uuid().primaryKey(),
  unit: text().notNull(),
  scopes: text().array().$type<ClosingScope[]>().notNull(),
  fromDay: date().notNull(),
  untilDay: date(),
  reason: text().notNull(),
  clauses: text().array().notNull().default([]),
  madeBy: text().notNull(),
  madeAt: instant()
    .notNull()
    .default(sql`office_now()`),
  liftedFrom: date(),
  liftedAt: instant(),
  liftedBy: text(),
  liftReason: text(),
  version: integer().notNull().default(1),
});

export const noticeForwarding = pgTable('notice_forwarding', {
  id: uuid().primaryKey(),
  notice: text().notNull(),
  /** The bureau that passed it on. */
  unit: text().notNull(),
  recipient: text().notNull(),
  number: text().notNull(),
  onDay: date().notNull(),
  note: text().notNull().default(''),
  madeBy: text().notNull(),
  madeAt: instant()
    .notNull()
    .default(sql`office_now()`),
  readAt: instant(),
  readBy: text(),
  readNote: text(),
  urgedAt: instant(),
  urgedBy: text(),
});
