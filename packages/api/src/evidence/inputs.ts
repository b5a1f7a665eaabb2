import { fileMost } from '@anmin/domain/evidence/file';
import { ledgerIds } from '@anmin/domain/evidence/ledgers';
import { settingSchema } from '@anmin/domain/evidence/settings';
import { z } from 'zod';
import { keySchema } from '../once.ts';

const unit = z.string().max(50);
const ledger = z.enum(ledgerIds);
const word = z.string().max(60);
const certificate = z.strictObject({
  number: z.string().trim().max(100),
  issuer: z.string().trim().max(100),
  on: word,
});
/** Which of these a field takes its ledger says. */
const value = z.union([z.null(), z.int(), z.string().trim().max(500), z.array(word).max(50), certificate]);
const reason = z.string().trim().max(200);

/** how many entries one save carries: two readings of a large house; a guard of the service, not policy */
const most = 1200;

export const entriesInput = z.strictObject({
  ...{ key: keySchema, unit, ledger, day: z.iso.date() },
  /** Why something of an earlier day is changed. */
  reason: reason.nullable(),
  entries: z
    .array(
      z.strictObject({
        person: z.uuid().nullable(),
        subject: z.string().trim().max(60),
        turn: z.string().min(1).max(60),
        /** Each field with the version of it that was seen; 0: none. */
        fields: z.record(word, z.strictObject({ value, read: z.int().min(0) })),
      }),
    )
    .min(1)
    .max(most),
});
export const strikeInput = z.strictObject({ key: keySchema, entry: z.uuid(), version: z.int(), reason: reason.min(2) });
export const attachInput = z.strictObject({
  ...{ key: keySchema, entry: z.uuid(), field: word },
  /** base64; longer than is taken is told before it is read */
  file: z.base64().max(Math.ceil((fileMost.bytes + 3) / 3) * 4),
});
export const fileInput = z.strictObject({ file: z.uuid() });
export const dayInput = z.strictObject({ unit, ledger, day: z.iso.date().nullable() });
export const listInput = z.strictObject({ unit, ledger, from: z.iso.date(), until: z.iso.date() });
export const pastInput = z.strictObject({ entry: z.uuid() });
export const unitInput = z.strictObject({ unit });
export const settleInput = z.strictObject({
  ...{
    key: keySchema,
    unit,
    setting: settingSchema,
    source: z.string().trim().min(2).max(200),
    validFrom: z.iso.date(),
  },
});
