import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => ({
  offices: await locals.api.office.list.query({ kind: 'marriageRegistrationOffice' }),
});
