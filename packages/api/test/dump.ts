import { unseal } from '@anmin/api/privacy/seal';
import { sealedTables } from '@anmin/api/privacy/sealed';
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestOffice } from '../../../tooling/test/office.ts';

/** Every column of a dump, opened with the office's own keys, that tells one of these values. */
export async function toldIn(office: TestOffice, values: readonly string[]): Promise<string[]> {
  const { pool } = office.ownerDatabase;
  const found = new Set<string>();
  for (const { table, id, sealed } of sealedTables) {
    const ids = Object.keys(id).join(', ');
    const { rows } = await pool.query<Record<string, unknown>>(`select *, concat_ws('.', ${ids}) as row from ${table}`);
    for (const row of rows)
      for (const [column, field] of Object.entries(sealed)) {
        const held = row[column];
        if (!Buffer.isBuffer(held)) continue;
        const plain = unseal(office.keys, `${field}:${String(row['row'])}`, held);
        if (values.some((value) => plain.includes(value))) found.add(`${table}.${column}`);
      }
  }
  const dump = await dumped(office);
  for (const value of values)
    for (const form of [value, createHash('sha256').update(value).digest('hex'), Buffer.from(value).toString('hex')])
      if (dump.includes(form)) found.add(`the dump tells ${form}`);
  return [...found].sort();
}

/** Every row of every table, as PostgreSQL writes it for a dump. */
export async function dumped(office: TestOffice): Promise<string> {
  const tables = await tablesOf(office);
  const parts = await Promise.all(tables.map((name) => copied(office, name)));
  return parts.join('\n');
}

/** A table as COPY writes it, by the server itself: bytes as hex, one line a row. */
export async function copied({ ownerDatabase: { pool } }: TestOffice, what: string): Promise<string> {
  const file = join(tmpdir(), `anmin-dump-${randomUUID()}`);
  await pool.query(`copy ${what} to '${file}'`);
  try {
    return readFileSync(file, 'utf8');
  } finally {
    rmSync(file);
  }
}

export async function tablesOf({ ownerDatabase: { pool } }: TestOffice): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `select quote_ident(table_name) as name from information_schema.tables
      where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  return rows.map(({ name }) => name);
}

export async function bookingsWithParties({ ownerDatabase: { pool } }: TestOffice): Promise<number> {
  const { rows } = await pool.query<{ n: number }>('select count(distinct booking)::int as n from party');
  return rows[0]?.n ?? 0;
}
