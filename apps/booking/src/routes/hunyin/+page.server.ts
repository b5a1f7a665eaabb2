import { isOfTheLaw } from '@anmin/domain/appointments/service';
import { error } from '@sveltejs/kit';
import { serviceIn } from '../../server/service.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const service = serviceIn(url) ?? 'marriage';
  const all = await locals.api.office.list.query();
  const offices = all.filter(({ kind }) => kind === 'marriageRegistrationOffice');
  const office = offices.find(({ id }) => id === url.searchParams.get('office')) ?? offices[0];
  if (office === undefined) error(404, 'notOpen');
  const others = [...new Set(all.flatMap(({ services }) => services))].filter((id) => !isOfTheLaw(id));
  return { service, offices, others, terms: await locals.api.office.terms.query({ service, office: office.id }) };
};
