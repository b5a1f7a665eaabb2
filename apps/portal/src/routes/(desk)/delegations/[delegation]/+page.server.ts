import { refuse } from '@anmin/domain/refusal';
import { error, redirect } from '@sveltejs/kit';
import { ask, attempt } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const delegations = await ask(locals.api.duties.delegations.query());
  const delegation = delegations.find(({ id }) => id === params.delegation);
  if (delegation === undefined) error(404, 'notFound', { refusal: refuse('notFound') });
  return { delegation, key: crypto.randomUUID() };
};

export const actions: Actions = {
  default: async ({ locals, params: { delegation }, request }) => {
    const key = (await readForm(request)).text('key');
    const revoked = await attempt(locals.api.duties.revoke.mutate({ delegation, key }), {});
    return revoked.failure ?? redirect(303, '/admin/delegations?done=revoked');
  },
};
