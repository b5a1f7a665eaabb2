import { fail, redirect } from '@sveltejs/kit';
import { openDraft, text, workIn } from '../../server/draft.ts';
import { proveInBrowser } from '../../server/prove.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const draft = await openDraft(event, 'manage');
  return { phone: draft?.answers.phone ?? '', proven: draft?.phoneProven ?? false };
};

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const reference = text(form, 'reference').trim();
    const { proven, errors } = await proveInBrowser(event, text(form, 'phone'), workIn(form));
    if (errors.length > 0) return fail(422, { errors, reference });
    const query = reference === '' ? '' : `?hao=${encodeURIComponent(reference)}`;
    redirect(303, `/chaxun/${proven ? 'jieguo' : 'yanzheng'}${query}`);
  },
};
