import { m } from '@anmin/words/m';
import { redirect } from '@sveltejs/kit';
import { asked } from '#lib/list.ts';
import { ask, attempt } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import { ledgerAt, sheetsOf } from '#lib/server/sheet-room.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  const ledger = ledgerAt((await parent()).me, params.ledger);
  const sheet = await ask(sheetsOf(locals.api, ledger).one.query({ sheet: params.sheet }));
  const [undone, kept] = [asked(url, 'undone'), asked(url, 'kept')].map(Number);
  return { ledger, sheet, key: crypto.randomUUID(), done: asked(url, 'done'), undone: undone ?? 0, kept: kept ?? 0 };
};

export const actions: Actions = {
  confirm: async ({ locals, params, request }) => {
    const form = await readForm(request);
    const ledger = ledgerAt(await ask(locals.api.staff.me.query()), params.ledger);
    const wish = {
      key: form.text('key'),
      sheet: params.sheet,
      doubles: form.has('doubles'),
      reason: m.sheet_reason_in(),
    };
    const confirmed = await attempt(sheetsOf(locals.api, ledger).confirm.mutate(wish), {});
    return confirmed.failure ?? redirect(303, `/admin/sheets/${ledger}/${params.sheet}?done=confirmed`);
  },
  undo: async ({ locals, params, request }) => {
    const form = await readForm(request);
    const ledger = ledgerAt(await ask(locals.api.staff.me.query()), params.ledger);
    const undone = await attempt(
      sheetsOf(locals.api, ledger).undo.mutate({
        key: form.text('key'),
        sheet: params.sheet,
        reason: m.sheet_reason_back(),
      }),
      {},
    );
    if (undone.failure) return undone.failure;
    const news = `done=undone&undone=${undone.answer.undone}&kept=${undone.answer.kept}`;
    return redirect(303, `/admin/sheets/${ledger}/${params.sheet}?${news}`);
  },
};
