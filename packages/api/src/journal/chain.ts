import canonicalize from 'canonicalize';
import { createHash, timingSafeEqual } from 'node:crypto';
import { sql, type SQL } from 'drizzle-orm';
import type { Keys } from '../privacy/keys.ts';
import { sign } from '../privacy/seal.ts';

/** An entry as it is sealed: instants in microseconds since 1970, so that no session's zone changes a hash. */
export type ChainedEntry = {
  readonly id: number;
  readonly at: string;
  readonly officeAt: string;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly office: string | null;
  readonly fields: readonly string[];
  readonly codes: Readonly<Record<string, unknown>>;
  readonly clauses: readonly string[];
  readonly xact: string;
};

export const entryColumns: SQL = sql`
  e.id, (extract(epoch from e.at) * 1000000)::bigint::text as at,
  (extract(epoch from e.office_at) * 1000000)::bigint::text as "officeAt",
  e.actor, e.action, e.subject, e.office, e.fields, e.codes, e.clauses, e.xact::text as xact`;

/** What the first link follows. */
export const genesis: Buffer = Buffer.alloc(32);

/** SHA-256 over the hash before, the place in the chain, and the entry in canonical JSON (RFC 8785). */
export function linkHash(previous: Buffer, seq: number, entry: ChainedEntry): Buffer {
  const text = canonicalize({ seq, entry });
  if (text === undefined) throw new Error('an entry has no canonical form');
  return createHash('sha256').update(previous).update(text).digest();
}

/** The end of the chain at some moment, signed, to be kept outside the database. */
export type Head = { readonly seq: number; readonly hash: string; readonly at: string; readonly signature: string };

export function signHead(keys: Keys, { seq, hash, at }: Omit<Head, 'signature'>): Head {
  return { seq, hash, at, signature: signatureOf(keys, { seq, hash, at }).toString('base64url') };
}

export function isSigned(keys: Keys, head: Head): boolean {
  const given = Buffer.from(head.signature, 'base64url');
  const expected = signatureOf(keys, head);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function signatureOf(keys: Keys, { seq, hash, at }: Omit<Head, 'signature'>): Buffer {
  return sign(keys, 'journal.head', `${seq}|${hash}|${at}`);
}
