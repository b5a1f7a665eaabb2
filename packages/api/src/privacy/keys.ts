import { randomBytes } from 'node:crypto';
import { z } from 'zod';

const key = z.base64().refine((text) => Buffer.from(text, 'base64').length === 32, 'a key has 32 bytes');

const keysSchema = z
  .strictObject({
    current: z.string(),
    sealing: z.record(z.string().regex(/^[a-z0-9]{1,8}$/), key),
    index: key,
    signing: key,
  })
  .refine(({ current, sealing }) => current in sealing, 'the current key is missing');

/** Keys live in a file outside the database: sealing by key id, one for blind indexes, one for tokens and secrets. */
export type Keys = z.infer<typeof keysSchema>;

export function createKeys(): Keys {
  return { current: 'k1', sealing: { k1: newKey() }, index: newKey(), signing: newKey() };
}

/** @throws if the file is not a set of keys: there is no fallback to plain text. */
export function parseKeys(data: unknown): Keys {
  return keysSchema.parse(data);
}

function newKey(): string {
  return randomBytes(32).toString('base64');
}
