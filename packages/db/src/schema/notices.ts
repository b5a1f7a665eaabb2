import type { Pack } from '@anmin/domain/measures/notice';
import type { NoticeState } from '@anmin/domain/measures/drafting';
import type { Vocabulary } from '@anmin/domain/measures/words';
import { sql } from 'drizzle-orm';
import { integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { bytea, instant } from '../columns.ts';

const officeNow = sql`office_now()`;

export const noticeDraft = pgTable('notice_draft', {
  id: uuid().primaryKey(),
  unit: text().notNull(),
  notice: text().notNull(),
  text: text().notNull(),
  pack: jsonb().$type<Pack>().notNull(),
  words: jsonb().$type<Vocabulary>().notNull(),
  hash: bytea()
    .notNull()
    .default(sql`''`),
  state: text().$type<NoticeState>().notNull().default('draft'),
  madeBy: text().notNull(),
  madeAt: instant().notNull().default(officeNow),
  changedBy: text().array().notNull(),
  checkedBy: text(),
  checkedAt: instant(),
  approvedBy: text(),
  approvedAt: instant(),
  inForceFrom: instant(),
  supersededBy: uuid(),
  version: integer().notNull().default(1),
});
