import canonicalize from 'canonicalize';
import { createHash } from 'node:crypto';
import { sql, type SQL } from 'drizzle-orm';

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
