import { refuse } from '@anmin/domain/refusal';
import { error } from '@sveltejs/kit';
import { printedForms } from '#lib/server/prints/forms.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, params, url }) => {
  const printed = printedForms[params.form];
  if (printed === undefined) error(404, 'notFound', { refusal: refuse('notFound') });
  const { me } = await parent();
  return { printed: await printed(locals.api, me, url) };
};
