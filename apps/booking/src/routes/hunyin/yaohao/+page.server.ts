import { isOfTheLaw } from '@anmin/domain/appointments/service';
import { error } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

/** The draws of an office, among those of its kind; of a marriage registration office unless another is asked for. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const all = await locals.api.office.list.query();
  const asked = all.find(({ id }) => id === url.searchParams.get('office'));
  const office = asked ?? all.find(({ services }) => services.some(isOfTheLaw));
  if (office === undefined) error(404, 'notOpen');
  const offices = all.filter(({ kind }) => kind === office.kind);
  const back = office.services.some(isOfTheLaw) ? '/hunyin' : '/';
  return { office, offices, back, ballots: await locals.api.ballots.list.query({ office: office.id }) };
};
