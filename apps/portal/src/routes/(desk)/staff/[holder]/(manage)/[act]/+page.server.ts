import { refuse } from '@anmin/domain/refusal';
import { error, redirect } from '@sveltejs/kit';
import { attempt, mend } from '#lib/server/ask.ts';
import type { Api } from '#lib/server/api.ts';
import { readForm } from '#lib/server/form.ts';
import { isStaffAct, type StaffAct } from '#lib/staff-acts.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, parent, url }) => {
  const act = actOf(params.act);
  const { person } = await parent();
  const post = person.posts.find(({ id }) => id === url.searchParams.get('post')) ?? null;
  if (act === 'relieve' && post === null) notFound();
  return { act, post, key: crypto.randomUUID() };
};

export const actions: Actions = {
  default: async ({ locals, params, request, url }) => {
    const { holder } = params;
    const act = actOf(params.act);
    const form = await readForm(request);
    const reason = form.text('reason');
    if (reason.length < 2) return mend({ reason });
    const input = { key: form.text('key'), reason, holder, post: url.searchParams.get('post') ?? '' };
    const done = await attempt(doing[act](locals.api, input), { reason });
    if (done.failure) return done.failure;
    if (done.answer.code !== undefined) return { code: done.answer.code, address: `${url.origin}/admin/invitation` };
    // whoever lost their last post is no longer among the staff, nor may be looked for by whom that post let look
    const left = act === 'relieve' && (await locals.api.staff.list.query({ holder }).catch(() => [])).length === 0;
    redirect(303, left ? `/admin/staff?done=${act}` : `/admin/staff/${holder}?done=${act}`);
  },
};

function actOf(text: string): StaffAct {
  return isStaffAct(text) ? text : notFound();
}

function notFound(): never {
  error(404, 'notFound', { refusal: refuse('notFound') });
}

type Input = { readonly key: string; readonly reason: string; readonly holder: string; readonly post: string };

const doing: Readonly<Record<StaffAct, (api: Api, input: Input) => Promise<{ code?: string }>>> = {
  relieve: async ({ staff }, { key, reason, post }) => {
    await staff.relieve.mutate({ key, reason, post });
    return {};
  },
  disable: async ({ staff }, { key, reason, holder }) => {
    await staff.disable.mutate({ key, reason, holder });
    return {};
  },
  enable: async ({ staff }, { key, reason, holder }) => {
    await staff.enable.mutate({ key, reason, holder });
    return {};
  },
  code: ({ staff }, { key, reason, holder }) => staff.renewCode.mutate({ key, reason, holder }),
};
