import type { VaccineKind } from '@anmin/domain/vaccination/dose';
import type { HindranceKind } from '@anmin/domain/vaccination/hindrance';
import { sql } from 'drizzle-orm';
import { boolean, date, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { bytea, instant } from '../columns.ts';

/** What makes a full course, as a bureau has settled it. */
export const vaccineCourse = pgTable('vaccine_course', {
  id: uuid().primaryKey(),
  unit: text().notNull(),
  kind: text().$type<VaccineKind>().notNull(),
  doses: integer().notNull(),
  gapDays: integer().notNull(),
  withinDays: integer(),
  boosterAfterDays: integer(),
  validFrom: date().notNull(),
  source: text().notNull(),
  madeBy: text().notNull(),
  madeAt: instant()
    .notNull()
    .default(sql`office_now()`),
});

/** A dose on record of somebody at a unit, known `[knownFrom, knownUntil)`. */
export const dose = pgTable('dose', {
  id: uuid().primaryKey(),
  person: uuid().notNull(),
  unit: text().notNull(),
  kind: text().$type<VaccineKind>().notNull(),
  number: integer().notNull(),
  givenOn: date().notNull(),
  product: text().notNull(),
  batch: text().notNull(),
  place: text().notNull(),
  corrects: uuid(),
  madeBy: text().notNull(),
  knownFrom: instant()
    .notNull()
    .default(sql`office_now()`),
  knownUntil: instant(),
  endedBy: text(),
  endReason: text(),
});

/** Why somebody is not vaccinated, `[fromDay, untilDay)`, known as a dose is. */
export const vaccinationHindrance = pgTable('vaccination_hindrance', {
  id: uuid().primaryKey(),
  person: uuid().notNull(),
  unit: text().notNull(),
  kind: text().$type<HindranceKind>().notNull(),
  fromDay: date().notNull(),
  untilDay: date(),
  evidenceSealed: bytea(),
  noteSealed: bytea(),
  madeBy: text().notNull(),
  knownFrom: instant()
    .notNull()
    .default(sql`office_now()`),
  knownUntil: instant(),
  endedBy: text(),
  endReason: text(),
});

/** What a medic found before a dose. */
export const vaccinationAssessment = pgTable('vaccination_assessment', {
  id: uuid().primaryKey(),
  person: uuid().notNull(),
  unit: text().notNull(),
  onDay: date().notNull(),
  conditionGood: boolean().notNull(),
  medicationStable: boolean().notNull(),
  suitable: boolean().notNull(),
  medicSealed: bytea().notNull(),
  madeBy: text().notNull(),
  madeAt: instant()
    .notNull()
    .default(sql`office_now()`),
});

/** Who spoke with somebody one to one, and when they will again. */
export const vaccinationContact = pgTable('vaccination_contact', {
  id: uuid().primaryKey(),
  person: uuid().notNull(),
  unit: text().notNull(),
  onDay: date().notNull(),
  nextOn: date(),
  noteSealed: bytea(),
  madeBy: text().notNull(),
  madeAt: instant()
    .notNull()
    .default(sql`office_now()`),
});

/** The days on which each stage was reached, as it was known: follows from the doses, kept with them. */
export const vaccinationReached = pgTable('vaccination_reached', {
  person: uuid().notNull(),
  unit: text().notNull(),
  firstOn: date().notNull(),
  fullOn: date(),
  boosterOn: date(),
  nextFrom: date(),
  nextBy: date(),
  knownFrom: instant()
    .notNull()
    .default(sql`office_now()`),
  knownUntil: instant(),
});
