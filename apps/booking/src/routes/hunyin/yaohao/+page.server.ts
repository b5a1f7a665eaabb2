import { isOfTheLaw } from '@anmin/domain/appointments/service';
import { error } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const all = await locals.api.office.list.query();
  const offices = all.filter(({ services }) => services.some(isOfTheLaw));
  const office = offices.find(({ id }) => id === url.searchParams.get('office')) ?? offices[0];
  if (office === undefined) error(404, 'notOpen');
  return { office, offices, ballots: await locals.api.ballots.list.query({ office: office.id }) };
};
