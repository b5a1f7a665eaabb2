import { fileLimits } from '@anmin/domain/sheets/column';
import { z } from 'zod';
import { keySchema } from '../once.ts';

const word = z.string().max(60);
const column = z.string().regex(/^[a-zA-Z0-9]{1,30}$/);

export const checkInput = z.strictObject({
  key: keySchema,
  unit: z.string().max(50),
  /** in base64 */
  file: z
    .string()
    .max(Math.ceil(fileLimits.file / 3) * 4)
    .regex(/^[A-Za-z0-9+/]*={0,2}$/),
  /** what columns and options are called by whoever made the file */
  words: z.strictObject({
    heads: z.record(column, z.array(word).max(4)),
    options: z.record(column, z.record(word, z.string().max(40))),
  }),
});
export const listInput = z.strictObject({ unit: z.string().max(50) });
export const oneInput = z.strictObject({ sheet: z.uuid() });
export const linesInput = z.strictObject({ sheet: z.uuid(), after: z.int().min(-1).max(10_000_000) });
/** what is written where a ledger asks for the reason of a change */
const reason = z.string().trim().min(2).max(200);
/** `doubles`: who is perhaps on record already is entered all the same. */
export const confirmInput = z.strictObject({ key: keySchema, sheet: z.uuid(), doubles: z.boolean(), reason });
export const undoInput = z.strictObject({ key: keySchema, sheet: z.uuid(), reason });
