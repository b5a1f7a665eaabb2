import { roles, termsOf } from '@anmin/domain/organisation/roles';
import { ask, attempt, mend } from '#lib/server/ask.ts';
import { needs } from '#lib/server/needs.ts';
import { readForm } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent }) => {
  needs((await parent()).me, 'staff.manage');
  return { units: await ask(locals.api.units.tree.query()), key: crypto.randomUUID() };
};

export const actions: Actions = {
  default: async ({ locals, request, url }) => {
    const form = await readForm(request);
    const typed = {
      username: form.text('username').toLowerCase(),
      name: form.text('name'),
      role: form.text('role'),
      unit: form.text('unit'),
    };
    const role = roles.find((name) => name === typed.role);
    const units = await ask(locals.api.units.tree.query());
    const unit = units.find(({ id }) => id === typed.unit);
    const isHeldThere = role === undefined || unit === undefined || termsOf[role].at.some((kind) => kind === unit.kind);
    const wrong = [
      ...(typed.name.length < 2 || typed.name.length > 50 ? (['name'] as const) : []),
      ...(/^[a-z0-9_.-]{3,30}$/.test(typed.username) ? [] : (['username'] as const)),
      ...(unit === undefined ? (['unit'] as const) : []),
      ...(role === undefined ? (['role'] as const) : []),
      ...(isHeldThere ? [] : (['notHere'] as const)),
    ];
    if (role === undefined || wrong.length > 0) return mend({ typed, wrong });
    const invited = await attempt(locals.api.staff.invite.mutate({ ...typed, role, key: form.text('key') }), { typed });
    if (invited.failure) return invited.failure;
    return { invited: { ...invited.answer, ...typed, address: `${url.origin}/admin/invitation` } };
  },
};
