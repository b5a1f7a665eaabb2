import { redirect } from '@sveltejs/kit';
import { ask, attempt } from '#lib/server/ask.ts';
import { exportFile, exportName } from '#lib/server/export-file.ts';
import { readForm } from '#lib/server/form.ts';
import type { RequestHandler } from './$types';

/** A form's answer: taking a list out is an act, so no address shows it. */
export const POST: RequestHandler = async ({ locals, params, request, url }) => {
  const given = { key: (await readForm(request)).text('key'), export: params.export };
  const fetched = await attempt(locals.api.exports.fetch.mutate(given), {});
  if (fetched.failure) {
    const office = encodeURIComponent(url.searchParams.get('office') ?? '');
    redirect(303, `/admin/exports?office=${office}&failed=${fetched.failure.data.refusal?.refused ?? 'noAnswer'}`);
  }
  const { services } = await ask(locals.api.staff.me.query());
  return new Response(exportFile(fetched.answer, services), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${exportName(fetched.answer)}"`,
      'cache-control': 'no-store',
    },
  });
};
