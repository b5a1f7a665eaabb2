import type { OfficeRules } from '@anmin/domain/appointments/settings';
import type { InstitutionKind } from '@anmin/domain/institutions/kinds';
import type { ServiceDefinition } from '@anmin/domain/appointments/service';
import { sql } from 'drizzle-orm';
import { bigint, boolean, date, integer, interval, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from '../columns.ts';

export const officeClock = pgTable('office_clock', {
  singleton: boolean().primaryKey().default(true),
  startedAs: text(),
  offset: interval('offset_').notNull(),
});

export const bureau = pgTable('bureau', {
  region: text().primaryKey(),
  name: text().notNull(),
  organizer: text().notNull(),
  undertaker: text().notNull(),
  address: text().notNull(),
  phone: text().notNull(),
  siteCode: text().notNull(),
  icp: text().notNull(),
  police: text().notNull(),
});

export const institution = pgTable('institution', {
  id: text().primaryKey(),
  kind: text().$type<InstitutionKind>().notNull(),
  region: text().notNull(),
  prefecture: text().notNull(),
  name: text().notNull(),
  address: text().notNull(),
  phone: text().notNull(),
  hours: text().notNull(),
  bus: text().notNull().default(''),
  access: text().notNull().default(''),
  version: integer().notNull().default(1),
  /** Where a client tries things out; the public and every other office know nothing of it. */
  sandbox: boolean().notNull().default(false),
});

export const officeSetting = pgTable('office_setting', {
  id: bigint({ mode: 'number' }).generatedAlwaysAsIdentity().primaryKey(),
  office: text().notNull(),
  validFrom: date().notNull(),
  rules: jsonb().$type<OfficeRules>().notNull(),
  source: text().notNull(),
  madeBy: text().notNull(),
  madeAt: instant()
    .notNull()
    .default(sql`office_now()`),
});

/** What a bureau opens beside the services of the house. */
export const serviceDefinition = pgTable('service_definition', {
  id: uuid().primaryKey(),
  prefecture: text().notNull(),
  service: text().notNull(),
  definition: jsonb().$type<ServiceDefinition>().notNull(),
  validFrom: date().notNull(),
  source: text().notNull(),
  madeBy: text().notNull(),
  madeAt: instant()
    .notNull()
    .default(sql`office_now()`),
});

/** How many are inside just now, as those at the door count them; of a day gone by: nobody. */
export const inside = pgTable('inside', {
  office: text().primaryKey(),
  day: date()
    .notNull()
    .default(sql`office_today()`),
  people: integer().notNull().default(0),
});

export const closure = pgTable('closure', {
  id: uuid().primaryKey(),
  prefecture: text().notNull(),
  office: text(),
  services: text().array(),
  fromDay: date().notNull(),
  untilDay: date().notNull(),
  reason: text().notNull(),
  clauses: text().array().notNull().default([]),
  madeBy: text().notNull(),
  madeAt: instant()
    .notNull()
    .default(sql`office_now()`),
  liftedAt: instant(),
  version: integer().notNull().default(1),
});

export const day = pgTable(
  'day',
  {
    office: text().notNull(),
    day: date().notNull(),
    setting: bigint({ mode: 'number' }),
    version: integer().notNull().default(1),
  },
  (table) => [primaryKey({ columns: [table.office, table.day] })],
);
