import { redirect } from '@sveltejs/kit';
import { ask, attempt } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import { paperForms, sheetOfForm } from '#lib/server/prints/forms.ts';
import { asFile } from '#lib/server/workbook/file.ts';
import type { RequestHandler } from './$types';

/** A form's answer: taking a list out is an act, so no address shows it. What goes out is what stands on paper. */
export const POST: RequestHandler = async ({ locals, params, request, url }) => {
  const given = { key: (await readForm(request)).text('key'), export: params.export };
  const taken = await attempt(locals.api.exports.paper.mutate(given), {});
  if (taken.failure) {
    const office = encodeURIComponent(url.searchParams.get('office') ?? '');
    redirect(303, `/admin/exports?office=${office}&failed=${taken.failure.data.refusal?.refused ?? 'noAnswer'}`);
  }
  const { ledger, unit, day } = taken.answer;
  const me = await ask(locals.api.staff.me.query());
  const asked = new URL(`?${new URLSearchParams({ unit, day, place: 'open' }).toString()}`, url);
  const form = await paperForms[ledger](locals.api, me, asked);
  return asFile(sheetOfForm(form, me), `${ledger}-${day}-${given.export.slice(0, 8)}.xlsx`);
};
