import type { TestOffice } from '../../../tooling/test/office.ts';

/** A fingerprint of every table of the office's records; sessions of the staff live their own life. */
export async function fingerprint({ ownerDatabase }: TestOffice): Promise<Record<string, string>> {
  const { rows: tables } = await ownerDatabase.pool.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'staff%'
        and tablename <> 'stumble' order by 1`,
  );
  const prints = tables.map(
    ({ name }) => `select '${name}' as name, md5(string_agg(t::text, '|' order by t::text)) as print from "${name}" t`,
  );
  const { rows } = await ownerDatabase.pool.query<{ name: string; print: string | null }>(prints.join(' union all '));
  return Object.fromEntries(rows.map(({ name, print }) => [name, print ?? 'empty']));
}
