import { asked } from '#lib/list.ts';
import { officeOf } from '#lib/office.ts';
import { ask, attempt } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import { sheetColumn } from '#lib/sheets.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { me } = await parent();
  // a bureau's ledgers are no office's
  const office = asked(url, 'office').slice(0, 50) || officeOf(me, url, 'exports.see');
  return {
    office,
    exports: await ask(locals.api.exports.list.query({ office })),
    key: crypto.randomUUID(),
    made: url.searchParams.get('made'),
    failed: url.searchParams.get('failed'),
    /** of the ledgers that are fetched from here */
    columns: url.searchParams.getAll(sheetColumn),
  };
};

export const actions: Actions = {
  approve: async ({ locals, request }) => {
    const form = await readForm(request);
    const given = { key: form.text('key'), export: form.text('export') };
    const approved = await attempt(locals.api.exports.approve.mutate(given), {});
    return approved.failure ?? { approved: true };
  },
};
