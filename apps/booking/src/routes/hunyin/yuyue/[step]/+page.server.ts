import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { openDraft } from '../../../../server/draft.ts';
import { actOn, bookedAlready } from '../../../../server/journey/act.ts';
import { loadStep } from '../../../../server/journey/load.ts';
import { submitOn } from '../../../../server/journey/submit.ts';
import { readSlug, type Slug } from '../../../../steps/steps.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const slug = slugOf(event);
  const draft = await openDraft(event, 'booking');
  if (draft?.booked && !isFirst(slug)) redirect(303, `/chenggong/${draft.booked.token}`);
  const own = draft?.booked ? null : draft;
  return {
    ...(await loadStep(event, slug, own)),
    key: own?.key ?? '',
    code: own?.code ?? null,
    phoneProven: own?.phoneProven ?? false,
  };
};

export const actions: Actions = {
  default: async (event) => {
    const slug = slugOf(event);
    const form = await event.request.formData();
    if (slug === 'hedui' && form.get('act') !== 'pick') return submitOn(event, form);
    const booked = isFirst(slug) ? null : await bookedAlready(event);
    if (booked !== null) redirect(303, `/chenggong/${booked}`);
    return actOn(event, slug, form);
  },
};

/** Who begins again begins with an empty form. */
function isFirst(slug: Slug): boolean {
  return slug === 'shijian' || slug === 'yewu';
}

function slugOf({ params }: RequestEvent<{ step: string }>): Slug {
  return readSlug(params.step) ?? error(404, 'notFound');
}
