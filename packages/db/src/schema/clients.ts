import type { ClientChannel, ClientEvent, ClientScope } from '@anmin/domain/organisation/clients';
import { sql } from 'drizzle-orm';
import { bigint, inet, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { bytea, instant, xid8 } from '../columns.ts';

const madeAt = () =>
  instant()
    .notNull()
    .default(sql`now()`);

export const apiClient = pgTable('api_client', {
  id: uuid().primaryKey(),
  unit: text().notNull(),
  name: text().notNull(),
  contact: text().notNull(),
  channel: text().$type<ClientChannel>().notNull(),
  perMinute: integer().notNull(),
  /** The office of its own that a client has which tries things out; null: its bookings are real. */
  sandbox: text(),
  madeBy: text().notNull(),
  madeAt: madeAt(),
  endedAt: instant(),
  version: integer().notNull().default(1),
  /** Its calls of this minute, by whichever key. */
  minute: instant(),
  used: integer().notNull().default(0),
});

export const apiKey = pgTable('api_key', {
  id: uuid().primaryKey(),
  client: uuid().notNull(),
  unit: text().notNull(),
  scopes: text().array().$type<ClientScope[]>().notNull(),
  /** Empty: from everywhere. */
  addresses: inet().array().notNull().default([]),
  hash: bytea().notNull(),
  /** The last characters, for telling two keys apart. */
  hint: text().notNull(),
  expiresAt: instant().notNull(),
  revokedAt: instant(),
  lastUsedAt: instant(),
  madeBy: text().notNull(),
  madeAt: madeAt(),
});

export const webhook = pgTable('webhook', {
  id: uuid().primaryKey(),
  client: uuid().notNull(),
  unit: text().notNull(),
  url: text().notNull(),
  events: text().array().$type<ClientEvent[]>().notNull(),
  secretSealed: bytea().notNull(),
  /** The last journal entry it was told of, in the final order of transactions. */
  seenXact: xid8()
    .notNull()
    .default(sql`pg_current_xact_id()`),
  seenEntry: bigint({ mode: 'number' }).notNull().default(0),
  madeAt: madeAt(),
  endedAt: instant(),
});

export const deliveryStates = ['waiting', 'delivered', 'failed'] as const;

export const delivery = pgTable('delivery', {
  id: uuid()
    .primaryKey()
    .default(sql`gen_random_uuid()`),
  webhook: uuid().notNull(),
  entry: bigint({ mode: 'number' }).notNull(),
  event: text().$type<ClientEvent>().notNull(),
  body: text().notNull(),
  state: text({ enum: deliveryStates }).notNull().default('waiting'),
  attempts: integer().notNull().default(0),
  retryAt: instant()
    .notNull()
    .default(sql`now()`),
  /** What the other side answered last; null: nothing. */
  status: integer(),
  madeAt: madeAt(),
  deliveredAt: instant(),
});
