import { randomBytes } from 'node:crypto';
import { z } from 'zod';

const key = z.base64().refine((text) => Buffer.from(text, 'base64').length === 32, 'a key has 32 bytes');
const keyId = z.string().regex(/^[a-z0-9]{1,8}$/);
const keyring = z.record(keyId, key);

type Ring = { current: string; keys: Record<string, string> };

/** The index key of files from before it could be changed. */
const firstIndex = 'i1';

const keysSchema = z
  .strictObject({
    /** under which sealing key is written */
    current: z.string(),
    sealing: keyring,
    index: z.union([
      z.strictObject({ current: z.string(), keys: keyring }),
      key.transform((only): Ring => ({ current: firstIndex, keys: { [firstIndex]: only } })),
    ]),
    signing: key,
  })
  .refine(({ current, sealing }) => current in sealing, 'the current sealing key is missing')
  .refine(({ index }) => index.current in index.keys, 'the current index key is missing');

/** Keys live in a file outside the database: sealing and blind indexes by key id, one for tokens and secrets. */
export type Keys = z.infer<typeof keysSchema>;

export const ringNames = ['sealing', 'index'] as const;
export type RingName = (typeof ringNames)[number];

export function createKeys(): Keys {
  return {
    current: 'k1',
    sealing: { k1: newKey() },
    index: { current: firstIndex, keys: { [firstIndex]: newKey() } },
    signing: newKey(),
  };
}

/** @throws if the file is not a set of keys: there is no fallback to plain text. */
export function parseKeys(data: unknown): Keys {
  return keysSchema.parse(data);
}

/** A new key that everybody can read by and nobody writes under yet. */
export function addKey(keys: Keys, ring: RingName): { keys: Keys; id: string } {
  const id = `${ring === 'sealing' ? 'k' : 'i'}${numberOf(newestOf(keys, ring)) + 1}`;
  return { keys: withRing(keys, ring, { ...ringOf(keys, ring), [id]: newKey() }), id };
}

export function useKey(keys: Keys, ring: RingName, id: string): Keys {
  return ring === 'sealing' ? { ...keys, current: id } : { ...keys, index: { ...keys.index, current: id } };
}

export function dropKey(keys: Keys, ring: RingName, id: string): Keys {
  return withRing(keys, ring, Object.fromEntries(Object.entries(ringOf(keys, ring)).filter(([it]) => it !== id)));
}

export function ringOf(keys: Keys, ring: RingName): Readonly<Record<string, string>> {
  return ring === 'sealing' ? keys.sealing : keys.index.keys;
}

export function currentOf(keys: Keys, ring: RingName): string {
  return ring === 'sealing' ? keys.current : keys.index.current;
}

/** An id under which anything was written is never given twice: only the newest is taken up, and never dropped then. */
export function newestOf(keys: Keys, ring: RingName): string {
  const ids = Object.keys(ringOf(keys, ring));
  return ids.reduce((one, other) => (numberOf(other) > numberOf(one) ? other : one));
}

function numberOf(id: string): number {
  return Number(/\d+$/.exec(id)?.[0] ?? 0);
}

function withRing(keys: Keys, ring: RingName, held: Record<string, string>): Keys {
  return ring === 'sealing' ? { ...keys, sealing: held } : { ...keys, index: { ...keys.index, keys: held } };
}

function newKey(): string {
  return randomBytes(32).toString('base64');
}
