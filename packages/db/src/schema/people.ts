import type { Leaving, MemberGroup, MemberRole, Standing, TransferState } from '@anmin/domain/people/membership';
import type { Sex } from '@anmin/domain/people/id-number';
import { sql } from 'drizzle-orm';
import { date, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { bytea, instant } from '../columns.ts';

/** One human across roles and institutions; what each of these wrote of them is a card. */
export const person = pgTable('person', {
  id: uuid().primaryKey(),
  idSealed: bytea(),
  idIndex: bytea(),
  idTailIndex: bytea(),
  sex: text().$type<Sex>().notNull(),
  bornOn: date(),
  madeAt: instant()
    .notNull()
    .default(sql`office_now()`),
});

/** Name and phone as one unit wrote them; a person has at most one card there. */
export const personCard = pgTable('person_card', {
  id: uuid().primaryKey(),
  person: uuid().notNull(),
  unit: text().notNull(),
  nameSealed: bytea().notNull(),
  nameIndex: bytea().notNull(),
  phoneSealed: bytea(),
  phoneIndex: bytea(),
  version: integer().notNull().default(1),
});

/** Somebody goes over from one unit to another, which has not taken them in yet, has, or will not. */
export const memberTransfer = pgTable('member_transfer', {
  id: uuid().primaryKey(),
  membership: uuid().notNull(),
  person: uuid().notNull(),
  unit: text().notNull(),
  toUnit: text().notNull(),
  role: text().$type<MemberRole>().notNull(),
  onDay: date().notNull(),
  nameSealed: bytea().notNull(),
  state: text().$type<TransferState>().notNull().default('waiting'),
  madeBy: text().notNull(),
  madeAt: instant()
    .notNull()
    .default(sql`office_now()`),
  endedBy: text(),
  endedAt: instant(),
});

/** As what somebody belongs to a unit, `[since, until)`. */
export const membership = pgTable('membership', {
  id: uuid().primaryKey(),
  person: uuid().notNull(),
  unit: text().notNull(),
  role: text().$type<MemberRole>().notNull(),
  standing: text().$type<Standing>(),
  groups: text().array().$type<MemberGroup[]>().notNull().default([]),
  post: text(),
  room: text(),
  bed: text(),
  since: date().notNull(),
  until: date(),
  leftFor: text().$type<Leaving>(),
  madeBy: text().notNull(),
  madeAt: instant()
    .notNull()
    .default(sql`office_now()`),
  version: integer().notNull().default(1),
});
