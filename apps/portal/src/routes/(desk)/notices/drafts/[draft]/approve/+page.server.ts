import { redirect } from '@sveltejs/kit';
import { attempt } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import { needs } from '#lib/server/needs.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent }) => {
  needs((await parent()).me, 'notices.approve');
  return { key: crypto.randomUUID() };
};

export const actions: Actions = {
  default: async ({ locals, params, request }) => {
    const form = await readForm(request);
    const from = form.text('from');
    const input = { key: form.text('key'), draft: params.draft, version: Number(form.text('version')) };
    const approved = await attempt(
      locals.api.notices.approve.mutate({ ...input, from: from === '' ? null : from.slice(0, 16) }),
      { from },
    );
    return approved.failure ?? redirect(303, `/admin/notices/drafts/${params.draft}?done=approved`);
  },
};
