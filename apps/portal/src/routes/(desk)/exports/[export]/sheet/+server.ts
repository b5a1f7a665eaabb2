import { redirect } from '@sveltejs/kit';
import { sheetColumn } from '#lib/sheets.ts';
import { attempt } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import { ledgerSheet } from '#lib/server/ledger-sheets.ts';
import { asFile } from '#lib/server/workbook/file.ts';
import type { RequestHandler } from './$types';

/** A form's answer: taking a ledger out is an act, so no address shows it. Its lines are asked for while it is written. */
export const POST: RequestHandler = async ({ locals, params, request, url }) => {
  const given = { key: (await readForm(request)).text('key'), export: params.export };
  const lines = (after: string[] | null) => locals.api.exports.lines.mutate({ ...given, after });
  const first = await attempt(lines(null), {});
  if (first.failure) {
    const office = encodeURIComponent(url.searchParams.get('office') ?? '');
    redirect(303, `/admin/exports?office=${office}&failed=${first.failure.data.refusal?.refused ?? 'noAnswer'}`);
  }
  const { ledger, day, id } = first.answer;
  return asFile(
    ledgerSheet(first.answer, lines, url.searchParams.getAll(sheetColumn)),
    `${ledger}-${day}-${id.slice(0, 8)}.xlsx`,
  );
};
