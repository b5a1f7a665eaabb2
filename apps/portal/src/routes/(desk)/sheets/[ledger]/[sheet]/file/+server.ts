import { ask } from '#lib/server/ask.ts';
import { markedSheet } from '#lib/server/marked-sheet.ts';
import { ledgerAt, sheetsOf } from '#lib/server/sheet-room.ts';
import { asFile } from '#lib/server/workbook/file.ts';
import type { RequestHandler } from './$types';

/** What somebody uploaded, with what is wrong of it: theirs to mend and send again. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const ledger = ledgerAt(await ask(locals.api.staff.me.query()), params.ledger);
  const lines = (after: number) => sheetsOf(locals.api, ledger).lines.query({ sheet: params.sheet, after });
  const first = await ask(lines(-1));
  return asFile(markedSheet(ledger, first, lines), `${ledger}-checked.xlsx`);
};
