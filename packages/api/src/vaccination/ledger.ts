import { officeDay } from '@anmin/domain/calendar/day';
import type { z } from 'zod';
import { countVaccinated, vaccinationLines } from '../exports/vaccination.ts';
import { officeNow } from '../office/now.ts';
import { journalRead } from '../privacy/reads.ts';
import { inScope } from '../scope.ts';
import { ownUnit } from '../staff/standing.ts';
import type { StaffContext } from '../trpc.ts';
import type { ledgerInput } from './inputs.ts';

/** how many lines are printed at once; a habit of the page, not policy */
const printed = 1000;

/** The ledger of a unit as it is printed, masked as on the screen; the look is an entry. Of more people the first. */
export function ledger(ctx: StaffContext, { unit: id }: z.infer<typeof ledgerInput>) {
  return inScope(ctx, ctx.units, async (tx) => {
    const { name } = await ownUnit(tx, ctx, id);
    const day = officeDay(await officeNow(tx)).toString();
    const wanted = { unit: id, day, whole: false, after: null, limit: printed };
    const { lines } = await vaccinationLines(tx, ctx.keys, wanted);
    await journalRead(tx, ctx, id, { of: 'vaccination', count: lines.length });
    return { unit: { id, name }, day, total: await countVaccinated(tx, id, day), lines };
  });
}
