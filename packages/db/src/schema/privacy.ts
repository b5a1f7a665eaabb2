import type { PrivacySettingKind, RequestKind, RequestState } from '@anmin/domain/people/rights';
import type { ExportedList } from '@anmin/domain/sheets/ledgers';
import { sql } from 'drizzle-orm';
import { bigint, boolean, date, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { bytea, instant } from '../columns.ts';

const officeNow = sql`office_now()`;

export const privacySetting = pgTable('privacy_setting', {
  id: bigint({ mode: 'number' }).generatedAlwaysAsIdentity().primaryKey(),
  unit: text().notNull(),
  kind: text().$type<PrivacySettingKind>().notNull(),
  amount: integer().notNull(),
  source: text().notNull(),
  validFrom: date().notNull(),
  madeBy: text().notNull(),
  madeAt: instant().notNull().default(officeNow),
});

export const privacyRequest = pgTable('privacy_request', {
  id: uuid().primaryKey(),
  office: text().notNull(),
  kind: text().$type<RequestKind>().notNull(),
  state: text().$type<RequestState>().notNull().default('open'),
  phoneSealed: bytea(),
  phoneIndex: bytea().notNull(),
  idSealed: bytea(),
  textSealed: bytea(),
  madeAt: instant().notNull().default(officeNow),
  dueOn: date(),
  answerSealed: bytea(),
  answeredBy: text(),
  answeredAt: instant(),
});

export const exported = pgTable('export', {
  id: uuid().primaryKey(),
  office: text().notNull(),
  fromDay: date().notNull(),
  untilDay: date().notNull(),
  persons: integer().notNull(),
  reason: text().notNull(),
  madeBy: text().notNull(),
  madeOn: date()
    .notNull()
    .default(sql`office_today()`),
  madeAt: instant()
    .notNull()
    .default(sql`now()`),
  needsApproval: boolean().notNull(),
  approvedBy: text(),
  approvedAt: instant(),
  fetchedAt: instant(),
  contentHash: bytea(),
  ledger: text().$type<ExportedList>().notNull().default('bookings'),
  whole: boolean().notNull().default(false),
});

export const nightly = pgTable('nightly', { job: text().primaryKey(), doneOn: date().notNull() });
