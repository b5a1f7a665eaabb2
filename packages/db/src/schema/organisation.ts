import type { InstitutionKind } from '@anmin/domain/institutions/kinds';
import type { Ability, Role } from '@anmin/domain/organisation/roles';
import type { UnitKind } from '@anmin/domain/organisation/units';
import { sql } from 'drizzle-orm';
import { date, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { bytea, instant } from '../columns.ts';

export const unit = pgTable('unit', {
  id: text().primaryKey(),
  kind: text().$type<UnitKind>().notNull(),
  name: text().notNull(),
  region: text().notNull(),
  closedOn: date(),
  /** What it is as an institution, by which notices bind it; null for a bureau, and where nobody has said yet. */
  institutionKind: text().$type<InstitutionKind>(),
  version: integer().notNull().default(1),
});

export const unitMembership = pgTable(
  'unit_membership',
  { unit: text().notNull(), parent: text().notNull(), fromDay: date().notNull(), untilDay: date() },
  (table) => [primaryKey({ columns: [table.unit, table.fromDay] })],
);

export const post = pgTable('post', {
  id: uuid().primaryKey(),
  holder: text().notNull(),
  role: text().$type<Role>().notNull(),
  unit: text().notNull(),
  fromDay: date().notNull(),
  untilDay: date(),
  madeBy: text().notNull(),
  revokedAt: instant(),
});

export const delegation = pgTable('delegation', {
  id: uuid().primaryKey(),
  giver: text().notNull(),
  taker: text().notNull(),
  abilities: text().array().$type<Ability[]>().notNull(),
  unit: text().notNull(),
  fromDay: date().notNull(),
  untilDay: date().notNull(),
  reason: text().notNull(),
  revokedAt: instant(),
  madeAt: instant()
    .notNull()
    .default(sql`office_now()`),
});

export const invitation = pgTable('invitation', {
  holder: text().primaryKey(),
  codeHash: bytea().notNull(),
  expiresAt: instant().notNull(),
  triesLeft: integer().notNull(),
  madeBy: text().notNull(),
  madeAt: instant()
    .notNull()
    .default(sql`now()`),
});
