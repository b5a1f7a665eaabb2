import { institutionKinds } from '@anmin/domain/institutions/kinds';
import { mayBeInstitution, mayStandBelow, unitKinds } from '@anmin/domain/organisation/units';
import { redirect } from '@sveltejs/kit';
import { ask, attempt, mend } from '#lib/server/ask.ts';
import { needs } from '#lib/server/needs.ts';
import { readForm } from '#lib/server/form.ts';
import { wrongStart } from '#lib/span.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  needs((await parent()).me, 'units.change');
  const units = await ask(locals.api.units.tree.query());
  return { units, parent: url.searchParams.get('parent') ?? '', key: crypto.randomUUID() };
};

export const actions: Actions = {
  default: async ({ locals, request }) => {
    const form = await readForm(request);
    const { today } = await ask(locals.api.staff.me.query());
    const typed = {
      ...{ name: form.text('name'), kind: form.text('kind'), region: form.text('region') },
      ...{ parent: form.text('parent'), from: form.text('from'), institutionKind: form.text('institutionKind') },
    };
    const units = await ask(locals.api.units.tree.query());
    const above = units.find(({ id }) => id === typed.parent);
    const kind = unitKinds.find((name) => name === typed.kind);
    const institutionKind = institutionKinds.find((name) => name === typed.institutionKind) ?? null;
    const standsWell = above === undefined || kind === undefined || mayStandBelow(kind, above.kind);
    const wrong = [
      ...(typed.name.length < 2 ? (['name'] as const) : []),
      ...(above === undefined ? (['parent'] as const) : []),
      ...(kind === undefined ? (['kind'] as const) : []),
      ...(standsWell ? [] : (['place'] as const)),
      ...(kind === undefined || mayBeInstitution(kind, institutionKind) ? [] : (['institutionKind'] as const)),
      ...(/^\d{6}(\d{3}(\d{3})?)?$/.test(typed.region) ? [] : (['region'] as const)),
      ...wrongStart(typed.from, today),
    ];
    if (kind === undefined || wrong.length > 0) return mend({ typed, wrong });
    const input = { ...typed, kind, institutionKind, key: form.text('key') };
    const opened = await attempt(locals.api.units.open.mutate(input), { typed });
    return opened.failure ?? redirect(303, `/admin/units/${opened.answer.unit}?done=opened`);
  },
};
