import { fail, redirect } from '@sveltejs/kit';
import { openDraft, text, workIn } from '../../server/draft.ts';
import { ownRequests } from '../../server/own.ts';
import { proveInBrowser } from '../../server/prove.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const own = event.url.searchParams.has('huan') ? null : await ownRequests(event);
  const offices = own === null ? [] : await event.locals.api.office.list.query();
  return {
    requests: own?.requests ?? null,
    offices,
    phone: (await openDraft(event, 'manage'))?.answers.phone ?? '',
    taken: event.url.searchParams.has('shoudao'),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const { proven, errors } = await proveInBrowser(event, text(form, 'phone'), workIn(form));
    if (errors.length > 0) return fail(422, { errors, phone: text(form, 'phone') });
    redirect(303, proven ? '/geren-xinxi' : '/chaxun/yanzheng?geren=1');
  },
};
