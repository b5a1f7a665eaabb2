import { roles, termsOf } from '@anmin/domain/organisation/roles';
import { redirect } from '@sveltejs/kit';
import { ask, attempt, mend } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import { wrongSpan } from '#lib/span.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => ({
  units: await ask(locals.api.units.tree.query()),
  key: crypto.randomUUID(),
});

export const actions: Actions = {
  default: async ({ locals, params, request }) => {
    const form = await readForm(request);
    const { today } = await ask(locals.api.staff.me.query());
    const typed = {
      ...{ unit: form.text('unit'), role: form.text('role') },
      ...{ from: form.text('from'), until: form.text('until') },
    };
    const role = roles.find((name) => name === typed.role);
    const units = await ask(locals.api.units.tree.query());
    const unit = units.find(({ id }) => id === typed.unit);
    const isHeldThere = role === undefined || unit === undefined || termsOf[role].at.some((kind) => kind === unit.kind);
    const wrong = [
      ...(unit === undefined ? (['unit'] as const) : []),
      ...(role === undefined ? (['role'] as const) : []),
      ...(isHeldThere ? [] : (['notHere'] as const)),
      ...wrongSpan(typed, { today, optional: true }),
    ];
    if (role === undefined || wrong.length > 0) return mend({ typed, wrong });
    const input = { ...typed, role, until: typed.until || null, holder: params.holder, key: form.text('key') };
    const appointed = await attempt(locals.api.staff.appoint.mutate(input), { typed });
    return appointed.failure ?? redirect(303, `/admin/staff/${params.holder}?done=appoint`);
  },
};
