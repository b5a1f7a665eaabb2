import { error } from '@sveltejs/kit';
import { serviceIn } from '../../server/service.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const service = serviceIn(url) ?? 'marriage';
  const offices = await locals.api.office.list.query({ kind: 'marriageRegistrationOffice' });
  const office = offices.find(({ id }) => id === url.searchParams.get('office')) ?? offices[0];
  if (office === undefined) error(404, 'notOpen');
  return { service, offices, terms: await locals.api.office.terms.query({ service, office: office.id }) };
};
