import { bigint, boolean, index, integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

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

export const staffRateLimit = pgTable('staff_rate_limit', {
  id: text().primaryKey(),
  key: text().notNull().unique(),
  count: integer().notNull(),
  lastRequest: bigint({ mode: 'number' }).notNull(),
});
