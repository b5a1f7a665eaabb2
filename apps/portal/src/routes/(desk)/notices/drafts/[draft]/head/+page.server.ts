import { redirect } from '@sveltejs/kit';
import { headToSend, readHead, wrongInHead } from '#lib/drafting/head.ts';
import { replaceable } from '#lib/drafting/replaceable.ts';
import { ask, attempt, mend } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import { needs } from '#lib/server/needs.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent }) => {
  const { me, draft } = await parent();
  needs(me, 'notices.draft');
  const { notice } = draft;
  const [units, notices] = await Promise.all([
    ask(locals.api.units.tree.query()),
    ask(locals.api.measures.notices.query()),
  ]);
  const own = units.find(({ id }) => id === draft.unit)?.region;
  return {
    notices: replaceable(notices, own === undefined ? [] : [own]).filter(({ id }) => id !== notice.id),
    typed: {
      ...{ title: notice.title, number: notice.number ?? '', issuer: notice.issuer, issuedOn: notice.issuedOn ?? '' },
      ...{ region: notice.region ?? '', from: draft.from ?? '', until: draft.until ?? '', replaces: draft.replaces },
    },
    key: crypto.randomUUID(),
  };
};

export const actions: Actions = {
  default: async ({ locals, params, request }) => {
    const form = await readForm(request);
    const typed = readHead(form);
    const wrong = wrongInHead(typed);
    if (wrong.length > 0) return mend({ typed, wrong });
    const input = { key: form.text('key'), draft: params.draft, version: Number(form.text('version')) };
    const saved = await attempt(locals.api.notices.head.mutate({ ...input, head: headToSend(typed) }), {
      typed,
      wrong,
    });
    return saved.failure ?? redirect(303, `/admin/notices/drafts/${params.draft}?done=saved`);
  },
};
