import { error, redirect } from '@sveltejs/kit';
import { asked } from '#lib/list.ts';
import { ask, attempt } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import { readMemberForm } from '#lib/server/member-form.ts';
import { changing } from '#lib/server/people.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  const { key } = changing((await parent()).me);
  const unit = asked(url, 'unit').slice(0, 50);
  const { waiting } = await ask(locals.api.people.transfers.query({ unit }));
  const comes = waiting.find(({ transfer, comes }) => comes && transfer === params.transfer);
  if (comes === undefined) error(404, 'notFound', {});
  return { unit, comes, key };
};

export const actions: Actions = {
  default: async ({ locals, params: { transfer }, request, url }) => {
    const form = await readForm(request);
    const typed = readMemberForm(form);
    const { role, standing, groups, post, room, bed, since: on } = typed;
    const wish = { key: form.text('key'), transfer, on, to: { role, standing, groups, post, room, bed } };
    const received = await attempt(locals.api.people.receive.mutate(wish), { typed });
    const unit = encodeURIComponent(asked(url, 'unit'));
    return received.failure ?? redirect(303, `/admin/people/transfers?unit=${unit}&done=receive`);
  },
};
