import { ask } from '#lib/server/ask.ts';
import { printedCoverage } from '#lib/server/prints/coverage.ts';
import { sheetOfForm } from '#lib/server/prints/forms.ts';
import { asFile } from '#lib/server/workbook/file.ts';
import type { RequestHandler } from './$types';

/** The figures as a workbook: counts of no person. Whatever names people goes out as a list that was asked for. */
export const GET: RequestHandler = async ({ locals, url }) => {
  const me = await ask(locals.api.staff.me.query());
  return asFile(sheetOfForm(await printedCoverage(locals.api, me, url), me), `coverage-${me.today}.xlsx`);
};
