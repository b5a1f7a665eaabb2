import type { TicketState } from '@anmin/domain/appointments/queue';
import { sql } from 'drizzle-orm';
import { boolean, date, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { bytea, instant } from '../columns.ts';

/** Under which who has come waits at an office on a day. */
export const ticket = pgTable('ticket', {
  id: uuid().primaryKey().defaultRandom(),
  booking: uuid().notNull(),
  office: text().notNull(),
  day: date()
    .notNull()
    .default(sql`office_today()`),
  letter: text().notNull().default(''),
  /** given by the database */
  number: integer().notNull().default(0),
  turn: instant().notNull(),
  behind: boolean().notNull().default(false),
  state: text().$type<TicketState>().notNull().default('waiting'),
  counter: integer(),
  calls: integer().notNull().default(0),
  drawnAt: instant()
    .notNull()
    .default(sql`office_now()`),
  calledAt: instant(),
  lastCalledAt: instant(),
  servedAt: instant(),
  endedAt: instant(),
});

/** A screen in the hall, and the hash of the link it is shown under. */
export const display = pgTable('display', {
  id: uuid().primaryKey(),
  office: text().notNull(),
  name: text().notNull(),
  tokenHash: bytea().notNull(),
  madeBy: text().notNull(),
  madeAt: instant()
    .notNull()
    .default(sql`office_now()`),
  endedAt: instant(),
});
