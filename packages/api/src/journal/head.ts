import { createHash, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';

/**
 * The end of the chain at some moment, signed, to be kept outside the database. `restored`: the database was restored to
 * this end, and the links that followed it once are given up.
 */
export type Head = {
  readonly seq: number;
  readonly hash: string;
  readonly at: string;
  readonly keyId: string;
  readonly restored?: true;
  readonly signature: string;
};

/** Ed25519; the database and whoever holds it never see it. */
export type JournalKey = { readonly keyId: string; readonly privateKey: KeyObject };

/** By key id: heads outlive the key that signed them. */
export type HeadKeys = ReadonlyMap<string, KeyObject>;

export function journalKeyOf(privateKey: KeyObject): JournalKey {
  return { keyId: keyIdOf(publicKeyOf(privateKey)), privateKey };
}

export function publicKeyOf(privateKey: KeyObject): KeyObject {
  return createPublicKey(privateKey.export({ type: 'pkcs8', format: 'pem' }));
}

export function keyIdOf(publicKey: KeyObject): string {
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 16);
}

type Unsigned = Omit<Head, 'keyId' | 'signature'>;

export function signHead({ keyId, privateKey }: JournalKey, end: Unsigned): Head {
  return { ...end, keyId, signature: sign(null, signedText(end), privateKey).toString('base64url') };
}

export function isSigned(keys: HeadKeys, head: Head): boolean {
  const key = keys.get(head.keyId);
  return key !== undefined && verify(null, signedText(head), key, Buffer.from(head.signature, 'base64url'));
}

function signedText({ seq, hash, at, restored }: Unsigned): Buffer {
  return Buffer.from(`anmin journal head|${seq}|${hash}|${at}|${restored === true ? 'restored' : ''}`);
}
