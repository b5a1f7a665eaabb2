import { fileLimits } from '@anmin/domain/sheets/column';
import { sheetWords } from '@anmin/words/sheets';
import { redirect } from '@sveltejs/kit';
import { asked } from '#lib/list.ts';
import { ask, attempt, mend } from '#lib/server/ask.ts';
import { fieldsOf } from '#lib/server/form.ts';
import { neededHeads, sheetOf } from '#lib/server/ledger-sheets.ts';
import { ledgerAt, sheetsOf } from '#lib/server/sheet-room.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  const ledger = ledgerAt((await parent()).me, params.ledger);
  const unit = asked(url, 'unit').slice(0, 50);
  const { unit: at, sheets } = await ask(sheetsOf(locals.api, ledger).list.query({ unit }));
  return { ledger, unit: at, sheets, needed: neededHeads(ledger), key: crypto.randomUUID() };
};

export const actions: Actions = {
  default: async ({ locals, params, request, url }) => {
    const { me } = { me: await ask(locals.api.staff.me.query()) };
    const ledger = ledgerAt(me, params.ledger);
    // more than the site takes at all: the form never arrived
    const sent = await request.formData().catch(() => null);
    if (sent === null) return mend({ fault: 'big' });
    const given = sent.get('file');
    if (!(given instanceof File) || given.size === 0) return mend({ fault: 'none' });
    if (given.size > fileLimits.file) return mend({ fault: 'big' });
    const { heads, options } = sheetOf[ledger];
    const wish = {
      ...{ key: fieldsOf(sent).text('key'), unit: asked(url, 'unit').slice(0, 50), words: sheetWords(heads, options) },
      file: Buffer.from(await given.arrayBuffer()).toString('base64'),
    };
    const checked = await attempt(sheetsOf(locals.api, ledger).check.mutate(wish), { fault: null });
    if (checked.failure) return checked.failure;
    const { sheet, twice } = checked.answer;
    return redirect(303, `/admin/sheets/${ledger}/${sheet}${twice ? '?done=twice' : ''}`);
  },
};
