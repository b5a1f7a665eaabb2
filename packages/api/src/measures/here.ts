import type { Transaction } from '@anmin/db/client';
import { officeDay } from '@anmin/domain/calendar/day';
import type { Fact } from '@anmin/domain/measures/facts';
import type { Place } from '@anmin/domain/measures/in-force';
import { fullNameOf } from '@anmin/domain/regions/region';
import { officeNow } from '../office/now.ts';
import { ownUnit } from '../staff/standing.ts';
import type { StaffContext } from '../trpc.ts';
import { knownBy, loadFacts } from './facts.ts';
import { placeOf } from './place.ts';

/** A unit somebody looks after, as what notices know it, and what the office knows by now. */
export type Here = {
  readonly unit: { readonly id: string; readonly name: string };
  /** null: nobody has said yet what kind of institution it is */
  readonly place: Place | null;
  readonly regionName: string;
  readonly today: string;
  /** Now, on the office's wall. */
  readonly now: string;
  readonly facts: readonly Fact[];
};

export async function hereAt(tx: Transaction, ctx: StaffContext, id: string): Promise<Here> {
  const { name, ...own } = await ownUnit(tx, ctx, id);
  return {
    ...{ unit: { id, name }, place: placeOf(own) },
    regionName: fullNameOf(own.region.slice(0, 6)) ?? own.region,
    today: officeDay(await officeNow(tx)).toString(),
    now: await knownBy(tx),
    facts: await loadFacts(tx),
  };
}
