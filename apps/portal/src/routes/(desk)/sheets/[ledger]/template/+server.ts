import { ask } from '#lib/server/ask.ts';
import { asked } from '#lib/list.ts';
import { templateSheet } from '#lib/server/ledger-sheets.ts';
import { ledgerAt, sheetsOf } from '#lib/server/sheet-room.ts';
import { asFile } from '#lib/server/workbook/file.ts';
import type { RequestHandler } from './$types';

/** An empty sheet to write in: of nobody. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  const me = await ask(locals.api.staff.me.query());
  const ledger = ledgerAt(me, params.ledger);
  const { unit } = await ask(sheetsOf(locals.api, ledger).list.query({ unit: asked(url, 'unit').slice(0, 50) }));
  return asFile(templateSheet(ledger, unit.name, me.today), `${ledger}-template.xlsx`);
};
