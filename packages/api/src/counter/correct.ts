import { refuse } from '@anmin/domain/refusal';
import { readNames, writeCorrection, type Correction } from '../bookings/correct.ts';
import { phoneOf } from '../bookings/load.ts';
import { Refused, type StaffContext } from '../trpc.ts';
import { deskAct, type DeskAct } from './act.ts';
import { noteWith } from './note.ts';
import type { CounterRow } from './row.ts';

type Given = DeskAct & Pick<Correction, 'name1' | 'name2'> & { readonly reason: string };

/** Corrects a name for its bearer, whatever became of the booking: what is kept about people is kept right. */
export function correctAtDesk(ctx: StaffContext, given: Given): Promise<CounterRow> {
  return deskAct(ctx, 'correct', given, async (tx, loaded, office) => {
    const names = readNames(loaded, given);
    if (names.length === 0) throw new Refused(refuse('wrongInput', [], { fields: ['name1:name.empty'] }));
    await writeCorrection(tx, ctx, loaded, office, {
      ...{ version: given.version, names, fields: ['reason'] },
      change: { noteSealed: noteWith(ctx.keys, loaded.booking, given.reason) },
      told: phoneOf(ctx.keys, loaded.booking),
    });
  });
}
