import { error, redirect } from '@sveltejs/kit';
import { openDraft } from '../../../../server/draft.ts';
import { bookedAlready } from '../../../../server/journey/act.ts';
import { actOnVisit } from '../../../../server/visit/act.ts';
import { loadVisit, serviceAt } from '../../../../server/visit/load.ts';
import { readVisitSlug, type VisitSlug } from '../../../../server/visit/steps.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const slug = slugOf(event.params.step);
  const service = await serviceAt(event);
  const draft = await openDraft(event, 'booking');
  if (draft?.booked && !isFirst(slug)) redirect(303, `/chenggong/${draft.booked.token}`);
  return loadVisit(event, service, slug, draft?.booked ? null : draft);
};

export const actions: Actions = {
  default: async (event) => {
    const slug = slugOf(event.params.step);
    const service = await serviceAt(event);
    const booked = isFirst(slug) ? null : await bookedAlready(event);
    if (booked !== null) redirect(303, `/chenggong/${booked}`);
    return actOnVisit(event, service, slug, await event.request.formData());
  },
};

/** Who begins again begins with an empty form. */
function isFirst(slug: VisitSlug): boolean {
  return slug === 'shijian' || slug === 'zhandian';
}

function slugOf(text: string): VisitSlug {
  return readVisitSlug(text) ?? error(404, 'notFound');
}
