import type { TestOffice } from '../../../tooling/test/office.ts';
import { expect } from 'vitest';

export type Flaw = { readonly flaw: string; readonly subject: string };

/** What must hold after whatever happened: read by the owner of the tables, past every rule of the application. */
export async function expectSound(office: Pick<TestOffice, 'ownerDatabase'>): Promise<void> {
  expect(await flawsOf(office)).toEqual([]);
}

export async function flawsOf({ ownerDatabase }: Pick<TestOffice, 'ownerDatabase'>): Promise<Flaw[]> {
  const { rows } = await ownerDatabase.pool.query<Flaw>('select flaw, subject from flaws()');
  return rows;
}
