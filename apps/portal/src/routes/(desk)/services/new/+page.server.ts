import { redirect } from '@sveltejs/kit';
import { parseService, typedOf } from '#lib/own-service.ts';
import { serviceErrors } from '#lib/own-service-errors.ts';
import { ask, attempt, mend } from '#lib/server/ask.ts';
import { fieldsOf, readForm } from '#lib/server/form.ts';
import { needs } from '#lib/server/needs.ts';
import { readService } from '#lib/server/own-service-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { me } = await parent();
  needs(me, 'plans.change');
  const { versions, opensIn } = await ask(locals.api.services.list.query());
  const changed = versions.find(({ id }) => id === url.searchParams.get('of'));
  const blank = { ...readService(fieldsOf(new FormData())), prefecture: opensIn[0]?.region ?? '' };
  const typed = changed === undefined ? blank : typedOf(changed.definition, changed.prefecture);
  return { opensIn, changes: changed !== undefined, typed, key: crypto.randomUUID() };
};

export const actions: Actions = {
  default: async ({ locals, request }) => {
    const form = await readForm(request);
    const typed = readService(form);
    const parsed = parseService(typed);
    if (!parsed.success || serviceErrors(typed).length > 0) return mend({ typed });
    const { prefecture, validFrom, source } = typed;
    const input = { key: form.text('key'), prefecture, definition: parsed.data, validFrom, source };
    const opened = await attempt(locals.api.services.open.mutate(input), { typed });
    return opened.failure ?? redirect(303, '/admin/services?done=opened');
  },
};
