import type { DrawnBallot } from '@anmin/domain/appointments/drawn-ballot';
import type { PaperMark } from '@anmin/domain/appointments/papers';
import type { Channel } from '@anmin/domain/appointments/settings';
import type { BookingState, Ender, RefusalGround } from '@anmin/domain/appointments/states';
import type { WishedTime } from '@anmin/domain/appointments/resident';
import type { DeclineReason, Instead } from '@anmin/domain/appointments/visit-rules';
import type { VisitorPosition } from '@anmin/domain/appointments/visit';
import type { Rating } from '@anmin/domain/appointments/feedback';
import { sql } from 'drizzle-orm';
import { bigint, boolean, date, integer, jsonb, pgTable, primaryKey, text, time, uuid } from 'drizzle-orm/pg-core';
import { bytea, instant } from '../columns.ts';

export const slot = pgTable('slot', {
  id: bigint({ mode: 'number' }).generatedAlwaysAsIdentity().primaryKey(),
  office: text().notNull(),
  day: date().notNull(),
  starts: time().notNull(),
  ends: time().notNull(),
});

export const place = pgTable('place', {
  id: bigint({ mode: 'number' }).generatedAlwaysAsIdentity().primaryKey(),
  slot: bigint({ mode: 'number' }).notNull(),
  channel: text().$type<Channel>().notNull(),
  booking: uuid(),
  offeredUntil: instant(),
  restsUntil: instant(),
  closedAt: instant(),
  closesWhenFreed: boolean().notNull().default(false),
  extraReason: text(),
  /** The channel it was planned for; null: the one it has. */
  fallenFrom: text().$type<Channel>(),
});

export const booking = pgTable('booking', {
  id: uuid().primaryKey(),
  reference: text().notNull(),
  office: text().notNull(),
  slot: bigint({ mode: 'number' }).notNull(),
  service: text().notNull(),
  state: text().$type<BookingState>().notNull(),
  version: integer().notNull().default(1),
  places: integer().notNull().default(1),
  /** What the service asked in words of its own: the option of each choice, each box ticked. */
  told: jsonb().$type<Readonly<Record<string, string>>>().notNull().default({}),
  channel: text().$type<Channel>().notNull(),
  madeBy: text().notNull(),
  madeAt: instant()
    .notNull()
    .default(sql`office_now()`),
  applicationDay: date(),
  military: boolean().notNull().default(false),
  phoneSealed: bytea(),
  phoneIndex: bytea(),
  clauses: text().array().notNull().default([]),
  screened: text().$type<'clear' | 'blocked'>(),
  checkedInAt: instant(),
  checkedInBy: text(),
  endedBy: text().$type<Ender>(),
  endedAt: instant(),
  forgivenAt: instant(),
  ground: text().$type<RefusalGround>(),
  noteSealed: bytea(),
  /** What the desk found of each paper, by its id or, where it has none, its Chinese words, and who found it when. */
  papers: jsonb().$type<Readonly<Record<string, PaperMark>>>(),
  papersBy: text(),
  papersAt: instant(),
  closure: uuid(),
  offeredAt: instant(),
});

export const party = pgTable(
  'party',
  {
    booking: uuid().notNull(),
    position: integer().$type<VisitorPosition>().notNull(),
    nameSealed: bytea().notNull(),
    /** All of the ID number, its last four, or nothing where none is asked. */
    idSealed: bytea(),
    idIndex: bytea(),
    idTailIndex: bytea(),
    screeningSealed: bytea(),
  },
  (table) => [primaryKey({ columns: [table.booking, table.position] })],
);

/** Whom somebody comes to see in an institution, and what it answered; `turn`: which of the day's visits to them. */
export const careVisit = pgTable('care_visit', {
  booking: uuid().primaryKey(),
  office: text().notNull(),
  residentSealed: bytea(),
  turn: integer(),
  wishes: jsonb().$type<readonly WishedTime[]>().notNull().default([]),
  answerBy: instant(),
  answer: text({ enum: ['confirmed', 'declined'] }),
  answeredAt: instant(),
  answeredBy: text(),
  reason: text().$type<DeclineReason>(),
  instead: text().$type<Instead>(),
  passage: uuid(),
  temperature: integer(),
  inAt: instant(),
  outAt: instant(),
});

/** What would suit a booking in state `waiting`; `turn` is its place in line, `passed` the slots it did not take. */
export const waiting = pgTable('waiting', {
  booking: uuid().primaryKey(),
  turn: bigint({ mode: 'number' }).generatedByDefaultAsIdentity().notNull(),
  fromDay: date().notNull(),
  untilDay: date().notNull(),
  fromTime: time().notNull(),
  untilTime: time().notNull(),
  offices: text().array().notNull(),
  passed: bigint({ mode: 'number' }).array().notNull().default([]),
  /** Of an application: for which draw, and under which anonymous number. */
  ballot: uuid(),
  application: text(),
});

/** A day that is drawn. `result` is all that is published when it is. */
export const ballot = pgTable('ballot', {
  id: uuid().primaryKey(),
  office: text().notNull(),
  day: date().notNull(),
  secretSealed: bytea().notNull(),
  commitment: text().notNull(),
  publicValueName: text().notNull(),
  applyFrom: instant().notNull(),
  applyUntil: instant().notNull(),
  drawAt: instant(),
  answerHours: integer().notNull(),
  publishedAt: instant()
    .notNull()
    .default(sql`office_now()`),
  closedAt: instant(),
  applications: text().array(),
  listHash: text(),
  drawnAt: instant(),
  drawnBy: text(),
  result: jsonb().$type<DrawnBallot & { readonly source: string }>(),
});

export const report = pgTable('report', {
  id: uuid().primaryKey(),
  booking: uuid().notNull(),
  office: text().notNull(),
  textSealed: bytea().notNull(),
  clauses: text().array().notNull(),
  madeBy: text().notNull(),
  madeAt: instant()
    .notNull()
    .default(sql`office_now()`),
});

/** A text, or a call that reads it out. */
export type MessageChannel = 'sms' | 'voice';

export const messageStates = ['waiting', 'sent', 'failed', 'superseded', 'noPhone'] as const;

export const message = pgTable('message', {
  id: uuid().primaryKey(),
  booking: uuid(),
  bookingVersion: integer(),
  kind: text().notNull(),
  channel: text().$type<MessageChannel>().notNull().default('sms'),
  toSealed: bytea(),
  factsSealed: bytea().notNull(),
  state: text({ enum: messageStates }).notNull().default('waiting'),
  attempts: integer().notNull().default(0),
  dueAt: instant()
    .notNull()
    .default(sql`office_now()`),
  retryAt: instant()
    .notNull()
    .default(sql`now()`),
  sentAt: instant(),
  madeAt: instant()
    .notNull()
    .default(sql`office_now()`),
  calledAt: instant(),
  calledBy: text(),
  callNoteSealed: bytea(),
});

export const feedback = pgTable('feedback', {
  id: uuid().primaryKey(),
  office: text().notNull(),
  rating: text().$type<Rating>(),
  textSealed: bytea().notNull(),
  madeAt: instant()
    .notNull()
    .default(sql`office_now()`),
});

export const draft = pgTable('draft', {
  idHash: bytea().primaryKey(),
  sealed: bytea().notNull(),
  expiresAt: instant().notNull(),
});

export const phoneCode = pgTable('phone_code', {
  phoneIndex: bytea().primaryKey(),
  codeHash: bytea(),
  expiresAt: instant().notNull(),
  triesLeft: integer().notNull(),
  sentOn: date().notNull(),
  sentCount: integer().notNull(),
  lastSentAt: instant().notNull(),
});

export const tally = pgTable('tally', {
  subject: bytea().primaryKey(),
  day: date().notNull(),
  count: integer().notNull(),
  lastAt: instant().notNull(),
});

/** A solved challenge, and the one act it served. */
export const spentWork = pgTable('spent_work', {
  mark: bytea().primaryKey(),
  act: bytea().notNull(),
  expiresAt: instant().notNull(),
});

export const idempotency = pgTable(
  'idempotency',
  {
    scope: text().notNull(),
    key: text().notNull(),
    bodyHash: bytea().notNull(),
    answer: jsonb(),
    madeAt: instant()
      .notNull()
      .default(sql`now()`),
  },
  (table) => [primaryKey({ columns: [table.scope, table.key] })],
);
