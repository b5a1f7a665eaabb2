import { fail, redirect } from '@sveltejs/kit';
import { ask } from '../../server/api.ts';
import { openDraft, startDraft, text } from '../../server/draft.ts';
import { shownErrors } from '../../server/errors.ts';
import { codeLimitText } from '../../server/sentences.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const draft = await openDraft(event, 'manage');
  return { phone: draft?.answers.phone ?? '', proven: draft?.phoneProven ?? false };
};

export const actions: Actions = {
  default: async (event) => {
    const { api } = event.locals;
    const form = await event.request.formData();
    const draft = (await openDraft(event, 'manage'))?.id ?? (await startDraft(event, 'manage'));
    const phone = text(form, 'phone');
    const reference = text(form, 'reference').trim();
    const { answers } = await api.drafts.fill.mutate({ draft, answers: { phone, service: 'marriage' } });
    const shown = await api.drafts.show.mutate({ draft });
    const wrong = shownErrors(
      shown.errors.filter(({ field }) => field === 'phone'),
      answers,
    );
    if (wrong.length > 0) return fail(422, { errors: wrong, reference });
    const query = reference === '' ? '' : `?hao=${encodeURIComponent(reference)}`;
    if (shown.phoneProven) redirect(303, `/chaxun/jieguo${query}`);
    const sent = await ask(api.drafts.sendCode.mutate({ draft }));
    // a code this page asked for less than a minute ago still serves
    if ('refusal' in sent && shown.code === null)
      return fail(422, { errors: [{ field: 'phone', text: codeLimitText(sent.refusal.facts['perDay']) }], reference });
    redirect(303, `/chaxun/yanzheng${query}`);
  },
};
