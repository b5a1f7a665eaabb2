import type { IncentiveKind, ReactionOutcome } from '@anmin/domain/vaccination/aftercare';
import type { VaccineKind } from '@anmin/domain/vaccination/dose';
import type { HindranceKind } from '@anmin/domain/vaccination/hindrance';
import type { AttendanceOutcome, SessionMode } from '@anmin/domain/vaccination/session';
import { sql } from 'drizzle-orm';
import { boolean, date, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { bytea, instant } from '../columns.ts';

/** Somebody as a unit has them on record. */
const ofCard = { person: uuid().notNull(), unit: text().notNull() };

const made = {
  madeBy: text().notNull(),
  madeAt: instant()
    .notNull()
    .default(sql`office_now()`),
};

const known = {
  knownFrom: instant()
    .notNull()
    .default(sql`office_now()`),
  knownUntil: instant(),
};

/** Written down, known `[knownFrom, knownUntil)`, and ended by somebody with a reason. */
const endable = { madeBy: text().notNull(), ...known, endedBy: text(), endReason: text() };

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
  ...made,
});

/** A dose on record of somebody at a unit, known `[knownFrom, knownUntil)`. */
export const dose = pgTable('dose', {
  id: uuid().primaryKey(),
  ...ofCard,
  kind: text().$type<VaccineKind>().notNull(),
  number: integer().notNull(),
  givenOn: date().notNull(),
  product: text().notNull(),
  batch: text().notNull(),
  place: text().notNull(),
  corrects: uuid(),
  ...endable,
});

/** Why somebody is not vaccinated, `[fromDay, untilDay)`, known as a dose is. */
export const vaccinationHindrance = pgTable('vaccination_hindrance', {
  id: uuid().primaryKey(),
  ...ofCard,
  kind: text().$type<HindranceKind>().notNull(),
  fromDay: date().notNull(),
  untilDay: date(),
  evidenceSealed: bytea(),
  noteSealed: bytea(),
  ...endable,
});

/** What a medic found before a dose. */
export const vaccinationAssessment = pgTable('vaccination_assessment', {
  id: uuid().primaryKey(),
  ...ofCard,
  onDay: date().notNull(),
  conditionGood: boolean().notNull(),
  medicationStable: boolean().notNull(),
  suitable: boolean().notNull(),
  medicSealed: bytea().notNull(),
  ...made,
});

/** Who spoke with somebody one to one, and when they will again. */
export const vaccinationContact = pgTable('vaccination_contact', {
  id: uuid().primaryKey(),
  ...ofCard,
  onDay: date().notNull(),
  nextOn: date(),
  noteSealed: bytea(),
  ...made,
});

/** Who of the staff speaks with somebody until they are vaccinated, known `[knownFrom, knownUntil)`. */
export const vaccinationMobiliser = pgTable('vaccination_mobiliser', {
  id: uuid().primaryKey(),
  ...ofCard,
  mobiliser: text().notNull(),
  madeBy: text().notNull(),
  ...known,
});

/** The days on which each stage was reached, as it was known: follows from the doses, kept with them. */
export const vaccinationReached = pgTable('vaccination_reached', {
  ...ofCard,
  firstOn: date().notNull(),
  fullOn: date(),
  boosterOn: date(),
  nextFrom: date(),
  nextBy: date(),
  ...known,
});

/** How somebody was, asked for one of the days after a dose. */
export const vaccinationFollowUp = pgTable('vaccination_follow_up', {
  id: uuid().primaryKey(),
  ...ofCard,
  forDay: date().notNull(),
  well: boolean().notNull(),
  noteSealed: bytea(),
  ...made,
});

/** Somebody was not well after a dose, with each step taken since. */
export const vaccinationReaction = pgTable('vaccination_reaction', {
  id: uuid().primaryKey(),
  ...ofCard,
  onDay: date().notNull(),
  toldSealed: bytea().notNull(),
  treatmentSealed: bytea(),
  treatedBy: text(),
  treatedAt: instant(),
  informedBy: text(),
  informedAt: instant(),
  outcome: text().$type<ReactionOutcome>(),
  closedBy: text(),
  closedAt: instant(),
  ...made,
});

/** What somebody of the staff is granted for a dose. */
export const vaccinationIncentive = pgTable('vaccination_incentive', {
  id: uuid().primaryKey(),
  ...ofCard,
  kind: text().$type<IncentiveKind>().notNull(),
  onDay: date().notNull(),
  takenOn: date(),
  ...endable,
});

/** A day on which people are vaccinated together, in groups. */
export const vaccinationSession = pgTable('vaccination_session', {
  id: uuid().primaryKey(),
  unit: text().notNull(),
  mode: text().$type<SessionMode>().notNull(),
  onDay: date().notNull(),
  starts: text().array().notNull(),
  place: text().notNull(),
  provider: text().notNull(),
  kind: text().$type<VaccineKind>().notNull(),
  product: text().notNull(),
  batch: text().notNull(),
  ...made,
  cancelledAt: instant(),
  cancelledBy: text(),
  cancelReason: text(),
  version: integer().notNull().default(1),
});

/** Who is invited, in which group, what came of it, and how long they were watched. */
export const vaccinationAttendance = pgTable(
  'vaccination_attendance',
  {
    session: uuid().notNull(),
    ...ofCard,
    groupNumber: integer().notNull(),
    outcome: text().$type<AttendanceOutcome>(),
    dose: uuid(),
    observedFrom: instant(),
    observedUntil: instant(),
    observedBy: text(),
    ...made,
  },
  (table) => [primaryKey({ columns: [table.session, table.person, table.unit] })],
);
