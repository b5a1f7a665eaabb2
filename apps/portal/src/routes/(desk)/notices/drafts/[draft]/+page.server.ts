import { redirect } from '@sveltejs/kit';
import { attempt } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ url }) => ({ key: crypto.randomUUID(), done: url.searchParams.get('done') });

export const actions: Actions = {
  check: async ({ locals, params, request }) => {
    const form = await readForm(request);
    const input = { key: form.text('key'), draft: params.draft, version: Number(form.text('version')) };
    const checked = await attempt(locals.api.notices.check.mutate(input), {});
    return checked.failure ?? { left: checked.answer.faults.length };
  },
  drop: async ({ locals, params, request }) => {
    const form = await readForm(request);
    const input = { key: form.text('key'), draft: params.draft, version: Number(form.text('version')) };
    const dropped = await attempt(locals.api.notices.drop.mutate(input), {});
    return dropped.failure ?? redirect(303, '/admin/notices/drafts');
  },
  remove: async ({ locals, params, request }) => {
    const form = await readForm(request);
    const input = { key: form.text('key'), draft: params.draft, version: Number(form.text('version')) };
    const removed = await attempt(
      locals.api.notices.rule.mutate({ ...input, replaces: form.text('rule'), rule: null, words: {} }),
      {},
    );
    return removed.failure ?? { removed: true };
  },
};
