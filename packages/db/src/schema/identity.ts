import { bigint, boolean, index, integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import { bytea, instant as realInstant } from '../columns.ts';

/** Staff sign-in. The columns are better-auth's; sessions, attempts and limits run on real time, not on the office's clock. */
const instant = () => timestamp({ withTimezone: true, mode: 'date', precision: 3 });

export const staffUser = pgTable('staff_user', {
  id: text().primaryKey(),
  name: text().notNull(),
  email: text().notNull().unique(),
  emailVerified: boolean().notNull().default(false),
  image: text(),
  createdAt: instant().notNull().defaultNow(),
  updatedAt: instant().notNull().defaultNow(),
  username: text().notNull().unique(),
  displayUsername: text(),
  disabledAt: instant(),
});

const userId = () =>
  text()
    .notNull()
    .references(() => staffUser.id, { onDelete: 'cascade' });

export const staffSession = pgTable(
  'staff_session',
  {
    id: text().primaryKey(),
    expiresAt: instant().notNull(),
    token: text().notNull().unique(),
    createdAt: instant().notNull().defaultNow(),
    updatedAt: instant().notNull(),
    ipAddress: text(),
    userAgent: text(),
    secondFactorAt: instant(),
    device: text().notNull().default('desktop'),
    userId: userId(),
  },
  (table) => [index().on(table.userId)],
);

export const staffAccount = pgTable(
  'staff_account',
  {
    id: text().primaryKey(),
    accountId: text().notNull(),
    providerId: text().notNull(),
    userId: userId(),
    accessToken: text(),
    refreshToken: text(),
    idToken: text(),
    accessTokenExpiresAt: instant(),
    refreshTokenExpiresAt: instant(),
    scope: text(),
    password: text(),
    createdAt: instant().notNull().defaultNow(),
    updatedAt: instant().notNull(),
  },
  (table) => [index().on(table.userId)],
);

export const staffVerification = pgTable(
  'staff_verification',
  {
    id: text().primaryKey(),
    identifier: text().notNull(),
    value: text().notNull(),
    expiresAt: instant().notNull(),
    createdAt: instant().notNull().defaultNow(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (table) => [index().on(table.identifier)],
);

export const secondFactor = pgTable('second_factor', {
  holder: text().primaryKey(),
  secret: bytea().notNull(),
  confirmedAt: realInstant(),
  lastStep: bigint({ mode: 'number' }).notNull().default(0),
  failures: integer().notNull().default(0),
  lockedUntil: realInstant(),
});

export const attempt = pgTable('attempt', {
  subject: bytea().primaryKey(),
  since: realInstant().notNull(),
  count: integer().notNull(),
});
