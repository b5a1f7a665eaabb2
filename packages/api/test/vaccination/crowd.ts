import { sealCard } from '@anmin/api/people/card';
import { randomUUID } from 'node:crypto';
import type { TestOffice } from '../../../../tooling/test/office.ts';

export type Crowd = {
  readonly unit: string;
  readonly count: number;
  readonly role: string;
  readonly standing?: string;
  readonly born: string | null;
  /** The day of the one dose they have had; none: they have not. */
  readonly first?: string;
  /** Whether a doctor has said that they cannot be vaccinated. */
  readonly contraindicated?: boolean;
};

/** Many people alike, all of one name, written as the owner of the tables. */
export async function crowd(office: TestOffice, { unit, count, role, ...of }: Crowd): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID());
  const cards = ids.map((person) => sealCard(office.keys, { person, unit, name: '甄平安', phone: null }));
  const { pool } = office.ownerDatabase;
  await pool.query("insert into person (id, sex, born_on) select id, 'female', $2::date from unnest($1::uuid[]) id", [
    ids,
    of.born,
  ]);
  await pool.query(
    `insert into person_card (id, person, unit, name_sealed, name_index)
       select id, person, $1, sealed, index from unnest($2::uuid[], $3::uuid[], $4::bytea[], $5::bytea[]) c (id, person, sealed, index)`,
    [unit, cards.map(({ id }) => id), ids, cards.map((it) => it.nameSealed), cards.map((it) => it.nameIndex)],
  );
  await pool.query(
    `insert into membership (id, person, unit, role, standing, since, made_by)
       select gen_random_uuid(), person, $1, $3, $4, '2020-01-01', 'test' from unnest($2::uuid[]) person`,
    [unit, ids, role, of.standing ?? null],
  );
  if (of.first !== undefined)
    await pool.query(
      `insert into dose (id, person, unit, kind, number, given_on, product, batch, place, made_by)
         select gen_random_uuid(), person, $1, 'inactivated', 1, $3::date, 'x', 'x', 'x', 'test' from unnest($2::uuid[]) person`,
      [unit, ids, of.first],
    );
  if (of.first !== undefined)
    await pool.query(
      'insert into vaccination_reached (person, unit, first_on) select person, $1, $3::date from unnest($2::uuid[]) person',
      [unit, ids, of.first],
    );
  if (of.contraindicated === true)
    await pool.query(
      `insert into vaccination_hindrance (id, person, unit, kind, from_day, evidence_sealed, made_by)
         select gen_random_uuid(), person, $1, 'contraindication', '2021-01-01', '\\x00', 'test' from unnest($2::uuid[]) person`,
      [unit, ids],
    );
  return ids;
}
