import { knownBy, loadFacts } from '@anmin/api/measures/facts';
import { placeOf } from '@anmin/api/measures/place';
import { inScope } from '@anmin/api/scope';
import { unit } from '@anmin/db/schema/organisation';
import { determine, writeReceipt } from '@anmin/domain/measures/determine';
import { packs } from '@anmin/policies/packs';
import { eq } from 'drizzle-orm';
import type { TestOffice } from '../../../../tooling/test/office.ts';

/** What is required of a unit on a day, by the facts it can know itself. */
export function determinedAt(office: TestOffice, id: string, on: string, knownAt?: string) {
  return inScope({ database: office.databases.staff, keys: office.keys }, [id], async (tx) => {
    const [own] = await tx.select().from(unit).where(eq(unit.id, id));
    const place = own === undefined ? null : placeOf(own);
    if (place === null) throw new Error(`no place ${id}`);
    const clocks = { factsAt: on, lawAt: on, knownAt: knownAt ?? (await knownBy(tx)) };
    const { rules, receipt } = determine(packs, place, clocks, await loadFacts(tx));
    return { rules, receipt, clocks, text: writeReceipt(receipt) };
  });
}

export const factsAt = (office: TestOffice, id: string) =>
  inScope({ database: office.databases.staff, keys: office.keys }, [id], loadFacts);

/** The office's clock goes on from there. */
export async function setClock({ ownerDatabase }: TestOffice, now: string): Promise<void> {
  await ownerDatabase.pool.query('update office_clock set offset_ = $1::timestamptz - now()', [now]);
}
