import { enteredSchema } from '@anmin/domain/appointments/drawn-ballot';
import { officeOf } from '#lib/office.ts';
import { ask, attempt, mend } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import { needs } from '#lib/server/needs.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { me } = await parent();
  needs(me, 'plans.see');
  const office = officeOf(me, url, 'plans.see');
  return { office, ballots: await ask(locals.api.ballots.list.query({ office })), key: crypto.randomUUID() };
};

export const actions: Actions = {
  draw: async ({ locals, request }) => {
    const form = await readForm(request);
    const entered = { publicValue: form.text('publicValue'), source: form.text('source') };
    const typed = { ballot: form.text('ballot'), ...entered };
    const issues = enteredSchema.safeParse(entered).error?.issues ?? [];
    const empty = (['publicValue', 'source'] as const).filter((name) => issues.some(({ path }) => path[0] === name));
    if (empty.length > 0) return mend({ typed, empty });
    const drawn = await attempt(locals.api.ballots.draw.mutate({ ...typed, key: form.text('key') }), { typed });
    return drawn.failure ?? { drawn: true as const };
  },
};
