import { router, staffProcedure } from '../trpc.ts';
import { check } from './check.ts';
import { confirm, undo } from './confirm.ts';
import { checkInput, confirmInput, linesInput, listInput, oneInput, undoInput } from './inputs.ts';
import type { IncomingLedger } from './ledger.ts';
import { members } from './members.ts';
import { lines, list, one } from './show.ts';
import { doses } from './doses.ts';

export const peopleSheetsRouter = sheetsRouter(members);
export const vaccinationSheetsRouter = sheetsRouter(doses);

/** How lines of a ledger come in by a file. */
function sheetsRouter<Key extends string, Plan>(ledger: IncomingLedger<Key, Plan>) {
  const changing = staffProcedure(ledger.ability);
  return router({
    list: changing.input(listInput).query(({ ctx, input }) => list(ctx, ledger, input)),
    one: changing.input(oneInput).query(({ ctx, input }) => one(ctx, ledger, input)),
    lines: changing.input(linesInput).query(({ ctx, input }) => lines(ctx, ledger, input)),
    check: changing.input(checkInput).mutation(({ ctx, input }) => check(ctx, ledger, input)),
    confirm: changing.input(confirmInput).mutation(({ ctx, input }) => confirm(ctx, ledger, input)),
    undo: changing.input(undoInput).mutation(({ ctx, input }) => undo(ctx, ledger, input)),
  });
}
