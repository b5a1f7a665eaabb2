import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  randomFillSync,
  type KeyObject,
} from 'node:crypto';
import type { Keys } from './keys.ts';

/** Where a sealed value lives. Moved to another row or field it no longer opens. */
export type Spot = `${string}.${string}:${string}`;

const nonceBytes = 12;
const tagBytes = 16;

/** AES-256-GCM: key id, nonce, tag, ciphertext. */
export function seal(keys: Keys, spot: Spot, plain: string): Buffer {
  const mark = markOf(keys.current);
  const nonce = nextNonce();
  const cipher = createCipheriv('aes-256-gcm', sealingKey(keys, keys.current), nonce).setAAD(Buffer.from(spot));
  const body = cipher.update(plain, 'utf8');
  // in this mode nothing is left over for the end
  cipher.final();
  const sealed = Buffer.allocUnsafe(mark.length + nonceBytes + tagBytes + body.length);
  let at = mark.copy(sealed, 0);
  at += nonce.copy(sealed, at);
  at += cipher.getAuthTag().copy(sealed, at);
  body.copy(sealed, at);
  return sealed;
}

const marks = new Map<string, Buffer>();

function markOf(id: string): Buffer {
  const known = marks.get(id) ?? sealMark(id);
  marks.set(id, known);
  return known;
}

/**
 * Random bytes are fetched for many at once: a call of the system for each twelve was a tenth of a booking. It is read
 * before the next is asked for, because what was given out is written over.
 */
function nextNonce(): Buffer {
  if (drawnUntil === drawn.length) {
    randomFillSync(drawn);
    drawnUntil = 0;
  }
  const nonce = drawn.subarray(drawnUntil, drawnUntil + nonceBytes);
  drawnUntil += nonceBytes;
  return nonce;
}

const drawn = Buffer.alloc(nonceBytes * 512);
let drawnUntil = drawn.length;

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

/** A keyed hash for equality, under the current key: worthless without the key, which the database does not hold. */
export function blindIndex(keys: Keys, field: string, value: string): Buffer {
  return indexUnder(keys, keys.index.current, field, value);
}

/** The same under every key that is held: while a key is being changed, some rows still stand under the old one. */
export function blindIndexes(keys: Keys, field: string, value: string): Buffer[] {
  return Object.keys(keys.index.keys).map((id) => indexUnder(keys, id, field, value));
}

export function indexUnder(keys: Keys, id: string, field: string, value: string): Buffer {
  const key = keys.index.keys[id];
  if (key === undefined) throw new Error('an unknown key of the index');
  const hash = createHmac('sha256', keyOf(key)).update(`${field}\0${value}`).digest();
  return id === firstIndex ? hash : Buffer.concat([hash, indexMark(id)]);
}

/** What an index ends with, so that its key is known. Under the first key it ends with nothing, as before there were others. */
export function indexMark(id: string): Buffer {
  return Buffer.from(id === firstIndex ? '' : id);
}

const firstIndex = 'i1';

/** What a sealed value begins with. */
export function sealMark(id: string): Buffer {
  return Buffer.concat([Buffer.of(id.length), Buffer.from(id)]);
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
