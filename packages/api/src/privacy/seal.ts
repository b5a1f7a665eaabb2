import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  randomBytes,
  type KeyObject,
} from 'node:crypto';
import type { Keys } from './keys.ts';

/** Where a sealed value lives. Moved to another row or field it no longer opens. */
export type Spot = `${string}.${string}:${string}`;

const nonceBytes = 12;
const tagBytes = 16;

/** AES-256-GCM: key id, nonce, tag, ciphertext. */
export function seal(keys: Keys, spot: Spot, plain: string): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', sealingKey(keys, keys.current), nonce).setAAD(Buffer.from(spot));
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  const id = Buffer.from(keys.current);
  return Buffer.concat([Buffer.of(id.length), id, nonce, cipher.getAuthTag(), body]);
}

/** @throws if the value was altered, moved, or sealed under a key this office does not have. */
export function unseal(keys: Keys, spot: Spot, sealed: Buffer): string {
  const idEnd = 1 + (sealed[0] ?? 0);
  const nonceEnd = idEnd + nonceBytes;
  const tagEnd = nonceEnd + tagBytes;
  const key = sealingKey(keys, sealed.subarray(1, idEnd).toString());
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(idEnd, nonceEnd))
    .setAAD(Buffer.from(spot))
    .setAuthTag(sealed.subarray(nonceEnd, tagEnd));
  return Buffer.concat([decipher.update(sealed.subarray(tagEnd)), decipher.final()]).toString('utf8');
}

/** A keyed hash for equality: worthless without the key, which the database does not hold. */
export function blindIndex(keys: Keys, field: string, value: string): Buffer {
  return createHmac('sha256', keyOf(keys.index)).update(`${field}\0${value}`).digest();
}

/** A signature over a purpose and a value, for tokens that nobody can guess or move to another purpose. */
export function sign(keys: Keys, purpose: string, value: string): Buffer {
  return createHmac('sha256', keyOf(keys.signing)).update(`${purpose}\0${value}`).digest();
}

export function sha256(value: string): Buffer {
  return createHash('sha256').update(value).digest();
}

function sealingKey(keys: Keys, id: string): KeyObject {
  const key = keys.sealing[id];
  if (key === undefined) throw new Error('sealed under an unknown key');
  return keyOf(key);
}

const prepared = new Map<string, KeyObject>();

/** Read once: a booking uses its keys some thirty times. */
function keyOf(base64: string): KeyObject {
  const known = prepared.get(base64) ?? createSecretKey(base64, 'base64');
  prepared.set(base64, known);
  return known;
}
