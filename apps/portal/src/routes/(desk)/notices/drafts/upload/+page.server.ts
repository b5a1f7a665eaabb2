import { redirect } from '@sveltejs/kit';
import { ask, attempt, mend } from '#lib/server/ask.ts';
import { fieldsOf } from '#lib/server/form.ts';
import { needs } from '#lib/server/needs.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent }) => {
  needs((await parent()).me, 'notices.draft');
  const units = await ask(locals.api.units.tree.query());
  return {
    units: units.filter(({ kind }) => kind === 'province' || kind === 'prefecture' || kind === 'county'),
    key: crypto.randomUUID(),
  };
};

const longestFile = 900_000;

export const actions: Actions = {
  default: async ({ locals, request }) => {
    // more than the site takes at all: the form never arrived
    const sent = await request.formData().catch(() => null);
    if (sent === null) return mend({ unit: '', file: 'JSON', wrong: ['long'] as const, faults: [] });
    const form = fieldsOf(sent);
    const given = sent.get('file');
    const unit = form.text('unit');
    const file = given instanceof File ? given.name : '';
    const wrong = [
      ...(unit === '' ? (['unit'] as const) : []),
      ...(file === '' ? (['file'] as const) : []),
      ...(given instanceof File && given.size > longestFile ? (['long'] as const) : []),
    ];
    if (!(given instanceof File) || wrong.length > 0) return mend({ unit, file, wrong, faults: [] });
    const input = { key: form.text('key'), unit, file: await given.text() };
    const loaded = await attempt(locals.api.notices.upload.mutate(input), { unit, file, wrong, faults: [] });
    if (loaded.failure) return loaded.failure;
    const { draft, faults } = loaded.answer;
    return draft === null ? mend({ unit, file, wrong, faults }) : redirect(303, `/admin/notices/drafts/${draft}`);
  },
};
