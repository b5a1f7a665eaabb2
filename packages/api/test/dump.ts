import { unseal } from '@anmin/api/privacy/seal';
import { sealedTables } from '@anmin/api/privacy/sealed';
import { createHash } from 'node:crypto';
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

/** Every row of every table, as text. */
export async function dumped({ ownerDatabase: { pool } }: TestOffice): Promise<string> {
  const tables = await pool.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  const parts: string[] = [];
  for (const { name } of tables.rows)
    parts.push(
      ...(await pool.query<{ row: string }>(`select t::text as row from "${name}" t`)).rows.map(({ row }) => row),
    );
  return parts.join('\n');
}
