import { courseSchema } from '@anmin/domain/vaccination/course';
import { asked } from '#lib/list.ts';
import { ask, attempt, mend } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import { needs } from '#lib/server/needs.ts';
import { ledgerUnit } from '#lib/server/ledger-unit.ts';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  needs((await parent()).me, 'vaccination.see');
  const choice = await ledgerUnit(locals.api, url);
  const shown = await ask(locals.api.vaccination.courses.query({ unit: choice.unit }));
  return { ...choice, shown, done: url.searchParams.has('done'), key: crypto.randomUUID() };
};

export const actions: Actions = {
  settle: async ({ locals, request, url }) => {
    const form = await readForm(request);
    const unit = asked(url, 'unit').slice(0, 50) || form.text('unit');
    const typed = Object.fromEntries(form.names().map((name) => [name, form.text(name)]));
    const number = (name: string) => (form.text(name) === '' ? null : Number(form.text(name)));
    const course = courseSchema.safeParse({
      ...{ kind: form.text('kind'), doses: number('doses'), gapDays: number('gapDays') },
      ...{ withinDays: number('withinDays'), boosterAfterDays: number('boosterAfterDays') },
      ...{ validFrom: form.text('validFrom'), source: form.text('source') },
    });
    if (!course.success) return mend({ typed, wrong: course.error.issues.map(({ path }) => String(path[0])) });
    const wish = { key: form.text('key'), unit, course: course.data };
    const done = await attempt(locals.api.vaccination.settleCourse.mutate(wish), { typed, wrong: [] });
    return done.failure ?? redirect(303, `/admin/vaccination/courses?unit=${encodeURIComponent(unit)}&done`);
  },
};
